/** How a weight matrix lies in a model: the tensors that hold it. */
import {
  type Bits,
  dequantiseRows,
  packRows,
  type QuantisedRows,
  quantiseRows,
  transpose,
  unpackRows,
} from "./quantise.ts";
import { DATA_TYPE, type TensorProto } from "./proto.ts";
import { floatTensor, tensorValues, type WeightType } from "./tensor.ts";

/** Layouts of a matrix [K, N] that inputs are multiplied by, or of a table of K rows that are looked up. */
export type Encoding =
  /** As it is, in floating point. */
  | { layout: "float"; type: WeightType }
  /** One scale a row. Expanded to float32 when the model is loaded, whether rows are looked up or inputs multiplied. */
  | { layout: "rows"; bits: 8 }
  /** A matrix whose columns are cut into blocks: MatMulNBits, which rounds inputs to 8 bits at accuracy level 4. */
  | { layout: "blocks"; bits: Bits; blockSize: number; accuracyLevel: number }
  /**
   * A matrix with one scale a column, for inputs that are rounded to 8 bits with one scale a row. On x64 processors without
   * VNNI the kernels add two products of such an input and a weight in 16 bits, which hold no more than 7 bits of weight.
   */
  | { layout: "columns"; bits: 7 };

/** A matrix's size, K and N. */
export type Shape = readonly [k: number, n: number];

/** What a model's file says about a tensor. */
export type TensorType = Pick<TensorProto, "name" | "dims" | "dataType">;

/** The tensors that hold a matrix, in the order in which its operator takes them. */
export function tensorTypes(name: string, shape: Shape, encoding: Encoding): TensorType[] {
  if (encoding.layout === "float") return [{ name, dims: [...shape], dataType: DATA_TYPE[encoding.type] }];
  const { rows, length, blockSize, padded } = blocking(shape, encoding);
  const tensor = (part: string, type: keyof typeof DATA_TYPE, dims: number[]) => {
    return { name: `${name}.${part}`, dims, dataType: DATA_TYPE[type] };
  };
  const blocks = Math.ceil(length / blockSize);
  switch (encoding.layout) {
    case "rows":
      return [tensor("codes", "uint8", [rows, length]), tensor("scales", "float16", [rows, blocks])];
    case "blocks":
      return [
        tensor("codes", "uint8", [rows, blocks, padded / blocks * encoding.bits / 8]),
        tensor("scales", "float16", [rows, blocks]),
      ];
    case "columns":
      return [tensor("codes", "int8", [length, rows]), tensor("scales", "float16", [rows])];
  }
}

/** The tensors that hold the weights [K, N], rounded as the encoding has it. */
export function encodeMatrix(
  name: string,
  shape: Shape,
  weights: Float32Array,
  encoding: Encoding,
): TensorProto[] {
  if (encoding.layout === "float") return [floatTensor(name, [...shape], weights, encoding.type)];
  const { rows, length, blockSize, padded } = blocking(shape, encoding);
  const matrix = encoding.layout === "rows"
    ? weights
    : transpose(weights, rows, new Float32Array(weights.length));
  const quantised = quantiseRows(matrix, length, encoding.bits, blockSize);
  const rawData = encoding.layout === "columns" ? signedColumns(quantised) : packRows(quantised, padded);
  const [codes, scales] = tensorTypes(name, shape, encoding);
  return [{ ...codes!, rawData }, floatTensor(scales!.name, scales!.dims, quantised.scales, "float16")];
}

/** The weights [K, N] that tensors stand for; they must be of the types that `tensorTypes` gives. */
export function decodeMatrix(
  shape: Shape,
  tensors: readonly TensorProto[],
  encoding: Encoding,
): Float32Array<ArrayBuffer> {
  const [first, second] = tensors;
  if (encoding.layout === "float") return tensorValues(first!);
  const { rows, length, blockSize, padded } = blocking(shape, encoding);
  const { bits } = encoding;
  const codes = encoding.layout === "columns"
    ? codesOfColumns(first!.rawData, rows, bits)
    : unpackRows(first!.rawData, { rows, length, bits }, padded);
  const matrix = dequantiseRows({ rows, length, bits, blockSize, codes, scales: tensorValues(second!) });
  return encoding.layout === "rows" ? matrix : transpose(matrix, length, new Float32Array(matrix.length));
}

type QuantisedEncoding = Exclude<Encoding, { layout: "float" }>;

/** Scales belong to the rows of the layout that is named so, else to columns; `padded` is a row's length in the file. */
function blocking(
  [k, n]: Shape,
  encoding: QuantisedEncoding,
): { rows: number; length: number; blockSize: number; padded: number } {
  if (encoding.layout === "rows") return { rows: k, length: n, blockSize: n, padded: n };
  if (encoding.layout === "columns") return { rows: n, length: k, blockSize: k, padded: k };
  const { blockSize } = encoding;
  return { rows: n, length: k, blockSize, padded: Math.ceil(k / blockSize) * blockSize };
}

/** Codes [N, K] as signed bytes [K, N]. */
function signedColumns({ codes, length, bits }: QuantisedRows): Uint8Array {
  return transpose(codes, length, new Uint8Array(codes.length)).map((code) => code - 2 ** (bits - 1));
}

/** Inverse of `signedColumns`. */
function codesOfColumns(bytes: Uint8Array, columns: number, bits: Bits): Uint8Array {
  return transpose(bytes, columns, new Uint8Array(bytes.length)).map((byte) => byte + 2 ** (bits - 1));
}
