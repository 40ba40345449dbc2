/** Rows and columns of matrices by themselves, and what they weigh. */

/** A matrix among a network's parameters. */
export interface Matrix {
  shape: number[];
  data: Float32Array;
}

/** Some columns of a matrix, in the order given. */
export function columnsOf(
  { shape: [rows = 0, columns = 0], data }: Matrix,
  chosen: readonly number[],
): Matrix {
  const taken = new Float32Array(rows * chosen.length);
  for (let row = 0; row < rows; row++) {
    chosen.forEach((column, i) => taken[row * chosen.length + i] = data[row * columns + column]!);
  }
  return { shape: [rows, chosen.length], data: taken };
}

/** Some rows of a matrix, in the order given. */
export function rowsOf({ shape: [, columns = 0], data }: Matrix, chosen: readonly number[]): Matrix {
  const taken = new Float32Array(chosen.length * columns);
  chosen.forEach((row, i) => taken.set(data.subarray(row * columns, (row + 1) * columns), i * columns));
  return { shape: [chosen.length, columns], data: taken };
}

/** Sums of squares of each column, or of each row. */
export function squares(
  { shape: [rows = 0, columns = 0], data }: Matrix,
  by: "columns" | "rows",
): Float64Array {
  const sums = new Float64Array(by === "columns" ? columns : rows);
  data.forEach((value, i) => {
    const at = by === "columns" ? i % columns : Math.floor(i / columns);
    sums[at] = sums[at]! + value * value;
  });
  return sums;
}

/** Places of the `count` largest, in their order; of equals the first. */
export function largest(scores: ArrayLike<number>, count: number): number[] {
  return Array.from({ length: scores.length }, (_, i) => i)
    .toSorted((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count)
    .toSorted((a, b) => a - b);
}

/** `count` numbers from `first` on. */
export const run = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);
