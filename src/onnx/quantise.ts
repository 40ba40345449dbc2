/** Rounding of weights to a few bits, by blocks that share a scale. Knows nothing of graphs and files. */

/** Bits of a quantised weight. */
export type Bits = 4 | 7 | 8;

/**
 * A matrix [rows, length] whose rows are cut into blocks of `blockSize`, the last one possibly shorter. A weight is
 * scale · (code − 2^(bits−1)).
 */
export interface QuantisedRows {
  rows: number;
  length: number;
  bits: Bits;
  blockSize: number;
  /** [rows, length], one code from 0 to 2^bits − 1 a byte. */
  codes: Uint8Array;
  /** [rows, ⌈length / blockSize⌉], each exact in float16. */
  scales: Float32Array;
}

/** How far the largest weight of a block may lie beyond the last code, or short of it, in codes. */
const STRETCHES = [0, -1, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1];
const FLOAT16_MAX = 65504;

/** Quantises each row of a matrix [rows, length]. A block's scale is the one, of a few, with the least squared error. */
export function quantiseRows(
  matrix: Float32Array,
  length: number,
  bits: Bits,
  blockSize: number,
): QuantisedRows {
  const rows = matrix.length / length;
  const blocks = Math.ceil(length / blockSize);
  const codes = new Uint8Array(matrix.length);
  const scales = new Float32Array(rows * blocks);
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const start = row * length + block * blockSize;
      const end = Math.min(start + blockSize, (row + 1) * length);
      const weights = matrix.subarray(start, end);
      const scale = bestScale(weights, bits);
      scales[row * blocks + block] = scale;
      weights.forEach((weight, i) => codes[start + i] = codeOf(weight, scale, bits));
    }
  }
  return { rows, length, bits, blockSize, codes, scales };
}

/** The weights [rows, length] that the codes stand for. */
export function dequantiseRows(
  { rows, length, bits, blockSize, codes, scales }: QuantisedRows,
): Float32Array<ArrayBuffer> {
  const blocks = Math.ceil(length / blockSize);
  const zero = 2 ** (bits - 1);
  const matrix = new Float32Array(rows * length);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < length; i++) {
      const at = row * length + i;
      matrix[at] = scales[row * blocks + Math.floor(i / blockSize)]! * (codes[at]! - zero);
    }
  }
  return matrix;
}

function codeOf(weight: number, scale: number, bits: Bits): number {
  const zero = 2 ** (bits - 1);
  if (scale === 0) return zero;
  return Math.min(2 * zero - 1, Math.max(0, Math.round(weight / scale) + zero));
}

/** The weight of largest size becomes the code 0, which has no counterpart: scales may be negative. */
function bestScale(weights: Float32Array, bits: Bits): number {
  const extreme = weights.reduce((most, weight) => Math.abs(weight) > Math.abs(most) ? weight : most, 0);
  if (extreme === 0) return 0;
  const zero = 2 ** (bits - 1);
  let best = 0, least = Infinity;
  for (const stretch of bits === 4 ? STRETCHES : [0]) {
    const scale = Math.min(FLOAT16_MAX, Math.max(-FLOAT16_MAX, Math.f16round(-extreme / (zero + stretch))));
    const error = weights.reduce((sum, weight) => {
      return sum + (scale * (codeOf(weight, scale, bits) - zero) - weight) ** 2;
    }, 0);
    if (error < least) [best, least] = [scale, error];
  }
  return best;
}

/** Writes a matrix [rows, columns] as [columns, rows] into `result`, and returns it. */
export function transpose<T extends Float32Array | Uint8Array>(
  matrix: ArrayLike<number>,
  columns: number,
  result: T,
): T {
  const rows = matrix.length / columns;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return result;
}

/** The codes of each row as bytes: those of 4 bits two by two, the lower half first. Rows are padded by weights of 0. */
export function packRows({ rows, length, bits, codes }: QuantisedRows, padded: number): Uint8Array {
  const perByte = bits === 4 ? 2 : 1;
  const packed = new Uint8Array(rows * padded / perByte);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < padded; i++) {
      const code = i < length ? codes[row * length + i]! : 2 ** (bits - 1);
      packed[Math.floor((row * padded + i) / perByte)]! |= code << (bits * (i % perByte));
    }
  }
  return packed;
}

/** Inverse of `packRows`. */
export function unpackRows(
  packed: Uint8Array,
  { rows, length, bits }: Pick<QuantisedRows, "rows" | "length" | "bits">,
  padded: number,
): Uint8Array {
  const perByte = bits === 4 ? 2 : 1;
  return Uint8Array.from({ length: rows * length }, (_, at) => {
    const i = at % length;
    const byte = packed[Math.floor(((at - i) / length * padded + i) / perByte)]!;
    return (byte >> (bits * (i % perByte))) & (2 ** bits - 1);
  });
}
