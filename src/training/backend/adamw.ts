import * as tf from "@tensorflow/tfjs-core";
import { fusedEngine } from "./backend.ts";

/** One AdamW step's settings (Loshchilov & Hutter 2019). */
export interface AdamWSettings {
  /** Learning rate of this step. */
  rate: number;
  beta1: number;
  beta2: number;
  eps: number;
  /** Decoupled weight decay, multiplied by the rate. */
  decay: number;
  /** Number of this step, from 1. */
  step: number;
  /** Factor for the gradient, as for clipping; default 1. */
  gradScale?: number;
}

/** Updates `weight` and its two moments (zeros at first), all of one shape, in place; `grad` is only read. */
export function adamWStep(
  weight: tf.Variable,
  mean: tf.Variable,
  variance: tf.Variable,
  grad: tf.Tensor,
  { rate, beta1, beta2, eps, decay, step, gradScale = 1 }: AdamWSettings,
): void {
  const stepSize = rate / (1 - beta1 ** step), correction = 1 / Math.sqrt(1 - beta2 ** step);
  const keep = 1 - rate * decay;
  const engine = fusedEngine();
  if (engine !== null) {
    const [w, m, v, g] = [weight, mean, variance, grad].map(engine.heap.offset) as [
      number,
      number,
      number,
      number,
    ];
    const { kernels } = engine;
    kernels.adamW(w, m, v, g, weight.size, gradScale, beta1, beta2, stepSize, correction, eps, keep);
    return;
  }
  tf.tidy(() => {
    const g = tf.mul(grad, gradScale);
    mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(g, 1 - beta1)));
    variance.assign(tf.add(tf.mul(variance, beta2), tf.mul(tf.square(g), 1 - beta2)));
    const move = tf.div(tf.mul(mean, stepSize), tf.add(tf.mul(tf.sqrt(variance), correction), eps));
    weight.assign(tf.sub(tf.mul(weight, keep), move));
  });
}
