/** A mixture of experts in plain TensorFlow.js, for every backend, and as the ONNX step computes it. */
import * as tf from "@tensorflow/tfjs-core";
import type { Experts } from "../network/operations.ts";

/** Asks every expert about every row of x [N, dim]; gates [N, experts] of 0 leave out what was not asked. */
export function everyExpert(x: tf.Tensor2D, gates: tf.Tensor2D): Experts {
  const [count, experts] = gates.shape;
  return {
    rows: x,
    split(rows, w, bias) {
      const product = tf.matMul<tf.Tensor2D>(rows, w);
      return bias === undefined ? product : tf.add(product, bias);
    },
    join(hidden, w, bias) {
      const apart = tf.reshape(hidden, [count, experts, hidden.shape[1] / experts]);
      const weighed = tf.reshape<tf.Rank.R2>(tf.mul(apart, tf.expandDims(gates, 2)), hidden.shape);
      const sum = tf.matMul<tf.Tensor2D>(weighed, w);
      return bias === undefined ? sum : tf.add(sum, tf.matMul(gates, bias));
    },
  };
}
