import { keptOf, type Optimizer, shrinkage } from "./optimizer.ts";

const MOMENTUM = 0.9;

/** Stochastic gradient descent with momentum, of Nesterov's kind unless told otherwise (Sutskever et al. 2013). */
export const sgd: Optimizer = {
  usualRate: 0.3,
  takes: ["momentum", "momentumKind"],
  kept: ({ size }) => [size],
  cost: ({ size }) => 0.5 * size,
  update(matrix, pace) {
    const { spec, weights, gradient } = matrix;
    const { learningRate, momentum = MOMENTUM, momentumKind = "nesterov" } = pace;
    const velocity = keptOf(matrix, 0), shrink = shrinkage(spec, pace);
    const ahead = momentumKind === "nesterov";
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!;
      const v = (velocity[i] = momentum * velocity[i]! + g);
      weights[i] = weights[i]! * shrink - learningRate * (ahead ? g + momentum * v : v);
    }
  },
};
