/** Plain TensorFlow.js version of the operation in recurrent.ts, for every backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { SequenceShape } from "../network/operations.ts";

export function referenceGru(
  x: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor2D,
  { batch, time }: SequenceShape,
): tf.Tensor2D {
  const dim = recurrent.shape[0];
  const columns = (rows: tf.Tensor, from: number, count: number) =>
    tf.slice(rows, [0, from * dim], [batch, count * dim]);
  let state: tf.Tensor = tf.zeros([batch, dim]);
  const steps = tf.unstack(tf.reshape(x, [batch, time, 3 * dim]), 1);
  const states = steps.map((step) => {
    const own = tf.matMul(state, recurrent);
    const gates = tf.sigmoid(
      tf.add(tf.add(columns(step, 0, 2), columns(own, 0, 2)), bias),
    );
    const fresh = tf.tanh(tf.add(columns(step, 2, 1), tf.mul(columns(gates, 0, 1), columns(own, 2, 1))));
    state = tf.add(fresh, tf.mul(columns(gates, 1, 1), tf.sub(state, fresh)));
    return state;
  });
  return tf.reshape(tf.stack(states, 1), [batch * time, dim]);
}
