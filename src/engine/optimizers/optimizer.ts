import type { ParameterSpec } from "../../network/parameters.ts";

/** Where an update takes place: vectors as long as that of all parameters. */
export interface Place {
  parameters: Float32Array;
  gradient: Float32Array;
  /** What the optimizer keeps from step to step. */
  moments: readonly Float32Array[];
}

/** How far an update goes. */
export interface Pace {
  /** Counts from 1. */
  step: number;
  learningRate: number;
  /** Decoupled: of matrices and heads. */
  weightDecay: number;
}

/** A way to update weights by their gradients. */
export interface Optimizer {
  /** Vectors that it keeps. */
  readonly moments: number;
  /** How long the update of a matrix takes, in elements that AdamW updates in that time. */
  cost(spec: ParameterSpec): number;
  /** Updates a matrix in place. */
  update(spec: ParameterSpec, place: Place, pace: Pace): void | Promise<void>;
}

/** What weight decay leaves of a matrix. */
export const shrinkage = ({ role }: ParameterSpec, { learningRate, weightDecay }: Pace): number =>
  role === "matrix" || role === "head" ? 1 - learningRate * weightDecay : 1;
