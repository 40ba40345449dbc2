/** Reads GGUF, versions 2 and 3, little-endian. Files may come from anywhere. */
import { quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { type Cursor, cursorOf } from "./cursor.ts";
import {
  ALIGNMENT,
  ALIGNMENT_KEY,
  type GgufMetadata,
  type GgufValue,
  MAGIC,
  MAX_DIMENSIONS,
  TENSOR_TYPES,
  VALUE_BYTES,
  VALUE_TYPES,
  type ValueType,
  VERSION,
} from "./gguf_types.ts";
import {
  BYTES,
  countOf,
  floatType,
  openModelFile,
  readAt,
  type StoredTensor,
  type TensorFile,
  valuesOf,
} from "./tensors.ts";

/** A GGUF file that has been opened. */
export interface GgufFile extends TensorFile {
  readonly metadata: GgufMetadata;
}

/** Bytes of a name at most. */
const MAX_NAME = 1 << 16;
/** Bytes that a value and a tensor take at least. */
const LEAST_VALUE = 13, LEAST_TENSOR = 24;

/**
 * Opens a file. Throws a UserError of kind "model" that names the value or tensor at fault; tensors of packed types are
 * refused by their type's name.
 */
export async function openGguf(path: string): Promise<GgufFile> {
  const file = await openModelFile(path);
  try {
    const { size } = await file.stat();
    return { path, ...parseFile(file, path, size), [Symbol.dispose]: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

interface Placed extends StoredTensor {
  at: number;
}

function parseFile(
  file: Deno.FsFile,
  path: string,
  size: number,
): Pick<GgufFile, "metadata" | "tensors" | "read"> {
  const fail = (reason: string) => new UserError("model", `${path}: ${reason}`);
  const cursor = cursorOf(size, (at, length) => readAt(file, path, at, length), fail);
  if (size < 4 || cursor.number("uint32", "its beginning") !== MAGIC) throw fail("is no GGUF file");
  const version = cursor.number("uint32", "its version");
  if (version !== VERSION && version !== VERSION - 1) {
    throw fail(`is GGUF of version ${version}; versions ${VERSION - 1} and ${VERSION} are read`);
  }
  const tensorCount = cursor.count("the number of tensors", LEAST_TENSOR);
  const valueCount = cursor.count("the number of values", LEAST_VALUE);
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < valueCount; i++) {
    const name = cursor.string(`the name of value ${i + 1}`, MAX_NAME);
    if (metadata.has(name)) throw fail(`${quoted(name)} is there twice`);
    metadata.set(name, readValue(cursor, quoted(name), fail));
  }
  const infos: Placed[] = [];
  for (let i = 0; i < tensorCount; i++) infos.push(readInfo(cursor, i, fail));
  const alignment = alignmentOf(metadata, fail);
  const start = Math.ceil(cursor.at() / alignment) * alignment;
  const tensors = new Map<string, Placed>();
  let end = 0;
  for (const tensor of infos.toSorted((a, b) => a.at - b.at)) {
    const told = `tensor ${quoted(tensor.name)}`;
    const bytes = countOf(tensor.shape) * BYTES[floatType(tensor, path)];
    if (!(bytes >= 0)) throw fail(`${told} has the shape [${tensor.shape.join(", ")}]`);
    if (tensor.at % alignment !== 0) {
      throw fail(`${told} begins at ${tensor.at}, no multiple of ${alignment}`);
    }
    if (tensor.at < end) throw fail(`${told} begins at ${tensor.at}, within the tensor before it`);
    end = tensor.at + bytes;
    if (start + end > size) throw fail(`${told} ends at ${start + end}; the file has ${size} bytes`);
    if (tensors.has(tensor.name)) throw fail(`${told} is there twice`);
    tensors.set(tensor.name, tensor);
  }
  return {
    metadata,
    tensors,
    read(name) {
      const tensor = tensors.get(name);
      if (tensor === undefined) throw new Error(`${path} has no tensor ${name}`);
      const type = floatType(tensor, path);
      return valuesOf(readAt(file, path, start + tensor.at, countOf(tensor.shape) * BYTES[type]), type);
    },
  };
}

function readInfo(cursor: Cursor, i: number, fail: (reason: string) => UserError): Placed {
  const name = cursor.string(`the name of tensor ${i + 1}`, MAX_NAME);
  const told = `tensor ${quoted(name)}`;
  const dimensions = cursor.number("uint32", told);
  if (dimensions > MAX_DIMENSIONS) {
    throw fail(`${told} has ${dimensions} dimensions, more than ${MAX_DIMENSIONS}`);
  }
  const shape = Array.from({ length: dimensions }, () => cursor.size(told)).reverse();
  const number = cursor.number("uint32", told);
  return { name, shape, type: TENSOR_TYPES[number] ?? `number ${number}`, at: cursor.size(told) };
}

function readValue(cursor: Cursor, told: string, fail: (reason: string) => UserError): GgufValue {
  const typeOf = (number: number) => {
    const type = VALUE_TYPES[number];
    if (type === undefined) throw fail(`${told}: there is no type of number ${number}`);
    return type;
  };
  const type = typeOf(cursor.number("uint32", told));
  if (type !== "array") return single(cursor, type, told);
  const of = typeOf(cursor.number("uint32", told));
  if (of === "array") throw fail(`${told} is a list of lists, which is not read`);
  return several(cursor, of, cursor.count(told, VALUE_BYTES[of]), told);
}

function single(cursor: Cursor, type: ValueType, told: string): GgufValue {
  switch (type) {
    case "string":
      return { type, value: cursor.string(told) };
    case "bool":
      return { type, value: cursor.bool(told) };
    case "uint64":
    case "int64":
      return { type, value: cursor.big(type, told) };
    default:
      return { type, value: cursor.number(type, told) };
  }
}

function several(cursor: Cursor, type: ValueType, length: number, told: string): GgufValue {
  const list = <T>(next: () => T): T[] => Array.from({ length }, next);
  switch (type) {
    case "string":
      return { type, list: list(() => cursor.string(told)) };
    case "bool":
      return { type, list: list(() => cursor.bool(told)) };
    case "uint64":
    case "int64":
      return { type, list: list(() => cursor.big(type, told)) };
    default:
      return { type, list: list(() => cursor.number(type, told)) };
  }
}

function alignmentOf(metadata: GgufMetadata, fail: (reason: string) => UserError): number {
  const given = metadata.get(ALIGNMENT_KEY);
  if (given === undefined) return ALIGNMENT;
  const value = given.type === "uint32" && "value" in given ? given.value : 0;
  if (value >= 8 && value % 8 === 0 && value <= 1 << 16) return value;
  throw fail(`${ALIGNMENT_KEY} is no multiple of 8`);
}
