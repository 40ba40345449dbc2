/** Which packages the program is made of: the digest of its lock file. */
import { join } from "node:path";
import { sha256 } from "../base/files.ts";

/** Where the executable keeps the digest, which is all that it has of the lock. */
export const LOCK_DIGEST = "deno.lock.sha256";

/** SHA-256 of deno.lock; null where there is none, as in a program that uses this one as a library. */
export async function lockDigest(): Promise<string | null> {
  const root = join(import.meta.dirname!, "..", "..");
  const stored = await Deno.readTextFile(join(root, LOCK_DIGEST)).catch(() => undefined);
  if (stored !== undefined) return stored.trim();
  const lock = await Deno.readFile(join(root, "deno.lock")).catch(() => undefined);
  return lock === undefined ? null : await sha256(lock);
}
