/**
 * An embedded library, unpacked into a private folder and trusted there.
 *
 * Another user cannot write into the folder, nor rename one that it lies in (`privateFolder`). Who can write as this user
 * could as well replace the program; but what is loaded is the very file that was looked at, not what has its name by
 * then. What is left is damage, so the file is hashed in full once (and again each month) and the result is recorded with
 * its inode, size and times: any write to a file changes its ctime, which programs cannot set. Later starts compare the
 * record, which takes no reading.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { temporaryBeside } from "../../base/files.ts";
import { fileInMemory, type OpenFile, openFile } from "./open_file.ts";
import { isPrivate } from "./private_folder.ts";

/** A file of known content. */
export interface Pinned {
  name: string;
  size: number;
  sha256: string;
}

const RECORD = "verified";
/** How long a record holds: a failing disk changes bytes without changing times. */
const MONTH = 30 * 24 * 3600 * 1000;
/** A temporary file of this age, in milliseconds, is no one's any more. */
const ABANDONED = 10 * 60 * 1000;

/**
 * Gives the path by which a library is to be loaded that lies in `folder`, a private one: unless it is there as pinned, it
 * is written anew from what `readCompressed` gives (Brotli). Throws if that is not the pinned content, or what the file
 * system threw, with no temporary left. Processes that do this at once do not disturb each other.
 */
export async function unpack(
  folder: string,
  library: Pinned,
  readCompressed: (name: string) => Uint8Array,
): Promise<string> {
  removeAbandoned(folder);
  const path = join(folder, library.name);
  const there = openPrivate(path, library);
  if (there && readRecord(folder) === recordOf(there, library)) return there.path;
  if (there && await isVerified(there, folder, library)) return there.path;
  const bytes = decompress(readCompressed(library.name), library);
  try {
    await writePrivate(path, bytes);
  } catch (error) {
    // Windows does not replace a file that another process has just put there and opened.
    if (Deno.build.os !== "windows") throw error;
  }
  const written = openPrivate(path, library);
  if (written && await isVerified(written, folder, library)) return written.path;
  throw new Error(`${path} is not what was written there`);
}

/** Gives the path by which a library is to be loaded that lies in memory alone; undefined where there is no such thing. */
export function unpackIntoMemory(
  library: Pinned,
  readCompressed: (name: string) => Uint8Array,
): string | undefined {
  if (Deno.build.os !== "linux") return undefined;
  return fileInMemory(library.name, decompress(readCompressed(library.name), library));
}

/** Removes temporary files that a process left which was killed. */
function removeAbandoned(folder: string): void {
  for (const { name } of Deno.readDirSync(folder)) {
    if (!/^\..*\.tmp$/.test(name)) continue;
    try {
      const path = join(folder, name);
      const { mtime } = Deno.lstatSync(path);
      if (Date.now() - (mtime?.getTime() ?? 0) > ABANDONED) Deno.removeSync(path);
    } catch {
      // Another process may have been faster.
    }
  }
}

/** The file of that name if it could be the library, by all but its content. */
function openPrivate(path: string, { size }: Pinned): OpenFile | undefined {
  let file: OpenFile;
  try {
    file = openFile(path);
  } catch {
    return undefined;
  }
  const facts = file.facts();
  if (facts.isFile && facts.size === size && isPrivate(facts)) return file;
  file.close();
}

/** What has been verified in a folder, unless that is long ago. */
function readRecord(folder: string): string | undefined {
  try {
    const path = join(folder, RECORD);
    const info = Deno.lstatSync(path);
    if (!info.isFile || !isPrivate(info)) return undefined;
    if (Math.abs(Date.now() - (info.mtime?.getTime() ?? 0)) > MONTH) return undefined;
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}

/** What changes when the file or its pin does. */
function recordOf(file: OpenFile, { name, sha256 }: Pinned): string {
  return `${name} ${sha256} ${file.facts().identity}\n`;
}

/** Whether a file has the pinned content, which is then recorded; otherwise it is closed. */
async function isVerified(file: OpenFile, folder: string, library: Pinned): Promise<boolean> {
  const record = recordOf(file, library);
  const hash = createHash("sha256");
  const chunk = new Uint8Array(1 << 20);
  for (let read = file.read(chunk); read !== null; read = file.read(chunk)) {
    hash.update(chunk.subarray(0, read));
  }
  if (hash.digest("hex") === library.sha256) {
    await writePrivate(join(folder, RECORD), new TextEncoder().encode(record));
    return true;
  }
  file.close();
  return false;
}

function decompress(compressed: Uint8Array, { name, size, sha256 }: Pinned): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(brotliDecompressSync(compressed, { maxOutputLength: size }));
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
