/** What is minimised in the place of plain cross-entropy. */
import * as tf from "@tensorflow/tfjs-core";
import { type Head, logits as logitsOf } from "./head.ts";
import { crossEntropy } from "./ops.ts";
import { differentiable } from "./reference.ts";

/**
 * Only gradients know of it: a loss keeps the value of plain cross-entropy, so that losses of runs with other objectives can
 * be compared.
 */
export interface Objective {
  /** Share of each target's probability that all tokens share evenly instead (Szegedy et al. 2016). */
  labelSmoothing: number;
  /** Coefficient of log²Z, where Z is the sum of e^logit of a row (Chowdhery et al. 2022). */
  zLoss: number;
  /**
   * Another network's predictions of the same positions, which count `share` (Hinton et al. 2015): with T = `temperature` the loss
   * is (1 − share) · all else + share · T² · KL(softmax(its logits / T) ‖ softmax(logits / T)).
   */
  teacher?: { hidden: tf.Tensor2D; head: Head; share: number; temperature: number };
  /** Weights [N] that the value counts rows by, where the gradient has others; 0 for the same rows. */
  counted?: tf.Tensor1D;
}

/** `crossEntropy` of whole logits [N, V] with the gradient of an objective, in plain TensorFlow.js. */
export function objectiveLoss(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  weights: tf.Tensor1D,
  { labelSmoothing, zLoss, teacher, counted = weights }: Objective,
): tf.Scalar {
  const size = logits.shape[1], { share, temperature } = teacher ?? { share: 0, temperature: 1 };
  const taught = teacher && tf.softmax(tf.div(logitsOf(teacher.hidden, teacher.head), temperature));
  return differentiable([logits], () => ({
    value: crossEntropy(logits, targets, counted),
    saved: [logits, targets, weights, ...taught ? [taught] : []],
    gradFunc: (dy, [logits, targets, weights, taught]) => {
      // A target of −1 leaves its row out.
      const rows = tf.mul(tf.mul(weights, tf.cast(tf.greaterEqual(targets, 0), "float32")), dy);
      const drawn = tf.add(tf.mul(tf.logSumExp(logits, 1, true), 2 * zLoss), 1);
      const wanted = tf.add(tf.mul(tf.oneHot(targets, size), 1 - labelSmoothing), labelSmoothing / size);
      const own = tf.sub(tf.mul(tf.softmax(logits), drawn), wanted);
      const all = taught === undefined ? own : tf.add(
        tf.mul(own, 1 - share),
        tf.mul(tf.sub(tf.softmax(tf.div(logits, temperature)), taught), share * temperature),
      );
      return tf.mul(all, tf.expandDims(rows, 1));
    },
  }));
}
