/** All replicas of a run, as its loop drives them. */
import type { Batch } from "./batches.ts";
import type { Stats } from "./replica.ts";

/** All replicas of a run. */
export interface Team {
  /** Live views; they change with every step. */
  readonly weights: Float32Array;
  /** What the optimizer keeps; of all matrices only after `gather`, where ranks keep shares. */
  readonly moments: readonly Float32Array[];
  /** Of the last step, clipped. */
  readonly gradient: Float32Array;
  /**
   * One optimizer step (0-based). Returns the sums over its batches and the gradient's norm before clipping; nothing is
   * updated where that is not finite. `looked` is told of both before the weights move, which do not if it throws.
   */
  step(step: number, learningRate: number, looked?: (done: Done) => Promise<void>): Promise<Done>;
  /** Loss of given batches under the present weights, or others in their place. */
  evaluate(batches: Batch[], others?: Float32Array): Promise<Stats>;
  /** Brings together what a checkpoint holds, before one is written. */
  gather(): Promise<void>;
  close(): void;
}

/** What a step comes to. */
export interface Done {
  stats: Stats;
  norm: number;
}
