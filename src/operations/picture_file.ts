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
