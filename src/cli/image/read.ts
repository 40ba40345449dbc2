import { UserError } from "../../base/errors.ts";
import { readBytes } from "../../base/files.ts";
import { MAX_PICTURE, readPictureFile } from "../../operations/picture_file.ts";

/** Stands for standard input. */
export const STDIN = "-";

/** What a file is called in messages. */
export const nameOf = (path: string): string => path === STDIN ? "standard input" : path;

/** The bytes of a file, or of standard input. Throws a UserError. */
export function read(path: string): Promise<Uint8Array> {
  return path === STDIN ? readStdin() : readPictureFile(path);
}

/** All of standard input. Throws a UserError of kind "input" for more than a picture may have. */
function readStdin(): Promise<Uint8Array> {
  return readBytes(
    Deno.stdin.readable,
    MAX_PICTURE,
    () => new UserError("input", `standard input has more than the ${MAX_PICTURE} bytes that are read`),
  );
}
