import type { ParameterSpec } from "../../network/parameters.ts";
import { keptOf, type Matrix, type Optimizer, shrinkage } from "./optimizer.ts";

/** Squares count for the mean by step ** DECAY: of all steps at first, of the last ones later. */
const DECAY = -0.8;
/** Below this is no second moment; float32's own. */
const EPSILON = 2 ** -23;
/** A matrix counts as this large at least: one that is all zeros has to move. */
const LEAST_SIZE = 1e-3;
/** Largest root mean square of an update before the learning rate. */
const CLIP = 1;

/**
 * Adafactor (Shazeer & Stern 2018): of the squares of a matrix [rows, columns] it keeps means of rows and of columns alone,
 * rows + columns numbers in the place of AdamW's 2 · rows · columns. The learning rate is relative to the size of the weights.
 */
export const adafactor: Optimizer = {
  usualRate: 0.15,
  kept: (spec) => isFactored(spec) ? [...spec.shape] : [spec.size, 0],
  cost: ({ size }) => 1.5 * size,
  update(matrix, pace) {
    const { spec, weights } = matrix, { step, learningRate } = pace;
    const newest = step ** DECAY;
    const update = isFactored(spec) ? factoredUpdate(matrix, newest) : plainUpdate(matrix, newest);
    const size = Math.max(LEAST_SIZE, rootMeanSquare(weights));
    const rate = size * Math.min(learningRate, 1 / Math.sqrt(step)) /
      Math.max(1, rootMeanSquare(update) / CLIP);
    const shrink = shrinkage(spec, pace);
    for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! * shrink - rate * update[i]!;
  },
};

const isFactored = ({ shape: [rows, columns] }: ParameterSpec): boolean => rows > 1 && columns > 1;

function factoredUpdate(matrix: Matrix, newest: number): Float32Array {
  const { gradient, spec: { shape: [rows, columns] } } = matrix;
  const [ofRows, ofColumns] = [keptOf(matrix, 0), keptOf(matrix, 1)];
  const sums = new Float64Array(columns);
  let mean = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const square = gradient[row * columns + column]! ** 2;
      sum += square;
      sums[column] = sums[column]! + square;
    }
    ofRows[row] = ofRows[row]! + newest * (sum / columns - ofRows[row]!);
    mean += ofRows[row]! / rows;
  }
  for (let column = 0; column < columns; column++) {
    ofColumns[column] = ofColumns[column]! + newest * (sums[column]! / rows - ofColumns[column]!);
  }
  const update = new Float32Array(gradient.length);
  for (let row = 0; row < rows; row++) {
    const share = ofRows[row]! / Math.max(EPSILON, mean);
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      update[i] = gradient[i]! / Math.sqrt(Math.max(EPSILON ** 2, share * ofColumns[column]!));
    }
  }
  return update;
}

function plainUpdate(matrix: Matrix, newest: number): Float32Array {
  const squares = keptOf(matrix, 0);
  return matrix.gradient.map((g, i) => {
    const mean = (squares[i] = squares[i]! + newest * (g * g - squares[i]!));
    return g / Math.sqrt(Math.max(EPSILON ** 2, mean));
  });
}

function rootMeanSquare(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum / values.length);
}
