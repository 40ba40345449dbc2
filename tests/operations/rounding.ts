/** How far the logits of rounded models may be from those of the models themselves. */
import type { Scheme } from "../../src/bundle/quantisation.ts";

/** Largest length of a difference, relative to that of the logits. */
export const MOST_ERROR: Readonly<Record<Scheme, number>> = {
  "int8-weight-only": 0.06,
  int8: 0.06,
  int4: 0.3,
  "dynamic-int8": 0.06,
};

const length = (values: Float32Array): number => Math.hypot(...values);

/** Length of the difference, relative to that of what is expected. */
export const relativeError = (actual: Float32Array, expected: Float32Array): number =>
  length(actual.map((value, i) => value - expected[i]!)) / length(expected);
