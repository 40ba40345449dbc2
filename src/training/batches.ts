import type { Ports } from "../network/ports.ts";
import type { Sequence } from "./source.ts";

/** Sequences, padded to the longest: N = batch · time positions. */
export interface Batch {
  batch: number;
  time: number;
  /** [N, features] */
  indices: Int32Array;
  /** [N, field] */
  field: Float32Array;
  /** [N]: token to predict; weight 0 where nothing is predicted. */
  targets: Int32Array;
  weights: Float32Array;
  /** Sum of the weights. */
  mass: number;
  /** Predicted tokens, and the units that they stand for. */
  predictions: number;
  units: number;
}

/** Computes the inputs and targets of a batch. */
export function buildBatch(ports: Ports, sequences: readonly Sequence[]): Batch {
  const time = Math.max(...sequences.map(({ tokens }) => tokens.length));
  const count = sequences.length * time;
  const indices = new Int32Array(count * ports.features);
  const field = new Float32Array(count * ports.field);
  const targets = new Int32Array(count);
  const weights = new Float32Array(count);
  let [mass, predictions, units] = [0, 0, 0];
  for (const [row, sequence] of sequences.entries()) {
    const { tokens, targets: predicted, state, weight = 1 } = sequence;
    const first = tokens.length - predicted.length;
    for (const [t, token] of tokens.entries()) {
      const at = row * time + t;
      state.advance(token, indices, at * ports.features, field, at * ports.field);
      if (t < first) continue;
      targets[at] = predicted[t - first]!;
      weights[at] = weight;
    }
    mass += weight * predicted.length;
    predictions += predicted.length;
    units += sequence.units;
  }
  return { batch: sequences.length, time, indices, field, targets, weights, mass, predictions, units };
}
