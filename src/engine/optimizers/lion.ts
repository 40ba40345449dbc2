import { keptOf, type Optimizer, shrinkage } from "./optimizer.ts";

const BETA1 = 0.9, BETA2 = 0.99;

/** Lion (Chen et al. 2023): every weight moves by the learning rate, in the direction of its momentum. */
export const lion: Optimizer = {
  usualRate: 0.01,
  kept: ({ size }) => [size],
  cost: ({ size }) => 0.6 * size,
  update(matrix, pace) {
    const { spec, weights, gradient } = matrix;
    const momentum = keptOf(matrix, 0), shrink = shrinkage(spec, pace);
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!, m = momentum[i]!;
      weights[i] = weights[i]! * shrink - pace.learningRate * Math.sign(BETA1 * m + (1 - BETA1) * g);
      momentum[i] = BETA2 * m + (1 - BETA2) * g;
    }
  },
};
