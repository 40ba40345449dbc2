import { inspected } from "../base/check.ts";
import { UserError } from "../base/errors.ts";
import { readPlainFile } from "../base/files.ts";

/** Bytes of a picture file at most. */
export const MAX_PICTURE = 1 << 26;

/** Bytes of a picture file. Throws a UserError, of kind "io" or "input", that calls it `name`. */
export async function readPictureFile(path: string, name = path): Promise<Uint8Array> {
  try {
    return await readPlainFile(path, MAX_PICTURE, name);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("io", `cannot read ${name}: ${reason}`, { cause: error });
  }
}

/** A picture by the path of its file, or its bytes. */
export type Picture = string | Uint8Array | ArrayBuffer;

/**
 * Bytes of a picture, however it is given. Throws a UserError that calls it `name`, of kind "usage" for what is no picture at
 * all.
 */
export async function bytesOf(picture: Picture, name: string): Promise<Uint8Array> {
  if (typeof picture === "string") return await readPictureFile(picture, name);
  if (picture instanceof Uint8Array) return picture;
  if (picture instanceof ArrayBuffer) return new Uint8Array(picture);
  throw new UserError(
    "usage",
    `${name} is ${inspected(picture)}, not a path, a Uint8Array or an ArrayBuffer`,
  );
}
