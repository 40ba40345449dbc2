import type { ParameterSpec } from "../../model/parameters.ts";
import { DECODER_BITS, DECODER_BLOCK } from "../../model/sketch_decoder.ts";

const LOWEST = -(2 ** (DECODER_BITS - 1)), HIGHEST = -LOWEST - 1;

/**
 * The decoder's weights, flat, as a bundle has them: each matrix [K, N] in a few bits, with a scale for each block of a
 * column. The weight of largest size in a block becomes the lowest code. Rounding what was rounded changes nothing.
 */
export function roundedWeights(specs: readonly ParameterSpec[], weights: Float32Array): Float32Array {
  const rounded = weights.slice();
  for (const { offset, size, shape: [rows, columns] } of specs) {
    // The bias stays as it is.
    if (rows > 1) roundMatrix(rounded.subarray(offset, offset + size), rows, columns);
  }
  return rounded;
}

function roundMatrix(matrix: Float32Array, rows: number, columns: number): void {
  const scales = new Float32Array(columns);
  for (let top = 0; top < rows; top += DECODER_BLOCK) {
    const start = top * columns, end = Math.min(rows, top + DECODER_BLOCK) * columns;
    scales.fill(0);
    for (let row = start; row < end; row += columns) {
      for (let i = 0; i < columns; i++) {
        const weight = matrix[row + i]!;
        if (Math.abs(weight) > Math.abs(scales[i]!)) scales[i] = weight;
      }
    }
    for (let i = 0; i < columns; i++) scales[i] = Math.f16round(scales[i]! / LOWEST);
    for (let row = start; row < end; row += columns) {
      for (let i = 0; i < columns; i++) {
        const scale = scales[i]!;
        if (scale === 0) matrix[row + i] = 0;
        else {matrix[row + i] = scale *
            Math.min(HIGHEST, Math.max(LOWEST, Math.round(matrix[row + i]! / scale)));}
      }
    }
  }
}
