import { UserError } from "../../base/errors.ts";
import { readBytes, readPlainFile } from "../../base/files.ts";

/** Bytes of a picture file at most. */
export const MAX_FILE = 1 << 26;

/** Stands for standard input. */
export const STDIN = "-";

/** Bytes of a file of at most `max`. Throws a UserError, of kind "io" or "input", that calls it `name`. */
export async function readFile(path: string, name: string, max: number): Promise<Uint8Array> {
  try {
    return await readPlainFile(path, max, name);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("io", `cannot read ${name}: ${reason}`, { cause: error });
  }
}

/** All of standard input, at most `max` bytes. Throws a UserError of kind "input" for more. */
export function readStdin(max: number): Promise<Uint8Array> {
  return readBytes(
    Deno.stdin.readable,
    max,
    () => new UserError("input", `standard input has more than the ${max} bytes that are read`),
  );
}

/** What a file is called in messages. */
export const nameOf = (path: string): string => path === STDIN ? "standard input" : path;

/** The bytes of a file, or of standard input. Throws a UserError. */
export function read(path: string): Promise<Uint8Array> {
  return path === STDIN ? readStdin(MAX_FILE) : readFile(path, path, MAX_FILE);
}
