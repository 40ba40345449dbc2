import { adamw } from "./adamw.ts";
import { keptOf, type Optimizer, shrinkage } from "./optimizer.ts";
import { orthogonalize } from "./orthogonalize.ts";

const MOMENTUM = 0.95;
/** The update per element relative to the learning rate, about that of AdamW (Liu et al. 2025). */
const SCALE = 0.2;
/** A matrix takes about so many times as long as one of AdamW of its size. */
const COST = 12;

/** Muon (Jordan et al. 2024) of inner matrices: Nesterov momentum, each of their blocks made orthogonal; AdamW of the rest. */
export const muon: Optimizer = {
  usualRate: adamw.usualRate,
  // Of inner matrices the second stays zeros: checkpoints have it.
  kept: adamw.kept,
  cost: ({ role, size }) => role === "matrix" ? COST * size : size,
  async update(matrix, pace) {
    const { spec, weights, gradient } = matrix;
    if (spec.role !== "matrix") return adamw.update(matrix, pace);
    const { size, shape: [all, columns], blocks, stacked = 1 } = spec;
    const rows = all / stacked;
    const first = keptOf(matrix, 0);
    const ahead = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      const g = gradient[i]!;
      const m = (first[i] = MOMENTUM * first[i]! + (1 - MOMENTUM) * g);
      ahead[i] = (1 - MOMENTUM) * g + MOMENTUM * m;
    }
    const direction = new Float32Array(size);
    for (let i = 0; i < size; i += rows * columns) {
      direction.set(await orthogonalize(ahead.subarray(i, i + rows * columns), rows, columns, blocks), i);
    }
    const rate = pace.learningRate * SCALE * Math.sqrt(Math.max(rows, columns / blocks));
    const shrink = shrinkage(spec, pace);
    for (let i = 0; i < size; i++) weights[i] = weights[i]! * shrink - rate * direction[i]!;
  },
};
