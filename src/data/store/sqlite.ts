import type { DatabaseSync } from "node:sqlite";
import { UserError } from "../../base/errors.ts";

/** What SQLite says (its codes do not reach us from every call), and what that means for a person. */
const MEANINGS: [said: RegExp, kind: "corpus" | "io", meaning: string][] = [
  [
    /database (table )?is locked/,
    "corpus",
    "is in use by another process; run this again when that has ended",
  ],
  [
    /is full/,
    "io",
    "cannot grow: the disk is full; free some space and run this again, nothing stored is lost",
  ],
  [/malformed|not a database/, "corpus", "is damaged; move it away and build it anew, or restore a copy"],
  [/readonly/, "io", "cannot be written; name another by --data"],
  [/disk I\/O error|unable to open/, "io", "cannot be read or written on this disk"],
];

/** An error of SQLite on a corpus file as a UserError; any other error as it is. */
export function corpusError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_SQLITE_ERROR") return error;
  const found = MEANINGS.find(([said]) => said.test(error.message));
  if (!found) return error;
  const [, kind, meaning] = found;
  return new UserError(kind, `${path} ${meaning} (${error.message})`, { cause: error });
}

/** Runs `work` in one transaction: all of it or nothing. Throws a UserError where the file is locked, full or damaged. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  try {
    db.exec("BEGIN IMMEDIATE");
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk has already rolled it back.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw corpusError(error, db.location() ?? "the corpus in memory");
  }
}
