/**
 * Embedded files, unpacked into a cache folder and trusted there.
 *
 * Another user cannot write into the folder: it is refused unless it and the files in it are this user's own and no one
 * else's to write. Who can write as this user could as well replace the program. What is left is damage, so the files
 * are hashed in full once (and again each month) and the result is recorded with their inode, size and times: any write
 * to a file changes its ctime, which programs cannot set. Later starts compare the record, which takes no reading.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { temporaryBeside } from "../files.ts";

/** A file of known content. */
export interface Pinned {
  name: string;
  size: number;
  sha256: string;
}

const RECORD = "verified";
/** How long a record holds: a failing disk changes bytes without changing times. */
const MONTH = 30 * 24 * 3600 * 1000;

/**
 * Makes `folder`, a private folder, hold the given files: those that are missing or not as pinned are written anew from
 * `<name>.br` (Brotli) below the URL `source`. Throws if that does not hold the pinned content, or what the file system
 * threw, with no temporary left. Processes that do this at once do not disturb each other.
 */
export async function unpack(folder: string, files: readonly Pinned[], source: URL): Promise<void> {
  if (await isRecorded(folder, files)) return;
  for (const file of files) {
    const path = join(folder, file.name);
    if (await isVerified(path, file)) continue;
    const bytes = await readEmbedded(new URL(`${file.name}.br`, source), file);
    try {
      await writePrivate(path, bytes);
    } catch (error) {
      // Windows does not replace a file that another process has just put there and opened.
      if (!await isVerified(path, file)) throw error;
    }
  }
  await writePrivate(join(folder, RECORD), new TextEncoder().encode(await fingerprint(folder, files)));
}

/** Makes a folder that only this user can write to, or throws: links and other people's folders are refused. */
export async function privateFolder(path: string): Promise<string> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  const info = await Deno.lstat(path);
  if (!info.isDirectory || !isOurs(info)) {
    throw new Error(`${path} is not a folder that only you can write to`);
  }
  if (Deno.build.os !== "windows") await checkParents(path);
  return path;
}

/** Throws if anyone may put another folder in the place of `path`, or of one that holds it. */
async function checkParents(path: string): Promise<void> {
  for (let parent = dirname(await Deno.realPath(path));; parent = dirname(parent)) {
    const mode = (await Deno.stat(parent)).mode ?? 0;
    // In a folder with the sticky bit, such as /tmp, entries are their owners' to rename.
    if ((mode & 0o1002) === 0o002) throw new Error(`${parent} is a folder that anyone can write to`);
    if (parent === dirname(parent)) return;
  }
}

async function isRecorded(folder: string, files: readonly Pinned[]): Promise<boolean> {
  const path = join(folder, RECORD);
  const info = await Deno.lstat(path).catch(() => undefined);
  if (!info?.isFile || !isOurs(info)) return false;
  if (Math.abs(Date.now() - (info.mtime?.getTime() ?? 0)) > MONTH) return false;
  const expected = await fingerprint(folder, files).catch(() => undefined);
  return expected !== undefined && await Deno.readTextFile(path) === expected;
}

/** What changes when one of the files or its pin does. Throws if one is no file of ours. */
async function fingerprint(folder: string, files: readonly Pinned[]): Promise<string> {
  const lines = files.map(async ({ name, sha256 }) => {
    const info = await Deno.lstat(join(folder, name));
    if (!info.isFile || !isOurs(info)) throw new Error(`${join(folder, name)} is not a file of yours`);
    const { dev, ino, size, mtime, ctime } = info;
    return `${name} ${sha256} ${[dev, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ")}\n`;
  });
  return (await Promise.all(lines)).join("");
}

async function isVerified(path: string, { size, sha256 }: Pinned): Promise<boolean> {
  const info = await Deno.lstat(path).catch(() => undefined);
  if (!info?.isFile || info.size !== size || !isOurs(info)) return false;
  const hash = createHash("sha256");
  const chunk = new Uint8Array(1 << 20);
  using file = await Deno.open(path);
  for (let read = file.readSync(chunk); read !== null; read = file.readSync(chunk)) {
    hash.update(chunk.subarray(0, read));
  }
  return hash.digest("hex") === sha256;
}

async function readEmbedded(url: URL, { name, size, sha256 }: Pinned): Promise<Uint8Array> {
  const bytes = brotliDecompressSync(await Deno.readFile(url), { maxOutputLength: size });
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
    throw new Error(`the embedded ${name} is damaged`);
  }
  return bytes;
}

/** Replaces a file at once, readable by this user only. On the disk before it has its name: it is recorded by name. */
async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    {
      using file = await Deno.open(temporary, { write: true, createNew: true, mode: 0o600 });
      for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
      await file.sync();
    }
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

/** Owned by this user, and writable by no one else. On Windows the user's profile is closed to others. */
function isOurs(info: Deno.FileInfo): boolean {
  return Deno.build.os === "windows" || (info.uid === Deno.uid() && ((info.mode ?? 0) & 0o022) === 0);
}
