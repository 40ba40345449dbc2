import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { UserError } from "../errors.ts";
import { syncFolder, temporaryBeside } from "../files.ts";

/**
 * A file of named float32 arrays: "AGSECTS1", u32 length of a JSON header (little-endian), the header, which names the
 * arrays and their lengths, the arrays (little-endian), sha256 of all that goes before.
 */
const MAGIC = new TextEncoder().encode("AGSECTS1");
const DIGEST = 32;
/** No header is longer, in bytes. */
const MAX_HEADER = 64 << 20;

/** What `loadSections` read. */
export interface Sections {
  /** As it was saved; to be checked by whoever reads it. */
  header: unknown;
  arrays: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
}

/** Writes a file of sections, all or nothing; at no time are the arrays in memory twice. */
export async function saveSections(
  path: string,
  header: unknown,
  arrays: Readonly<Record<string, Float32Array>>,
): Promise<void> {
  const sections = Object.entries(arrays).map(([name, { length }]) => ({ name, length }));
  const json = new TextEncoder().encode(JSON.stringify({ header, sections }));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const temporary = temporaryBeside(path);
  try {
    using file = await Deno.open(temporary, { write: true, createNew: true });
    const hash = createHash("sha256");
    const write = async (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    };
    const bodies = Object.values(arrays).map((array) =>
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    );
    for (const part of [MAGIC, length, json, ...bodies]) {
      hash.update(part);
      await write(part);
    }
    await write(hash.digest());
    await file.sync();
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Reads a file of sections. Throws a UserError of kind "model" where there is none, or one that is not whole. */
export async function loadSections(path: string): Promise<Sections> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError("model", `there is no checkpoint ${path}`);
  }
  const fail = (reason: string) => new UserError("model", `${path} is not a whole checkpoint: ${reason}`);
  const start = MAGIC.length + 4, end = bytes.length - DIGEST;
  if (end < start || MAGIC.some((byte, i) => bytes[i] !== byte)) throw fail("it begins otherwise");
  const digest = createHash("sha256").update(bytes.subarray(0, end)).digest();
  if (digest.some((byte, i) => bytes[end + i] !== byte)) throw fail("its SHA-256 differs from its content");
  const length = new DataView(bytes.buffer).getUint32(MAGIC.length, true);
  if (length > MAX_HEADER || start + length > end) throw fail("its header is too long");
  const { header, sections } = JSON.parse(new TextDecoder().decode(bytes.subarray(start, start + length)));
  const arrays = new Map<string, Float32Array<ArrayBuffer>>();
  let at = start + length;
  for (const { name, length } of sections) {
    arrays.set(name, new Float32Array(bytes.buffer.slice(at, at + 4 * length)));
    at += 4 * length;
  }
  if (at !== end) throw fail("its arrays have other lengths than its header says");
  return { header, arrays };
}
