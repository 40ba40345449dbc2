/**
 * Files in an executable that `deno compile` made. For Linux, Deno 2.6 makes
 *
 *     runtime | what is embedded | trailer
 *
 * and the runtime reads all that is embedded at each start, at a millisecond a megabyte. What not every start needs lies
 * better in front of it, where the runtime never looks:
 *
 *     runtime | files | their names and sizes | the length of that list | what is embedded | trailer
 */

/** The trailer's first four bytes; its last eight are the length of what follows the runtime. */
const MAGIC = 0x501e, TRAILER = 16, LENGTH = 8;

/** Files by name. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** Where in an executable the part begins that the runtime reads; undefined if it is not of this kind. */
export function embeddedStart(file: Deno.FsFile): number | undefined {
  const size = file.seekSync(0, Deno.SeekMode.End);
  if (size < TRAILER) return undefined;
  const trailer = new DataView(readAt(file, size - TRAILER, TRAILER).buffer);
  const start = size - Number(trailer.getBigUint64(TRAILER - LENGTH, true));
  return trailer.getUint32(0, true) === MAGIC && start > LENGTH && start < size ? start : undefined;
}

/** Puts files into an executable; leaves it as it is and gives false if it is not of this kind. */
export function insertFiles(path: string, files: Files): boolean {
  using file = Deno.openSync(path, { read: true, write: true });
  const start = embeddedStart(file);
  if (start === undefined) return false;
  const embedded = readAt(file, start, file.seekSync(0, Deno.SeekMode.End) - start);
  const sizes = Object.entries(files).map(([name, bytes]) => [name, bytes.length] as const);
  const list = new TextEncoder().encode(JSON.stringify(sizes));
  const length = new Uint8Array(LENGTH);
  new DataView(length.buffer).setBigUint64(0, BigInt(list.length), true);
  file.seekSync(start, Deno.SeekMode.Start);
  for (let rest of [...Object.values(files), list, length, embedded]) {
    while (rest.length > 0) rest = rest.subarray(file.writeSync(rest));
  }
  return true;
}

/** A file that was put into an executable. Throws if there is none of this name. */
export function insertedFile(path: string, name: string): Uint8Array<ArrayBuffer> {
  using file = Deno.openSync(path);
  let end = (embeddedStart(file) ?? 0) - LENGTH;
  const length = end < 0 ? 0n : new DataView(readAt(file, end, LENGTH).buffer).getBigUint64(0, true);
  if (length === 0n || length > end) throw new Error(`${path} holds no files`);
  end -= Number(length);
  const sizes: [name: string, size: number][] = JSON.parse(
    new TextDecoder().decode(readAt(file, end, Number(length))),
  );
  for (const [each, size] of sizes.reverse()) {
    end -= size;
    if (each === name) return readAt(file, end, size);
  }
  throw new Error(`${path} holds no ${name}`);
}

function readAt(file: Deno.FsFile, start: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  file.seekSync(start, Deno.SeekMode.Start);
  for (let at = 0; at < length;) {
    const read = file.readSync(bytes.subarray(at));
    if (read === null) throw new Error("the executable ends too early");
    at += read;
  }
  return bytes;
}
