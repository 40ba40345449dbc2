import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "./errors.ts";
import { sleep } from "./sleep.ts";

/** A name beside `path`, for what is not complete yet. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.tmp`);
}

/** Milliseconds after which a lock is somebody else's, where that cannot be asked. */
const LOCK_PATIENCE_MS = 1000;

/** Holds the lock of a file, which is made if need be, until it is disposed of; undefined where another process has it. */
export async function lockFile(path: string): Promise<Disposable | undefined> {
  const file = await Deno.open(path, { create: true, write: true });
  // An executable's runtime may be an older Deno, which has no tryLock.
  const own = typeof file.tryLock === "function"
    ? file.tryLock(true)
    : Promise.race([file.lock(true).then(() => true), sleep(LOCK_PATIENCE_MS).then(() => false)]);
  if (await own) return file;
  file.close();
  return undefined;
}

/** Whether a path leads to anything. */
export const isThere = (path: string): Promise<boolean> => Deno.stat(path).then(() => true, () => false);

/** Whether a path leads to a plain file. */
export const isFile = (path: string): Promise<boolean> =>
  Deno.stat(path).then(({ isFile }) => isFile, () => false);

/** Whether a path leads to a folder. */
export const isFolder = (path: string): Promise<boolean> =>
  Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);

/** What is open already is called so. It looks like a link to a file, but who opened that goes on writing to it. */
const OPEN_FILE = /^\/(?:dev\/std(?:in|out|err)|(?:dev|proc\/[^/]+)\/fd\/\d+)$/;

/** Whether a path, which leads to something, leads through what is open already. */
async function isOpenFile(path: string): Promise<boolean> {
  if (OPEN_FILE.test(resolve(path))) return true;
  const target = await Deno.readLink(path).catch(() => undefined);
  return target !== undefined && await isOpenFile(resolve(dirname(path), target));
}

/** Whether a path leads to what takes bytes as they come: a pipe, a device, what is open already. */
export async function isStream(path: string): Promise<boolean> {
  const there = await Deno.stat(path).catch(() => undefined);
  if (there === undefined || there.isDirectory) return false;
  return !there.isFile || await isOpenFile(path);
}

/**
 * The file to write when `path` is asked for: what a link leads to stays where it is. Throws a UserError of kind "io" for
 * a folder, a link to nothing, a pipe, a device or what is open already, in whose place a file would do damage.
 */
export async function fileToWrite(path: string): Promise<string> {
  const there = await Deno.lstat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (there === undefined) return path;
  // What is open may be a pipe, which has no path.
  const behind = there.isSymlink ? await Deno.stat(path).catch(() => undefined) : there;
  if (behind === undefined) throw new UserError("io", `${path} is a link to nothing`);
  const { isFile, isDirectory } = behind;
  if (!isFile) {
    throw new UserError("io", `${path} is a ${isDirectory ? "folder" : "pipe or a device"}, not a file`);
  }
  if (!there.isSymlink) return path;
  if (await isOpenFile(path)) {
    throw new UserError("io", `${path} leads to what is open already, not to a file`);
  }
  return await Deno.realPath(path);
}

/**
 * Writes a file so that a reader, or a crash, meets the old content or the new, never a part: a temporary file beside
 * the target, fsync, rename, fsync of the folder. Who may read and write a file that was there stays. Throws what `fileToWrite`
 * and the file system throw, with no temporary left.
 */
export async function atomicWrite(
  path: string,
  content: Uint8Array | string | Iterable<Uint8Array>,
): Promise<void> {
  const target = await fileToWrite(path);
  const before = await Deno.stat(target).catch(() => undefined);
  const temporary = temporaryBeside(target);
  try {
    await writeSynced(temporary, content, before?.mode ?? undefined);
    await Deno.rename(temporary, target);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(target));
}

/**
 * Writes a new file, of parts if there are several, each made when it is its turn, and waits until the disk has it. `mode` is that of
 * a file whose permissions it is to have.
 */
export async function writeSynced(
  path: string,
  content: Uint8Array | string | Iterable<Uint8Array>,
  mode?: number,
): Promise<void> {
  const permissions = mode === undefined ? undefined : mode & 0o777;
  using file = await Deno.open(path, {
    ...{ write: true, createNew: true },
    ...permissions !== undefined && { mode: permissions },
  });
  // What a new file may not have, as the process was told (umask), one that is replaced had.
  if (permissions !== undefined && Deno.build.os !== "windows") await Deno.chmod(path, permissions);
  await writeAll(file, content);
  await file.sync();
}

/** Writes to what `isStream` has found, behind what is there. */
export async function writeInto(path: string, content: Uint8Array | string): Promise<void> {
  using file = await Deno.open(path, { append: true });
  await writeAll(file, content);
}

async function writeAll(
  file: Pick<Deno.FsFile, "write">,
  content: Uint8Array | string | Iterable<Uint8Array>,
): Promise<void> {
  const parts = typeof content === "string"
    ? [new TextEncoder().encode(content)]
    : content instanceof Uint8Array
    ? [content]
    : content;
  for (const bytes of parts) {
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  }
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

/** Opens a file to read it. Throws a UserError of kind "input", which calls it `name`, for what is no plain file. */
export async function openPlainFile(path: string, name = path): Promise<Deno.FsFile> {
  // To open a pipe would wait for its writer.
  if (!(await Deno.stat(path)).isFile) throw new UserError("input", `${name} is not a file`);
  const file = await Deno.open(path);
  const { isFile } = await file.stat();
  if (isFile) return file;
  file.close();
  throw new UserError("input", `${name} is not a file`);
}

/**
 * Bytes of a file of at most `max`, which links may lead to. Throws a UserError of kind "input" that calls it `name` for
 * what is no plain file (a folder, pipe or device, of which some have no end) and for too large a one, else what the file
 * system threw.
 */
export async function readPlainFile(
  path: string,
  max: number,
  name = path,
): Promise<Uint8Array<ArrayBuffer>> {
  using file = await openPlainFile(path, name);
  const { size } = await file.stat();
  if (size > max) throw new UserError("input", `${name} has ${size} bytes; at most ${max} are read`);
  const bytes = new Uint8Array(size + 1);
  let length = 0;
  for (let read; (read = await file.read(bytes.subarray(length))) !== null;) {
    length += read;
    // As files in /proc do, whose size is 0.
    if (length > size) throw new UserError("input", `${name} has more bytes than its size says`);
  }
  return bytes.subarray(0, length);
}

/** Like `readPlainFile`, UTF-8 as text. */
export async function readPlainText(path: string, max: number): Promise<string> {
  return new TextDecoder().decode(await readPlainFile(path, max));
}

/** What a path leads to. Throws a UserError of kind "io" that calls it a `kind` where there is none. */
export async function statOf(path: string, kind = "file or folder"): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? `there is no such ${kind}` : error;
    throw cannotRead(path, reason instanceof Error ? reason.message : reason);
  }
}

/**
 * Size of the plain file that a path leads to. Throws a UserError of kind "io" where there is none: what is a pipe or a
 * device may never end, or never begin.
 */
export async function plainFileSize(path: string): Promise<number> {
  const { isFile, isDirectory, size } = await statOf(path, "file");
  if (isFile) return size;
  throw cannotRead(path, isDirectory ? "it is a folder" : "it is no plain file");
}

function cannotRead(path: string, reason: unknown): UserError {
  return new UserError("io", `cannot read ${path}: ${reason}`);
}

/** SHA-256 in lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
