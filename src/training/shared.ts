import type { ParameterSpec } from "../network/parameters.ts";
import { update } from "../engine/optimizers/optimizers.ts";
import type { TrainingOptions } from "./options.ts";
import { dealt, type Seats } from "./seats.ts";
import { zerosIn } from "./zeros.ts";

/** Memory that all replicas of a run see, each a flat vector of float32. */
export interface SharedState {
  weights: SharedArrayBuffer;
  /** Gradient of each replica; the first becomes the sum of all before an update. */
  gradients: SharedArrayBuffer[];
  /** What the optimizer keeps of the matrices that the process keeps something of. */
  moments: SharedArrayBuffer[];
}

/** Zeros in shared memory. */
export const sharedFloats = (count: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT * count));

/** Values in shared memory: those that are there already stay where they are, others are copied. */
export function shared(values: Float32Array): SharedArrayBuffer {
  const { buffer, byteLength } = values;
  if (buffer instanceof SharedArrayBuffer && buffer.byteLength === byteLength) return buffer;
  const copy = sharedFloats(values.length);
  copy.set(values);
  return copy.buffer;
}

/** Views of the shared memory, and the update of the share of matrices that one replica of the process, by `index`, has. */
export function openShared(
  state: SharedState,
  specs: ParameterSpec[],
  { optimizer, weightDecay, momentum, momentumKind, zeros }: TrainingOptions,
  seats: Seats,
  index: number,
) {
  const parameters = new Float32Array(state.weights);
  const gradients = state.gradients.map((buffer) => new Float32Array(buffer));
  const moments = state.moments.map((buffer) => new Float32Array(buffer));
  const { kept, shares } = dealt(specs, optimizer, seats), share = shares[index]!;
  const place = { parameters, gradient: gradients[0]!, moments };
  return {
    ...{ weights: parameters, gradients, moments },
    /** `step` is 0-based. */
    async update(step: number, learningRate: number) {
      const pace = { step: step + 1, learningRate, weightDecay, momentum, momentumKind };
      const restore = zeros === "keep" ? zerosIn(share, parameters) : undefined;
      await update(optimizer, kept, place, pace, share);
      restore?.(parameters);
    },
  };
}
