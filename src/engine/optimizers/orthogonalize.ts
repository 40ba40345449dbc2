import * as tf from "@tensorflow/tfjs-core";
import { fusedEngine } from "../backend.ts";
import { newtonSchulz } from "../newton_schulz.ts";

/** Coefficients of the quintic Newton–Schulz iteration (Jordan et al. 2024, "Muon"). */
const COEFFICIENTS = [3.4445, -4.775, 2.0315] as const;
const ITERATIONS = 5;

/**
 * The matrix [rows, columns] (row-major) cut into `blocks` of columns, each replaced by about the nearest matrix whose
 * singular values are all 1; they come out between 0.7 and 1.2. All zeros stay zeros.
 */
export async function orthogonalize(
  matrix: Float32Array,
  rows: number,
  columns: number,
  blocks: number,
): Promise<Float32Array> {
  const result = new Float32Array(matrix.length);
  const width = columns / blocks;
  // The iteration's products have the size of the shorter side when the matrix is wide.
  const tall = rows > width;
  const part = new Float32Array(rows * width);
  for (let block = 0; block < blocks; block++) {
    const at = (row: number, column: number) => row * columns + block * width + column;
    const to = (row: number, column: number) => tall ? column * rows + row : row * width + column;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        const value = matrix[at(row, column)]!;
        part[to(row, column)] = value;
        squares += value * value;
      }
    }
    const scale = 1 / (Math.sqrt(squares) + 1e-7);
    for (let i = 0; i < part.length; i++) part[i] = part[i]! * scale;
    await iterate(part, Math.min(rows, width), Math.max(rows, width));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) result[at(row, column)] = part[to(row, column)]!;
    }
  }
  return result;
}

async function iterate(matrix: Float32Array, rows: number, columns: number): Promise<void> {
  const engine = fusedEngine();
  if (engine !== null && engine.blas !== null) {
    return newtonSchulz(engine, engine.blas, matrix, rows, columns, COEFFICIENTS, ITERATIONS);
  }
  const [a, b, c] = COEFFICIENTS;
  const result = tf.tidy(() => {
    let x: tf.Tensor2D = tf.tensor2d(matrix, [rows, columns]);
    for (let i = 0; i < ITERATIONS; i++) {
      const gram: tf.Tensor2D = tf.matMul(x, x, false, true);
      const polynomial: tf.Tensor2D = tf.add(tf.mul(gram, b), tf.mul(tf.matMul(gram, gram), c));
      x = tf.add(tf.mul(x, a), tf.matMul(polynomial, x));
    }
    return x;
  });
  matrix.set(await result.data<"float32">());
  result.dispose();
}
