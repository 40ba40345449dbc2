import { createHash } from "node:crypto";
import * as z from "zod";
import { UserError } from "../base/errors.ts";
import { atomicWrite, openPlainFile } from "../base/files.ts";
import { firstIssue } from "../base/schema.ts";
import { sharedFloats } from "./shared.ts";

/**
 * What checkpoints are stored in: eight characters that tell the kind, u32 length of a JSON header (little-endian), the
 * header, sections of float32 (little-endian), sha256 of all that goes before. The header lists names and lengths of the
 * sections; older files have no such list, and the sections that `loadContainer` is told to expect.
 */
export type Sections = readonly (readonly [name: string, length: number])[];

const MAGIC = 8, LENGTH = 4, DIGEST = 32;
/** Bytes of a header at most, and bytes that are hashed or read at a time. */
const MAX_HEADER = 1 << 26, CHUNK = 1 << 24;

const listed = z.looseObject({ sections: z.array(z.tuple([z.string(), z.int().min(0)])).optional() });

/** Writes a container atomically; at no time are its sections in memory twice. */
export async function saveContainer(
  path: string,
  kind: string,
  header: object,
  sections: Readonly<Record<string, Float32Array>>,
): Promise<void> {
  const list = Object.entries(sections).map(([name, { length }]) => [name, length]);
  const json = new TextEncoder().encode(JSON.stringify({ ...header, sections: list }));
  const length = new Uint8Array(LENGTH);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const parts = [new TextEncoder().encode(kind), length, json, ...Object.values(sections).map(bytesOf)];
  const hash = createHash("sha256");
  for (const part of parts) for (const piece of pieces(part)) hash.update(piece);
  await atomicWrite(path, [...parts, hash.digest()]);
}

/**
 * Reads and verifies a container piece by piece, with the sections that its header makes it have, into shared memory: workers
 * go on from there without a copy. Throws a UserError of kind
 * "model" that says what is wrong with it. `parse` may throw a ZodError, too.
 */
export async function loadContainer<Header>(
  path: string,
  kind: string,
  parse: (header: unknown) => Header,
  sectionsOf: (header: Header) => Sections,
): Promise<{ header: Header; arrays: Float32Array<SharedArrayBuffer>[] }> {
  const fail = (reason: string) => new UserError("model", `${path} is not a whole checkpoint: ${reason}`);
  using file = await open(path);
  const { size } = await file.stat();
  const read = async (bytes: Uint8Array<ArrayBuffer>) => {
    for (let at = 0; at < bytes.length;) {
      const count = await file.read(bytes.subarray(at));
      if (count === null) throw fail("it became shorter while it was read");
      at += count;
    }
    return bytes;
  };
  const start = MAGIC + LENGTH, end = size - DIGEST;
  if (end < start || new TextDecoder().decode(await read(new Uint8Array(MAGIC))) !== kind) {
    throw fail("wrong magic");
  }
  await file.seek(0, Deno.SeekMode.Start);
  const hash = createHash("sha256");
  for (let at = 0; at < end; at += CHUNK) hash.update(await read(new Uint8Array(Math.min(CHUNK, end - at))));
  const digest = await read(new Uint8Array(DIGEST));
  if (hash.digest().some((byte, i) => digest[i] !== byte)) throw fail("its sha256 differs from its content");

  await file.seek(MAGIC, Deno.SeekMode.Start);
  const length = new DataView((await read(new Uint8Array(LENGTH))).buffer).getUint32(0, true);
  if (length > MAX_HEADER || start + length > end) throw fail("the header is longer than the file");
  const json = new TextDecoder().decode(await read(new Uint8Array(length)));
  let header: Header;
  let list: Sections | undefined;
  try {
    const { sections, ...rest } = listed.parse(JSON.parse(json));
    [list, header] = [sections, parse(rest)];
  } catch (error) {
    if (error instanceof z.ZodError) throw fail(firstIssue(error));
    throw error;
  }
  const expected = sectionsOf(header);
  const bytes = expected.reduce((sum, [, count]) => sum + 4 * count, 0);
  const other = list !== undefined && JSON.stringify(list) !== JSON.stringify(expected);
  if (other || start + length + bytes !== end) {
    throw fail("its arrays have another size than its header says");
  }
  const arrays = [];
  // The system does not read into shared memory.
  const buffer = new Uint8Array(CHUNK);
  for (const [, count] of expected) {
    const values = sharedFloats(count);
    for (const piece of pieces(bytesOf(values))) piece.set(await read(buffer.subarray(0, piece.length)));
    arrays.push(values);
  }
  return { header, arrays };
}

/** Reads a container's header alone, whatever its kind; nothing is verified. Throws as `loadContainer` does. */
export async function readContainerHeader<Header>(
  path: string,
  parse: (header: unknown) => Header,
): Promise<Header> {
  const fail = (reason: string) => new UserError("model", `${path} is not a whole checkpoint: ${reason}`);
  using file = await open(path);
  const read = async (count: number) => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const more = await file.read(bytes.subarray(at));
      if (more === null) throw fail("it ends too early");
      at += more;
    }
    return bytes;
  };
  const length = new DataView((await read(MAGIC + LENGTH)).buffer).getUint32(MAGIC, true);
  if (length > MAX_HEADER) throw fail("the header is too long");
  try {
    return parse(JSON.parse(new TextDecoder().decode(await read(length))));
  } catch (error) {
    if (error instanceof z.ZodError) throw fail(firstIssue(error));
    if (error instanceof SyntaxError) throw fail("its header is not JSON");
    throw error;
  }
}

async function open(path: string): Promise<Deno.FsFile> {
  try {
    return await openPlainFile(path);
  } catch (error) {
    if (error instanceof UserError) throw new UserError("model", error.message);
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError("model", `there is no checkpoint at ${path}`);
  }
}

const bytesOf = <Buffer extends ArrayBufferLike>(
  { buffer, byteOffset, byteLength }: Float32Array<Buffer>,
): Uint8Array<Buffer> => new Uint8Array(buffer, byteOffset, byteLength);

/** The bytes in pieces of at most CHUNK. */
function* pieces<Buffer extends ArrayBufferLike>(bytes: Uint8Array<Buffer>): Generator<Uint8Array<Buffer>> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
