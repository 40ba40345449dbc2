import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { Candidate, Drawn } from "../drawn/picture.ts";
import { migrate } from "./schema.ts";
import { corpusError, transaction } from "./sqlite.ts";

export { transaction };

export type Split = "train" | "validation" | "test";

/** Default place of the corpus, relative to the working directory. */
export const DEFAULT_CORPUS = ".cache/corpus.db";

/** How long to wait for another process's transaction, in milliseconds. */
const BUSY_TIMEOUT = 3000;
/** Pages of the write-ahead log before it is copied back: pages that change again and again are then copied once. */
const CHECKPOINT_PAGES = 8192;
/** KiB of pages that a connection keeps. */
const PAGE_CACHE = 32 * 1024;

/**
 * Opens the corpus, creates it when it is missing (unless `mustExist`) and migrates an older schema.
 * Throws a UserError: of kind "corpus" for a missing, damaged, locked or newer file, of kind "io" for a full disk.
 */
export function openCorpus(
  path: string,
  options: { mustExist?: boolean; busyTimeout?: number } = {},
): DatabaseSync {
  const exists = corpusExists(path);
  if (options.mustExist && !exists) {
    throw new UserError(
      "corpus",
      `no corpus at ${path}; build one with "deno task data" or name another by --data`,
    );
  }
  if (!exists && path !== ":memory:") checkPlace(path);
  if (!exists) mkdirSync(dirname(path), { recursive: true });
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: options.busyTimeout ?? BUSY_TIMEOUT });
    migrate(db, path);
    db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
       PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${PAGE_CACHE};`,
    );
    db.prepare("SELECT id, split FROM corpus LIMIT 1").all();
    return db;
  } catch (error) {
    db?.close();
    const explained = corpusError(error, path);
    if (explained instanceof UserError) throw explained;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      "corpus",
      `cannot read ${path} as a corpus (${reason}); move it away or name another by --data`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Opens a corpus that `openCorpus` has opened before, for a further reader. Throws a UserError where it cannot be read.
 */
export function openReader(path: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT });
    db.exec(`PRAGMA cache_size = -${PAGE_CACHE}; SELECT id FROM pieces LIMIT 1`);
    return db;
  } catch (error) {
    db?.close();
    throw corpusError(error, path);
  }
}

/** Opens the corpus for `work`, closes it after, and throws what SQLite says against it as a UserError. */
export async function withCorpus<T>(
  path: string,
  options: { mustExist?: boolean },
  work: (db: DatabaseSync) => T | Promise<T>,
): Promise<T> {
  using db = openCorpus(path, options);
  try {
    return await work(db);
  } catch (error) {
    throw corpusError(error, path);
  }
}

/** Throws a UserError of kind "corpus" where a corpus cannot be made: SQLite waits for a pipe without end. */
function checkPlace(path: string): void {
  try {
    Deno.statSync(path);
  } catch {
    return;
  }
  throw new UserError("corpus", `${path} is no regular file; name another by --data`);
}

/** Whether there is a file of that name. */
export function corpusExists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A writer of pictures with its statements prepared once; `insert` returns how many pieces were new. */
export interface PictureWriter {
  insert(candidate: Candidate, drawn: Drawn, split: Split): number;
  /** Notes a picture that gave nothing usable. */
  reject(candidate: Candidate): void;
}

export function pictureWriter(db: DatabaseSync): PictureWriter {
  const picture = db.prepare(
    `INSERT INTO pictures (source, source_id, label, style, licence, attribution, split, sketch, fine, colours)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const piece = db.prepare(
    "INSERT OR IGNORE INTO pieces (picture_id, art, width, height, mirrored, sha256) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const rejected = db.prepare("INSERT OR IGNORE INTO rejected VALUES (?, ?, ?)");
  const writeLabels = labelWriter(db);
  return {
    insert(candidate, { sketch, fine, colours = new Uint8Array(), pieces }, split) {
      const { source, sourceId, style, licence, attribution } = candidate;
      const id = Number(
        picture.run(
          ...[source, sourceId, candidate.label, style, licence, attribution, split, sketch, fine, colours],
        ).lastInsertRowid,
      );
      writeLabels(id, candidate);
      let added = 0;
      for (const { art, width, height, mirrored } of pieces) {
        added += Number(piece.run(id, art, width, height, mirrored ? 1 : 0, digest(art)).changes);
      }
      return added;
    },
    reject: ({ source, sourceId, style }) => void rejected.run(source, sourceId, style),
  };
}

/** What a picture is called, and what else it can be found by. */
export interface Named {
  label: string;
  furtherLabels: readonly string[];
  title?: string;
  author?: string;
}

/** A writer of a new picture's further labels, and of what it can be found by. */
export function labelWriter(db: DatabaseSync): (picture: number, named: Named) => void {
  const add = db.prepare("INSERT OR IGNORE INTO picture_labels VALUES (?, ?)");
  const find = db.prepare("INSERT INTO search (rowid, labels, title, author) VALUES (?, ?, ?, ?)");
  return (picture, { label, furtherLabels, title = "", author = "" }) => {
    for (const further of furtherLabels) add.run(picture, further);
    find.run(picture, [label, ...furtherLabels].join(" "), title, author);
  };
}

/** The same for a picture that has labels already. */
export function relabelWriter(db: DatabaseSync): (picture: number, named: Named) => void {
  const clear = db.prepare("DELETE FROM picture_labels WHERE picture_id = ?");
  const forget = db.prepare("DELETE FROM search WHERE rowid = ?");
  const write = labelWriter(db);
  return (picture, named) => {
    clear.run(picture);
    forget.run(picture);
    write(picture, named);
  };
}

/** The further labels of every picture, by picture and then by label. */
export function* furtherLabels(db: DatabaseSync): Generator<{ picture: number; label: string }> {
  for (
    const row of db.prepare("SELECT picture_id, label FROM picture_labels ORDER BY picture_id, label")
      .iterate()
  ) {
    yield { picture: Number(row["picture_id"]), label: String(row["label"]) };
  }
}

/** How likely each label is asked for. */
export function popularities(db: DatabaseSync): Map<string, number> {
  const rows = db.prepare("SELECT label, popularity FROM labels").iterate();
  return new Map(Array.from(rows, (row) => [String(row["label"]), Number(row["popularity"])]));
}

/** SHA-256 of normalised art, 32 bytes: its identity in the corpus. */
export function digest(art: string): Uint8Array {
  return createHash("sha256").update(art).digest();
}

/** Digest of the corpus's content: sha256 over the sorted digests of its pieces, whatever order they came in. */
export function corpusDigest(db: DatabaseSync): string {
  const hash = createHash("sha256");
  for (const row of db.prepare("SELECT lower(hex(sha256)) AS hex FROM pieces ORDER BY sha256").iterate()) {
    hash.update(`${row["hex"]}\n`);
  }
  return hash.digest("hex");
}
