import { keptOf, type Optimizer, shrinkage } from "./optimizer.ts";

const BETA1 = 0.9, BETA2 = 0.99, EPSILON = 1e-8;

/** AdamW (Loshchilov & Hutter 2019). */
export const adamw: Optimizer = {
  usualRate: 0.0025,
  kept: ({ size }) => [size, size],
  cost: ({ size }) => size,
  update(matrix, pace) {
    const { spec, weights, gradient } = matrix, { step, learningRate } = pace;
    const [first, second] = [keptOf(matrix, 0), keptOf(matrix, 1)];
    const rate = learningRate / (1 - BETA1 ** step);
    const correction = 1 / (1 - BETA2 ** step);
    const shrink = shrinkage(spec, pace);
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!;
      const m = (first[i] = BETA1 * first[i]! + (1 - BETA1) * g);
      const v = (second[i] = BETA2 * second[i]! + (1 - BETA2) * g * g);
      weights[i] = weights[i]! * shrink - rate * m / (Math.sqrt(v * correction) + EPSILON);
    }
  },
};
