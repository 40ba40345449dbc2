import { createHash } from "node:crypto";
import type { ZodType } from "zod";
import { UserError } from "../base/errors.ts";
import { atomicWrite, readPlainFile } from "../base/files.ts";

/**
 * What checkpoints are stored in: eight characters that tell the kind, u32 length of a JSON header (little-endian), the
 * header, float32 arrays (little-endian), sha256 of all that goes before.
 */
export interface Container<Header> {
  header: Header;
  arrays: Float32Array<ArrayBuffer>[];
}

const DIGEST = 32;
/** Bytes of a file at most: as many as an array may have on every platform. */
const MAX_BYTES = 2 ** 31 - 2;

/** Writes a container atomically; at no time are its arrays in memory twice. */
export async function saveContainer(
  path: string,
  kind: string,
  header: unknown,
  arrays: readonly Float32Array[],
): Promise<void> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const bodies = arrays.map(({ buffer, byteOffset, byteLength }) =>
    new Uint8Array(buffer, byteOffset, byteLength)
  );
  const parts = [new TextEncoder().encode(kind), length, json, ...bodies];
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  await atomicWrite(path, [...parts, hash.digest()]);
}

/**
 * Reads and verifies a container with arrays of the lengths that its header makes them. Throws a UserError of kind "model"
 * that says what is wrong with it.
 */
export async function loadContainer<Header>(
  path: string,
  kind: string,
  schema: ZodType<Header>,
  lengthsOf: (header: Header) => readonly number[],
): Promise<Container<Header>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await readPlainFile(path, MAX_BYTES);
  } catch (error) {
    if (error instanceof UserError) throw new UserError("model", error.message);
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError("model", `there is no checkpoint at ${path}`);
  }
  const fail = (reason: string) => new UserError("model", `${path} is not a whole checkpoint: ${reason}`);
  const magic = new TextEncoder().encode(kind);
  const start = magic.length + 4, end = bytes.length - DIGEST;
  if (end < start || magic.some((byte, i) => bytes[i] !== byte)) throw fail("wrong magic");
  const digest = createHash("sha256").update(bytes.subarray(0, end)).digest();
  if (digest.some((byte, i) => bytes[end + i] !== byte)) throw fail("its sha256 differs from its content");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true);
  if (start + length > end) throw fail("the header is longer than the file");
  const parsed = schema.safeParse(
    JSON.parse(new TextDecoder().decode(bytes.subarray(start, start + length))),
  );
  if (!parsed.success) {
    throw fail(`${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`);
  }
  let at = bytes.byteOffset + start + length;
  const lengths = lengthsOf(parsed.data);
  if (lengths.reduce((sum, count) => sum + 4 * count, start + length) !== end) {
    throw fail("its arrays have another size than its header says");
  }
  const arrays = lengths.map((count) => new Float32Array(bytes.buffer.slice(at, at += 4 * count)));
  return { header: parsed.data, arrays };
}
