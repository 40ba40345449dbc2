/** Tensors in files of other programs: numbers in memory are float32, those in files of a few types. */
import { quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { openPlainFile } from "../../base/files.ts";
import { floatTensor, type WeightType } from "../../onnx/tensor.ts";

/** Number types that are read. */
export type FloatType = "F32" | "F16" | "BF16";

/** What a file says of a tensor. */
export interface StoredTensor {
  name: string;
  /** Rows first: the last dimension lies side by side. */
  shape: readonly number[];
  /** Name of its number type, which may be one that is not read. */
  type: string;
}

/** A tensor to be written; its values are asked for when it is its turn, so that no second copy of a model is in memory. */
export interface WrittenTensor {
  name: string;
  shape: readonly number[];
  type: WeightType;
  values(): Float32Array;
}

/** A file of tensors that has been opened; its values are read one tensor at a time. */
export interface TensorFile extends Disposable {
  readonly path: string;
  /** By name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Values of a tensor that there is. Throws a UserError of kind "model" where its type is not read. */
  read(name: string): Float32Array<ArrayBuffer>;
}

/** Bytes of a number. */
export const BYTES: Readonly<Record<FloatType, number>> = { F32: 4, F16: 2, BF16: 2 };

/** The type of a tensor that is to be read. Throws a UserError of kind "model" where it is not read. */
export function floatType({ name, type }: StoredTensor, path: string): FloatType {
  if (type === "F32" || type === "F16" || type === "BF16") return type;
  throw new UserError("model", `${path}: tensor ${quoted(name)} is of type ${type}, not of F32, F16 or BF16`);
}

/** Names that both formats give the types that are written. */
export const STORED: Readonly<Record<WeightType, FloatType>> = { float32: "F32", float16: "F16" };

/** How many numbers a shape has; not a number where it is no shape, or has more than there can be. */
export function countOf(shape: readonly number[]): number {
  const count = shape.reduce((product, length) => product * length, 1);
  return shape.every((length) => Number.isSafeInteger(length) && length >= 0) && Number.isSafeInteger(count)
    ? count
    : NaN;
}

/** Bytes that a tensor takes. */
export const sizeOf = ({ shape, type }: WrittenTensor): number => countOf(shape) * BYTES[STORED[type]];

/** The bytes of a tensor (little-endian), rounded to its type. */
export function bytesOf({ name, shape, type, values }: WrittenTensor): Uint8Array {
  const data = values();
  if (data.length !== countOf(shape)) throw new Error(`${name} has ${data.length} values, not ${shape}`);
  return floatTensor(name, [], data, type).rawData;
}

/** The values that bytes (little-endian) stand for. */
export function valuesOf(bytes: Uint8Array<ArrayBuffer>, type: FloatType): Float32Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (type === "F32") return new Float32Array(buffer);
  if (type === "F16") return Float32Array.from(new Float16Array(buffer));
  // BF16 is the upper half of a float32.
  const halves = new Uint16Array(buffer);
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  halves.forEach((half, i) => bits[i] = half << 16);
  return values;
}

/** Opens a file of a format. Throws a UserError of kind "model" for what is no plain file. */
export async function openModelFile(path: string): Promise<Deno.FsFile> {
  try {
    return await openPlainFile(path);
  } catch (error) {
    if (error instanceof UserError) throw new UserError("model", error.message, { cause: error });
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError("model", `${path} is missing`);
  }
}

/** Reads `length` bytes at a place. Throws a UserError of kind "model" where the file ends before. */
export function readAt(file: Deno.FsFile, path: string, at: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  file.seekSync(at, Deno.SeekMode.Start);
  for (let read = 0; read < length;) {
    const count = file.readSync(bytes.subarray(read));
    if (count === null) throw new UserError("model", `${path} became shorter while it was read`);
    read += count;
  }
  return bytes;
}
