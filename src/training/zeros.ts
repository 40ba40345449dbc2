/** Weights that are zero stay zero: whatever they are at a step says which, so a run that goes on needs no mask. */
import type { ParameterSpec } from "../network/parameters.ts";
import { prunedSpecs } from "../network/pruning/magnitude.ts";

/** The places of the layers' matrices where `weights` are zero now: clears a flat vector there. */
export function zerosIn(
  specs: readonly ParameterSpec[],
  weights: Float32Array,
): (target: Float32Array) => void {
  const places: number[] = [];
  for (const { offset, size } of prunedSpecs(specs)) {
    for (let i = offset; i < offset + size; i++) if (weights[i] === 0) places.push(i);
  }
  return (target) => {
    for (const place of places) target[place] = 0;
  };
}
