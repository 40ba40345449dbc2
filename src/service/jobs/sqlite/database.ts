/** The file of a queue in SQLite. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../base/errors.ts";
import { SCHEMA, VERSION } from "./schema.ts";

/** Milliseconds that a transaction of another process is waited for. */
const BUSY = 5000;
/** Tries to open a file that others open at the same time: SQLite does not wait while the kind of journal is changed. */
const TRIES = 100;

/**
 * Opens the queue in a file, which is made where there is none. Throws a UserError of kind "environment" for a file that is
 * none, damaged, of a newer version, or that cannot be written.
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  const there = await Deno.stat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile) {
    throw new UserError("environment", `the queue ${path} is not a plain file`);
  }
  for (let left = TRIES;; left--) {
    try {
      return open(path);
    } catch (error) {
      if (left === 0 || !(error instanceof Error && /locked/.test(error.message))) {
        throw unusable(path, error);
      }
      await sleep(20);
    }
  }
}

function open(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path, { timeout: BUSY });
  try {
    // What was answered for outlasts a power failure: the log is synced at each commit.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    transaction(db, () => {
      const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
      if (version > VERSION) throw new Error("a newer version of this program made it");
      if (version === 0) db.exec(`${SCHEMA} PRAGMA user_version = ${VERSION}`);
    });
    return db;
  } catch (error) {
    db.close();
    throw error;
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
    // A full disk has already rolled it back.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** An error of SQLite, or of the file system, on a queue's file for a person. */
export function unusable(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError("environment", `the queue ${path} cannot be used (${reason})`, { cause: error });
}
