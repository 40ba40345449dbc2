import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../errors.ts";
import type { Candidate, Drawn } from "./picture.ts";

/**
 * Each entry lifts the schema by one version; `user_version` counts the entries applied. Only ever append. Null: what a
 * version before it held cannot be converted.
 */
const MIGRATIONS = [
  null, // sketches of 24×24
  `
  CREATE TABLE pictures (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    label TEXT NOT NULL,
    style TEXT NOT NULL CHECK (style IN ('line', 'solid', 'shaded', 'banner')),
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    cluster INTEGER,
    sketch BLOB NOT NULL CHECK (length(sketch) = 162),
    UNIQUE (source, source_id, style)
  ) STRICT;
  CREATE TABLE picture_labels (
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    PRIMARY KEY (picture_id, label)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE pieces (
    id INTEGER PRIMARY KEY,
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    art TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    mirrored INTEGER NOT NULL CHECK (mirrored IN (0, 1)),
    sha256 TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX pieces_by_picture ON pieces (picture_id);
  CREATE INDEX pictures_by_label ON pictures (label);
  CREATE INDEX picture_labels_by_label ON picture_labels (label);
  CREATE TABLE labels (label TEXT PRIMARY KEY, popularity REAL NOT NULL) STRICT;
  -- Pictures that gave nothing usable, so that a later run need not try them again.
  CREATE TABLE rejected (
    source TEXT NOT NULL, source_id TEXT NOT NULL, style TEXT NOT NULL, PRIMARY KEY (source, source_id, style)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE VIEW corpus AS
    SELECT pieces.id, picture_id, art, width, height, mirrored, sha256,
           label, style, source, source_id, licence, attribution, split, cluster
    FROM pieces JOIN pictures ON pictures.id = picture_id;
  `,
];

export type Split = "train" | "validation" | "test";
/** Styles of a piece; models number their style tokens in this order. */
export const STYLES = ["line", "solid", "shaded", "banner"] as const;
export type Style = typeof STYLES[number];

/** Default place of the corpus, relative to the working directory. */
export const DEFAULT_CORPUS = ".cache/corpus.db";

/**
 * Opens the corpus, creates it when it is missing (unless `mustExist`) and migrates an older schema.
 * Throws a UserError of kind "corpus" for a missing, damaged or newer file.
 */
export function openCorpus(path: string, options: { mustExist?: boolean } = {}): DatabaseSync {
  const exists = isFile(path);
  if (options.mustExist && !exists) {
    throw new UserError(
      "corpus",
      `no corpus at ${path}; build one with "deno task data" or name another by --data`,
    );
  }
  if (!exists) mkdirSync(dirname(path), { recursive: true });
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    migrate(db, path);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;");
    db.prepare("SELECT id, split FROM corpus LIMIT 1").all();
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      "corpus",
      `cannot read ${path} as a corpus (${reason}); delete it and run "deno task data"`,
      {
        cause: error,
      },
    );
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function migrate(db: DatabaseSync, path: string): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > MIGRATIONS.length) {
    throw new UserError(
      "corpus",
      `${path} has schema version ${version}, newer than the ${MIGRATIONS.length} known here; update ascii-gen`,
    );
  }
  const tables = Number(db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"] ?? 0);
  if (version === 0 && tables > 0) {
    throw new UserError("corpus", `${path} is a database, but not a corpus; name another file by --data`);
  }
  if (version > 0 && version <= MIGRATIONS.lastIndexOf(null) + 1) {
    throw new UserError(
      "corpus",
      `${path} is of version ${version}, whose sketches are too coarse; move it away and run "deno task data"`,
    );
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    transaction(db, () => db.exec(`${MIGRATIONS[next] ?? ""}; PRAGMA user_version = ${next + 1};`));
  }
}

/** Runs `work` in one transaction: all of it or nothing. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
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
    `INSERT INTO pictures (source, source_id, label, style, licence, attribution, split, sketch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const label = db.prepare("INSERT OR IGNORE INTO picture_labels VALUES (?, ?)");
  const piece = db.prepare(
    "INSERT OR IGNORE INTO pieces (picture_id, art, width, height, mirrored, sha256) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const rejected = db.prepare("INSERT OR IGNORE INTO rejected VALUES (?, ?, ?)");
  return {
    insert(candidate, { sketch, pieces }, split) {
      const { source, sourceId, style, licence, attribution } = candidate;
      const { lastInsertRowid: id } = picture.run(
        ...[source, sourceId, candidate.label, style, licence, attribution, split, sketch],
      );
      for (const further of candidate.furtherLabels) label.run(id, further);
      let added = 0;
      for (const { art, width, height, mirrored } of pieces) {
        added += Number(piece.run(id, art, width, height, mirrored ? 1 : 0, sha256(art)).changes);
      }
      return added;
    },
    reject: ({ source, sourceId, style }) => void rejected.run(source, sourceId, style),
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

/** Hex digest of normalised art: its identity in the corpus. */
export function sha256(art: string): string {
  return createHash("sha256").update(art).digest("hex");
}

/** Digest of the corpus's content: sha256 over the sorted digests of its pieces, whatever order they came in. */
export function corpusDigest(db: DatabaseSync): string {
  const hash = createHash("sha256");
  for (const row of db.prepare("SELECT sha256 FROM pieces ORDER BY sha256").iterate()) {
    hash.update(`${row["sha256"]}\n`);
  }
  return hash.digest("hex");
}
