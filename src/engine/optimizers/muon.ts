import { adamw } from "./adamw.ts";
import { type Optimizer, shrinkage } from "./optimizer.ts";
import { orthogonalize } from "./orthogonalize.ts";

const MOMENTUM = 0.95;
/** The update per element relative to the learning rate, about that of AdamW (Liu et al. 2025). */
const SCALE = 0.2;
/** A matrix takes about so many times as long as one of AdamW of its size. */
const COST = 12;

/** Muon (Jordan et al. 2024) of inner matrices: Nesterov momentum, each of their blocks made orthogonal; AdamW of the rest. */
export const muon: Optimizer = {
  moments: 2,
  cost: ({ role, size }) => role === "matrix" ? COST * size : size,
  async update(spec, place, pace) {
    if (spec.role !== "matrix") return adamw.update(spec, place, pace);
    const { offset, size, shape: [all, columns], blocks, stacked = 1 } = spec;
    const rows = all / stacked;
    const { parameters, gradient, moments: [first] } = place;
    if (first === undefined) throw new Error("Muon needs a moment");
    const ahead = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      const g = gradient[offset + i]!;
      const m = (first[offset + i] = MOMENTUM * first[offset + i]! + (1 - MOMENTUM) * g);
      ahead[i] = (1 - MOMENTUM) * g + MOMENTUM * m;
    }
    const direction = new Float32Array(size);
    for (let i = 0; i < size; i += rows * columns) {
      direction.set(await orthogonalize(ahead.subarray(i, i + rows * columns), rows, columns, blocks), i);
    }
    const rate = pace.learningRate * SCALE * Math.sqrt(Math.max(rows, columns / blocks));
    const shrink = shrinkage(spec, pace);
    for (let i = 0; i < size; i++) {
      parameters[offset + i] = parameters[offset + i]! * shrink - rate * direction[i]!;
    }
  },
};
