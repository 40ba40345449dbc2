/** Plain TensorFlow.js versions of the operations in selective.ts, for every backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { ScanInputs, ScanShape } from "../network/operations.ts";
import { differentiable } from "./reference.ts";
import { LIMIT } from "./scan.ts";

export const referenceSelective = { causalConvolution, selectiveScan };

function causalConvolution(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor2D,
  { batch, time }: Pick<ScanShape, "batch" | "time">,
): tf.Tensor2D {
  const [taps, channels] = kernel.shape;
  const whole: tf.Tensor3D = tf.reshape(x, [batch, time, channels]);
  let sum: tf.Tensor = bias;
  for (let back = 0; back < Math.min(taps, time); back++) {
    sum = tf.add(sum, tf.mul(later(whole, back), tf.slice(kernel, [taps - 1 - back, 0], [1, channels])));
  }
  return tf.reshape(tf.mul(sum, tf.sigmoid(sum)), [batch * time, channels]);
}

/** The rows of each sequence so many places later; zeros come before them. */
function later(x: tf.Tensor3D, places: number): tf.Tensor3D {
  const [batch, time, channels] = x.shape, size: [number, number, number] = [batch, time - places, channels];
  return differentiable([x], () => ({
    value: tf.pad(tf.slice(x, [0, 0, 0], size), [[0, 0], [places, 0], [0, 0]]),
    saved: [],
    gradFunc: (dy) => tf.pad(tf.slice(dy, [0, places, 0], size), [[0, 0], [0, places], [0, 0]]),
  }));
}

/** min(x, LIMIT); TensorFlow.js's own has no gradient here. */
function limited(x: tf.Tensor): tf.Tensor {
  return differentiable([x], () => ({
    value: tf.minimum(x, LIMIT),
    saved: [x],
    gradFunc: (dy, [x]) => tf.mul(dy, tf.cast(tf.less(x, LIMIT), "float32")),
  }));
}

/** log(1 + e^x). */
function softplus(x: tf.Tensor): tf.Tensor {
  const size = tf.add(tf.relu(x), tf.relu(tf.neg(x)));
  return tf.add(tf.relu(x), tf.log(tf.add(tf.exp(tf.neg(size)), 1)));
}

/** All positions of a sequence at once: each reads of each before it, by what is left of it. */
function selectiveScan(
  { mixed, rates, decay, skip }: ScanInputs,
  { batch, time, heads, state }: ScanShape,
): tf.Tensor2D {
  const hidden = mixed.shape[1] - 2 * state, size = hidden / heads;
  const columns = (from: number, count: number) => tf.slice(mixed, [0, from], [batch * time, count]);
  const x = tf.transpose(tf.reshape(columns(0, hidden), [batch, time, heads, size]), [0, 2, 1, 3]);
  const keys = tf.reshape(columns(hidden, state), [batch, time, state]);
  const queries = tf.reshape(columns(hidden + state, state), [batch, time, state]);
  const steps = tf.transpose(tf.reshape(softplus(rates), [batch, time, heads]), [0, 2, 1]);
  const lost = limited(tf.mul(steps, tf.reshape(tf.exp(decay), [heads, 1]))); // [batch, heads, time]
  const [before, hiding] = tf.tidy(() => {
    const places = tf.range(0, time);
    const past = tf.cast(tf.lessEqual(tf.expandDims(places, 1), tf.expandDims(places, 0)), "float32");
    return [past, tf.mul(tf.sub(tf.transpose(past), 1), 1e9)];
  });
  // Sums over all positions up to each: [batch · heads, time] · [time, time].
  const sums = tf.reshape(tf.matMul(tf.reshape(lost, [batch * heads, time]), before), [batch, heads, time]);
  const between = tf.sub(tf.expandDims(sums, 2), tf.expandDims(sums, 3)); // [batch, heads, query, key]
  const left = tf.exp(tf.add(between, hiding));
  const scores = tf.expandDims(tf.matMul(queries, keys, false, true), 1);
  const written = tf.mul(x, tf.expandDims(steps, 3));
  const read = tf.matMul(tf.mul(scores, left), written);
  const y = tf.add(read, tf.mul(x, tf.reshape(skip, [heads, 1, 1])));
  return tf.reshape(tf.transpose(y, [0, 2, 1, 3]), [batch * time, hidden]);
}
