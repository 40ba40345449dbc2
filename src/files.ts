import { basename, dirname, join } from "node:path";
import { UserError } from "./errors.ts";

/** A name beside `path`, for what is not complete yet. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.tmp`);
}

/**
 * Writes a file so that a reader, or a crash, meets the old content or the new, never a part: a temporary file beside
 * the target, fsync, rename, fsync of the folder. Throws what the file system threw, with no temporary left.
 */
export async function atomicWrite(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await writeSynced(temporary, content);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Writes a new file and waits until the disk has it. */
export async function writeSynced(path: string, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  using file = await Deno.open(path, { write: true, createNew: true });
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  await file.sync();
}

/** Waits until the disk has a folder's entries; Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}

/** All bytes of a stream; one of more than `max` is left, and `tooLong` says what to throw. */
export async function readBytes(
  stream: AsyncIterable<Uint8Array>,
  max: number,
  tooLong: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > max) throw tooLong();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * Size of the regular file that a path leads to. Throws a UserError of kind "io" where there is none: what is a pipe or a
 * device may never end, or never begin.
 */
export async function regularFile(path: string): Promise<number> {
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    if (isFile) return size;
    throw new Error(isDirectory ? "it is a folder" : "it is no regular file");
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : error;
    throw new UserError("io", `cannot read ${path}: ${reason instanceof Error ? reason.message : reason}`);
  }
}

/** All of a regular file of at most `max` bytes. Throws a UserError of kind "io" for any other. */
export async function readRegular(path: string, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = (length: string) =>
    new UserError("io", `${path} has ${length} bytes; at most ${max} are read`);
  const size = await regularFile(path);
  if (size > max) throw tooLong(String(size));
  try {
    // What has no size, as under /proc, may have content all the same.
    using file = await Deno.open(path);
    return await readBytes(file.readable, max, () => tooLong("more"));
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError("io", `cannot read ${path}: ${error.message}`, { cause: error });
  }
}

/** SHA-256 in lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
