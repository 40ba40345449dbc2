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
 * what `readCompressed` gives for a file's name (Brotli). Throws if that is not the pinned content, or what the file
 * system threw, with no temporary left. Processes that do this at once do not disturb each other.
 */
export async function unpack(
  folder: string,
  files: readonly Pinned[],
  readCompressed: (name: string) => Uint8Array,
): Promise<void> {
  if (isRecorded(folder, files)) return;
  for (const file of files) {
    const path = join(folder, file.name);
    if (await isVerified(path, file)) continue;
    const bytes = decompress(readCompressed(file.name), file);
    try {
      await writePrivate(path, bytes);
    } catch (error) {
      // Windows does not replace a file that another process has just put there and opened.
      if (!await isVerified(path, file)) throw error;
    }
  }
  await writePrivate(join(folder, RECORD), new TextEncoder().encode(fingerprint(folder, files)));
}

/** Makes a folder that only this user can write to, or throws: links and other people's folders are refused. */
export function privateFolder(path: string): string {
  Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  const info = Deno.lstatSync(path);
  if (!info.isDirectory || !isOurs(info)) {
    throw new Error(`${path} is not a folder that only you can write to`);
  }
  if (Deno.build.os !== "windows") checkParents(path);
  return path;
}

/** Throws if anyone may put another folder in the place of `path`, or of one that holds it. */
function checkParents(path: string): void {
  for (let parent = dirname(Deno.realPathSync(path));; parent = dirname(parent)) {
    const mode = Deno.statSync(parent).mode ?? 0;
    // In a folder with the sticky bit, such as /tmp, entries are their owners' to rename.
    if ((mode & 0o1002) === 0o002) throw new Error(`${parent} is a folder that anyone can write to`);
    if (parent === dirname(parent)) return;
  }
}

function isRecorded(folder: string, files: readonly Pinned[]): boolean {
  try {
    const path = join(folder, RECORD);
    const info = Deno.lstatSync(path);
    if (!info.isFile || !isOurs(info)) return false;
    if (Math.abs(Date.now() - (info.mtime?.getTime() ?? 0)) > MONTH) return false;
    return Deno.readTextFileSync(path) === fingerprint(folder, files);
  } catch {
    return false; // the record, or a file, is not there or not ours
  }
}

/** What changes when one of the files or its pin does. Throws if one is no file of ours. */
function fingerprint(folder: string, files: readonly Pinned[]): string {
  return files.map(({ name, sha256 }) => {
    const info = Deno.lstatSync(join(folder, name));
    if (!info.isFile || !isOurs(info)) throw new Error(`${join(folder, name)} is not a file of yours`);
    const { dev, ino, size, mtime, ctime } = info;
    return `${name} ${sha256} ${[dev, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ")}\n`;
  }).join("");
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

function decompress(compressed: Uint8Array, { name, size, sha256 }: Pinned): Uint8Array {
  const bytes = brotliDecompressSync(compressed, { maxOutputLength: size });
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
