import { type Optimizer, shrinkage } from "./optimizer.ts";

const BETA1 = 0.9, BETA2 = 0.99, EPSILON = 1e-8;

/** AdamW (Loshchilov & Hutter 2019). */
export const adamw: Optimizer = {
  moments: 2,
  cost: ({ size }) => size,
  update(spec, { parameters, gradient, moments: [first, second] }, pace) {
    if (first === undefined || second === undefined) throw new Error("AdamW needs two moments");
    const { offset, size } = spec, { step, learningRate } = pace;
    const rate = learningRate / (1 - BETA1 ** step);
    const correction = 1 / (1 - BETA2 ** step);
    const shrink = shrinkage(spec, pace);
    for (let i = offset; i < offset + size; i++) {
      const g = gradient[i]!;
      const m = (first[i] = BETA1 * first[i]! + (1 - BETA1) * g);
      const v = (second[i] = BETA2 * second[i]! + (1 - BETA2) * g * g);
      parameters[i] = parameters[i]! * shrink - rate * m / (Math.sqrt(v * correction) + EPSILON);
    }
  },
};
