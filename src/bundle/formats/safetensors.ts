/**
 * Files of safetensors: u64 length of a JSON header (little-endian), the header padded with spaces to a multiple of eight, the
 * tensors' bytes one after the other. They may come from anywhere.
 */
import * as z from "zod";
import { quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { doubledKey, parseJson } from "../../base/json.ts";
import { entriesOf, firstIssue } from "../../base/schema.ts";
import {
  BYTES,
  bytesOf,
  countOf,
  floatType,
  openModelFile,
  readAt,
  sizeOf,
  STORED,
  type StoredTensor,
  type TensorFile,
  valuesOf,
  type WrittenTensor,
} from "./tensors.ts";

/** Bytes of the length, what the header's length is a multiple of, and how long it may be. */
const LENGTH = 8, ALIGNMENT = 8, MAX_HEADER = 100_000_000;
const METADATA = "__metadata__";
/** Bytes of the numbers that there are besides those that are read: some models have buffers of them that nothing needs. */
const OTHERS: Readonly<Record<string, number>> = {
  ...{ BOOL: 1, U8: 1, I8: 1, F8_E4M3: 1, F8_E5M2: 1, U16: 2, I16: 2 },
  ...{ U32: 4, I32: 4, U64: 8, I64: 8, F64: 8 },
};
const SIZES: Readonly<Record<string, number>> = { ...BYTES, ...OTHERS };

const whole = z.int().min(0);
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(whole).max(8),
  data_offsets: z.tuple([whole, whole]),
});
const metadataSchema = entriesOf(z.string());
const headerSchema = entriesOf(z.unknown());

/** A file of safetensors that has been opened. */
export interface SafetensorsFile extends TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
}

/** The file's bytes, part by part; each tensor is made when it is its turn. */
export function* safetensorsBytes(
  tensors: readonly WrittenTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Generator<Uint8Array> {
  // In the order of the file, the widest numbers first: then each number is aligned.
  const ordered = tensors.toSorted((a, b) => BYTES[STORED[b.type]] - BYTES[STORED[a.type]]);
  let end = 0;
  const entries = ordered.map((tensor) => {
    const start = end;
    end += sizeOf(tensor);
    const { name, shape, type } = tensor;
    return [name, { dtype: STORED[type], shape, data_offsets: [start, end] }] as const;
  });
  const json = JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) });
  const length = new TextEncoder().encode(json).length;
  const padding = " ".repeat(-length & (ALIGNMENT - 1));
  const head = new Uint8Array(LENGTH);
  new DataView(head.buffer).setBigUint64(0, BigInt(length + padding.length), true);
  yield head;
  yield new TextEncoder().encode(json + padding);
  for (const tensor of ordered) yield bytesOf(tensor);
}

/** Opens a file. Throws a UserError of kind "model" that names the tensor at fault. */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const file = await openModelFile(path);
  try {
    return await parseFile(file, path);
  } catch (error) {
    file.close();
    throw error;
  }
}

async function parseFile(file: Deno.FsFile, path: string): Promise<SafetensorsFile> {
  const fail = (reason: string) => new UserError("model", `${path}: ${reason}`);
  const { size } = await file.stat();
  if (size < LENGTH) throw fail(`${size} bytes are no file of safetensors`);
  const length = Number(new DataView(readAt(file, path, 0, LENGTH).buffer).getBigUint64(0, true));
  if (length > MAX_HEADER) throw fail(`a header of ${length} bytes; at most ${MAX_HEADER} are read`);
  if (LENGTH + length > size) throw fail(`its header has ${length} bytes, the file has ${size}`);
  const { metadata, entries } = parseHeader(readAt(file, path, LENGTH, length), fail);
  const start = LENGTH + length;
  const places = new Map<string, number>();
  let end = 0;
  for (const { tensor: { name, type, shape }, from, to } of inOrder(entries)) {
    const told = `tensor ${quoted(name)}`;
    const bytes = countOf(shape) * SIZES[type]!;
    if (to - from !== bytes) {
      throw fail(`${told}: ${to - from} bytes do not hold ${type} [${shape.join(", ")}]`);
    }
    if (from < end) throw fail(`${told} begins at ${from}, within the tensor before it`);
    if (from > end) throw fail(`${told} begins at ${from}; the one before it ends at ${end}`);
    if (start + to > size) throw fail(`${told} ends at ${start + to}; the file has ${size} bytes`);
    end = to;
    places.set(name, start + from);
  }
  if (start + end !== size) throw fail(`${size - start - end} bytes behind its last tensor belong to none`);
  const tensors = new Map(entries.map(({ tensor }) => [tensor.name, tensor]));
  return {
    path,
    tensors,
    metadata,
    read(name) {
      const [tensor, at] = [tensors.get(name), places.get(name)];
      if (tensor === undefined || at === undefined) throw new Error(`${path} has no tensor ${name}`);
      const type = floatType(tensor, path);
      return valuesOf(readAt(file, path, at, countOf(tensor.shape) * BYTES[type]), type);
    },
    [Symbol.dispose]: () => file.close(),
  };
}

/** A tensor and where it lies behind the header. */
interface Entry {
  tensor: StoredTensor;
  from: number;
  to: number;
}

function parseHeader(
  bytes: Uint8Array,
  fail: (reason: string) => UserError,
): { metadata: Record<string, string>; entries: Entry[] } {
  let value: unknown;
  const text = new TextDecoder().decode(bytes);
  try {
    value = parseJson(text);
  } catch (error) {
    throw fail(`its header ${error instanceof Error ? error.message : error}`);
  }
  const doubled = doubledKey(text);
  if (doubled !== undefined) throw fail(`its header has ${quoted(doubled)} twice`);
  const header = headerSchema.safeParse(value);
  if (!header.success) throw fail("its header is no object of tensors");
  const told = header.data.find(([name]) => name === METADATA)?.[1] ?? {};
  const metadata = metadataSchema.safeParse(told);
  if (!metadata.success) throw fail(`${METADATA}: ${firstIssue(metadata.error)}`);
  const tensors = header.data.filter(([name]) => name !== METADATA);
  const entries = tensors.map(([name, each]): Entry => {
    const parsed = entrySchema.safeParse(each);
    if (!parsed.success) throw fail(`tensor ${quoted(name)}: ${firstIssue(parsed.error)}`);
    const { dtype: type, shape, data_offsets: [from, to] } = parsed.data;
    if (!Object.hasOwn(SIZES, type)) throw fail(`tensor ${quoted(name)}: there is no type ${quoted(type)}`);
    return { tensor: { name, shape, type }, from, to };
  });
  return { metadata: Object.fromEntries(metadata.data), entries };
}

/** In the order of the file; those without numbers before those that begin there. */
const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => a.from - b.from || a.to - b.to);
