import type { ParameterSpec } from "../../network/parameters.ts";

/** A matrix that is updated: its part of the weights, of the gradient, and of what the optimizer keeps. */
export interface Matrix {
  spec: ParameterSpec;
  weights: Float32Array;
  gradient: Float32Array;
  /** From step to step; as long as `Optimizer.kept` says. */
  kept: readonly Float32Array[];
}

/** How far an update goes. */
export interface Pace {
  /** Counts from 1. */
  step: number;
  learningRate: number;
  /** Decoupled: of matrices and heads. */
  weightDecay: number;
  /** Of optimizers that take it: how much of the last update goes on. */
  momentum?: number | undefined;
  momentumKind?: MomentumKind | undefined;
}

/** Whether the gradient counts where the momentum leads to (Nesterov), or where the weights are. */
export const MOMENTUM_KINDS = ["nesterov", "heavy-ball"] as const;
export type MomentumKind = typeof MOMENTUM_KINDS[number];

/** A way to update weights by their gradients. */
export interface Optimizer {
  /** A learning rate that suits it. */
  readonly usualRate: number;
  /** Options that it alone takes. */
  readonly takes?: readonly ("momentum" | "momentumKind")[];
  /** Numbers that it keeps of a matrix from step to step, vector by vector: as many vectors for every matrix. */
  kept(spec: ParameterSpec): readonly number[];
  /** How long the update of a matrix takes, in elements that AdamW updates in that time. */
  cost(spec: ParameterSpec): number;
  /** Updates a matrix in place. */
  update(matrix: Matrix, pace: Pace): void | Promise<void>;
}

/** What weight decay leaves of a matrix. */
export const shrinkage = ({ role }: ParameterSpec, { learningRate, weightDecay }: Pace): number =>
  role === "matrix" || role === "head" ? 1 - learningRate * weightDecay : 1;

/** A vector that an optimizer keeps of a matrix. Throws where it is not there. */
export function keptOf({ spec, kept }: Matrix, i: number): Float32Array {
  const vector = kept[i];
  if (vector === undefined) throw new Error(`nothing is kept of ${spec.name} as vector ${i}`);
  return vector;
}
