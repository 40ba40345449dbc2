import type { ParameterSpec } from "../network/parameters.ts";
import { dealMatrices, type Moments, update } from "../engine/optimizers/optimizer.ts";
import type { TrainingOptions } from "./options.ts";

/** Memory that all replicas of a run see, each a flat vector of float32. */
export interface SharedState {
  weights: SharedArrayBuffer;
  /** Gradient of each replica; the first becomes the sum of all before an update. */
  gradients: SharedArrayBuffer[];
  moments: { first: SharedArrayBuffer; second: SharedArrayBuffer };
}

/** Views of the shared memory, and the update of one replica's share of the matrices. */
export function openShared(
  state: SharedState,
  specs: ParameterSpec[],
  options: TrainingOptions,
  index: number,
) {
  const weights = new Float32Array(state.weights);
  const gradients = state.gradients.map((buffer) => new Float32Array(buffer));
  const moments: Moments = {
    first: new Float32Array(state.moments.first),
    second: new Float32Array(state.moments.second),
  };
  const share = dealMatrices(specs, options.workers, options.optimizer)[index]!;
  return {
    weights,
    gradients,
    moments,
    /** `step` is 0-based. */
    update: (step: number, learningRate: number) =>
      update(share, weights, gradients[0]!, moments, step + 1, { ...options, learningRate }),
  };
}
