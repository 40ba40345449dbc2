import * as tf from "@tensorflow/tfjs-core";

/** Coefficients of the quintic Newton–Schulz iteration (Jordan et al. 2024, "Muon"). */
const [A, B, C] = [3.4445, -4.775, 2.0315];
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
  const result = tf.tidy(() => {
    const whole = tf.tensor2d(matrix, [rows, columns]);
    const width = columns / blocks;
    const parts = Array.from({ length: blocks }, (_, block) => {
      const part = tf.slice2d(whole, [0, block * width], [rows, width]);
      return newtonSchulz(part, rows > width);
    });
    return parts.length === 1 ? parts[0]! : tf.concat2d(parts, 1);
  });
  const values = await result.data<"float32">();
  result.dispose();
  return values;
}

/** Iterates on the wide form of the matrix: the products then have the size of its shorter side. */
function newtonSchulz(matrix: tf.Tensor2D, tall: boolean): tf.Tensor2D {
  const norm = tf.add(tf.sqrt(tf.sum(tf.square(matrix))), 1e-7);
  let x: tf.Tensor2D = tf.div(tall ? tf.transpose(matrix) : matrix, norm);
  for (let i = 0; i < ITERATIONS; i++) {
    const gram: tf.Tensor2D = tf.matMul(x, x, false, true);
    const polynomial: tf.Tensor2D = tf.add(tf.mul(gram, B), tf.mul(tf.matMul(gram, gram), C));
    x = tf.add(tf.mul(x, A), tf.matMul(polynomial, x));
  }
  return tall ? tf.transpose(x) : x;
}
