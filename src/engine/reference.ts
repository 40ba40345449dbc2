import * as tf from "@tensorflow/tfjs-core";
import { alibiSlopes } from "../network/alibi.ts";
import type { AttentionShape } from "../network/operations.ts";

export type { AttentionShape } from "../network/operations.ts";

/** Added under the square root of rmsNorm. */
export const NORM_EPSILON = 1e-6;

/** A value, what its gradient needs besides, and the gradient to the input, or to each of several. */
export interface Differentiable<O extends tf.Tensor, S extends tf.Tensor[]> {
  value: O;
  saved: S;
  gradFunc: (dy: O, saved: S) => tf.Tensor | tf.Tensor[];
}

/**
 * `tf.customGrad` of some inputs, typed. TensorFlow.js keeps every gradient and saved tensor until the whole backward
 * pass is done; each is used once, so it is freed here.
 */
export function differentiable<O extends tf.Tensor, const S extends tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  body: () => Differentiable<O, S>,
): O {
  return tf.customGrad<O>((...args) => {
    // The inputs once more, and last what saves.
    const save = args.at(-1);
    if (typeof save !== "function") {
      throw new TypeError("tf.customGrad gives its function nothing to save with");
    }
    const { value, saved, gradFunc } = body();
    save(saved);
    return {
      value,
      gradFunc: (dy: O, kept: tf.Tensor[]) => {
        // cast: TensorFlow.js gives back clones of what was saved, in its order, as mere tensors
        const grad = gradFunc(dy, kept as S);
        tf.dispose([dy, ...kept]);
        return grad;
      },
    };
  })(...inputs);
}

/** Plain TensorFlow.js versions of the operations in ops.ts, for every backend. */
export const reference = { embeddingSum, rmsNorm, reluSquared, attention, crossEntropy };

function embeddingSum(table: tf.Tensor2D, indices: tf.Tensor2D): tf.Tensor2D {
  const [rows, dim] = table.shape;
  return differentiable([table], () => ({
    value: tf.sum<tf.Tensor2D>(tf.gather(table, indices), 1), // [N, features, dim] → [N, dim]
    saved: [indices],
    gradFunc: (dy, [indices]) => scatterAdd(dy, indices, rows, dim),
  }));
}

/** [N, dim] gradients added into [rows, dim]. The wasm backend has no segment sum and that of cpu is slow: a loop. */
function scatterAdd(dy: tf.Tensor2D, indices: tf.Tensor2D, rows: number, dim: number): tf.Tensor2D {
  const [count, features] = indices.shape;
  if (tf.getBackend() === "webgpu") {
    const spread = tf.reshape<tf.Rank.R2>(tf.tile(tf.expandDims(dy, 1), [1, features, 1]), [
      count * features,
      dim,
    ]);
    return tf.unsortedSegmentSum(spread, tf.reshape<tf.Rank.R1>(indices, [-1]), rows);
  }
  const grad = new Float32Array(rows * dim);
  const values = dy.dataSync(), picks = indices.dataSync();
  for (let i = 0; i < picks.length; i++) {
    const from = Math.floor(i / features) * dim, to = picks[i]! * dim;
    for (let d = 0; d < dim; d++) grad[to + d]! += values[from + d]!;
  }
  return tf.tensor2d(grad, [rows, dim]);
}

function rmsNorm(x: tf.Tensor2D): tf.Tensor2D {
  const meanSquare = tf.mean(tf.square(x), 1, true); // [N, 1]
  return tf.mul(x, tf.rsqrt(tf.add(meanSquare, NORM_EPSILON)));
}

function reluSquared(x: tf.Tensor2D): tf.Tensor2D {
  return tf.square(tf.relu(x));
}

function attention(qkv: tf.Tensor2D, shape: AttentionShape): tf.Tensor2D {
  const { batch, time, heads, kvHeads = heads, window, alibi = false } = shape;
  const headDim = qkv.shape[1] / (heads + 2 * kvHeads);
  const group = heads / kvHeads * time;
  const split = (first: number, count: number) => { // [batch, count, time, headDim]
    const columns = tf.slice(qkv, [0, first * headDim], [batch * time, count * headDim]);
    return tf.transpose(tf.reshape(columns, [batch, time, count, headDim]), [0, 2, 1, 3]);
  };
  // Heads of queries that share keys and values are as one that is as many times as long.
  const q = tf.reshape(split(0, heads), [batch, kvHeads, group, headDim]);
  const k = split(heads, kvHeads), v = split(heads + kvHeads, kvHeads);
  const bias = tf.tidy(() => {
    const position = tf.range(0, time);
    const distance = tf.sub(tf.expandDims(position, 1), tf.expandDims(position, 0)); // query − key
    const visible = tf.logicalAnd(tf.greaterEqual(distance, 0), tf.less(distance, window));
    const mask = tf.mul(tf.sub(tf.cast(visible, "float32"), 1), 1e9);
    if (!alibi) return mask;
    return tf.sub(mask, tf.mul(tf.tensor3d(alibiSlopes(heads), [heads, 1, 1]), distance));
  });
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(headDim)); // [batch, kvHeads, group, time]
  const apart = tf.softmax(tf.add(tf.reshape(scores, [batch, heads, time, time]), bias));
  const mixed = tf.matMul(tf.reshape(apart, [batch, kvHeads, group, time]), v);
  const rows = tf.transpose(tf.reshape(mixed, [batch, heads, time, headDim]), [0, 2, 1, 3]);
  return tf.reshape(rows, [batch * time, heads * headDim]);
}

function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D, weights: tf.Tensor1D): tf.Scalar {
  // one-hot of −1 is a row of zeros
  const wanted = tf.mul(tf.oneHot(targets, logits.shape[1]), tf.expandDims(weights, 1));
  return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), wanted)));
}
