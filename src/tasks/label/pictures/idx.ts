/** Files of MNIST's format IDX, gzipped or not: bytes of pictures, or of their labels. */
import { basename } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { openPlainFile, readBytes } from "../../../base/files.ts";

/** Bytes of an unpacked file at most. */
const MOST = 2 ** 30;
/** The type of numbers that is read: unsigned bytes. */
const BYTES = 0x08;

/** What a file holds. */
export interface Idx {
  /** Number of things, then their sizes; of labels the number alone. */
  shape: number[];
  data: Uint8Array;
}

/** Whether a file may be one, by its first bytes: of numbers in one, three or four dimensions. */
export async function looksLikeIdx(path: string): Promise<"pictures" | "labels" | undefined> {
  try {
    using file = await openPlainFile(path);
    const head = new Uint8Array(512);
    const count = await file.read(head) ?? 0;
    const [first, second, type, dimensions] = isGzip(head) ? await unpackedHead(head.slice(0, count)) : head;
    if (first !== 0 || second !== 0 || type === undefined || type < BYTES || type > 0x0e) return undefined;
    return dimensions === 1 ? "labels" : dimensions === 3 || dimensions === 4 ? "pictures" : undefined;
  } catch {
    // It is not there, or not to be read, which is told where it is read.
    return undefined;
  }
}

const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

const unpacking = (chunks: ReadableStream<Uint8Array<ArrayBuffer>>) =>
  chunks.pipeThrough(new DecompressionStream("gzip"));

/** The first bytes of what is packed. */
async function unpackedHead(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // A file that ends early still has a beginning.
  for await (const chunk of unpacking(ReadableStream.from([packed]))) return chunk;
  return new Uint8Array();
}

/** Reads a file of labels, or of pictures. Throws a UserError of kind "input" that says what is wrong with it. */
export async function readIdx(path: string, holds: "pictures" | "labels"): Promise<Idx> {
  const fail = (reason: string) => new UserError("input", `${path} ${reason}`);
  const bytes = await contentOf(path);
  const head = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const expected = holds === "labels" ? "00 00 08 01" : "00 00 08 03";
  const [first, second, type, dimensions] = bytes;
  if (bytes.length < 4 || first !== 0 || second !== 0) {
    throw fail(`is no IDX file: it begins with ${head || "nothing"}, not with ${expected}`);
  }
  if (type !== BYTES) throw fail(`holds no bytes: it begins with ${head}, not with ${expected}`);
  if (holds === "labels" ? dimensions !== 1 : dimensions !== 3 && dimensions !== 4) {
    throw fail(`holds no ${holds}: it begins with ${head}, not with ${expected}`);
  }
  const start = 4 + 4 * dimensions!;
  if (bytes.length < start) throw fail("ends within its head");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: dimensions! }, (_, i) => view.getUint32(4 + 4 * i));
  if (shape.some((size) => size === 0)) throw fail(`holds nothing: it is ${shape.join("×")}`);
  if (shape.length === 4 && shape[3] !== 1 && shape[3] !== 3) {
    throw fail(`has ${shape[3]} channels; pictures have 1 or 3`);
  }
  const size = shape.reduce((product, count) => product * count, 1);
  if (bytes.length - start !== size) {
    throw fail(`says that it is ${shape.join("×")}, ${size} bytes; it has ${bytes.length - start}`);
  }
  return { shape, data: bytes.subarray(start) };
}

/** All bytes, unpacked. */
async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = () => new UserError("input", `${path} has more than ${MOST} bytes`);
  try {
    const head = new Uint8Array(2);
    const file = await openPlainFile(path);
    await file.read(head);
    await file.seek(0, Deno.SeekMode.Start);
    return await readBytes(isGzip(head) ? unpacking(file.readable) : file.readable, MOST, tooLong);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError("io", `cannot read ${path}: there is no such file`);
    }
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("input", `${path} cannot be unpacked: ${reason}`, { cause: error });
  }
}

/** Names that the file with the labels of some pictures may have, by custom. */
export function labelNames(pictures: string): string[] {
  const name = basename(pictures);
  const bare = name.replace(/images/i, "labels").replace(/idx[34]/i, "idx1");
  const other = bare.endsWith(".gz") ? bare.slice(0, -3) : `${bare}.gz`;
  return bare === name ? [] : [bare, other];
}
