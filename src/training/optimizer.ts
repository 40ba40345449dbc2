import type { ParameterSpec } from "../model/parameters.ts";

/** Settings of AdamW (Loshchilov & Hutter 2019). */
export interface AdamWOptions {
  learningRate: number;
  weightDecay: number;
  /** Largest L2 norm of the whole gradient; larger ones are scaled down. */
  gradientClip: number;
  beta1?: number;
  beta2?: number;
}

/** First and second moments, flat like the parameters. */
export interface AdamWState {
  first: Float32Array;
  second: Float32Array;
}

/**
 * One AdamW update in place. `gradients` is summed into its first element, then clipped by its global norm.
 * `step` counts from 1. Returns the norm before clipping; a gradient that is not finite leaves everything unchanged.
 */
export function adamW(
  specs: ParameterSpec[],
  parameters: Float32Array,
  gradients: Float32Array[],
  state: AdamWState,
  step: number,
  options: AdamWOptions,
): number {
  const { learningRate, weightDecay, gradientClip, beta1 = 0.9, beta2 = 0.99 } = options;
  const { first, second } = state;
  const gradient = gradients[0]!;
  for (const other of gradients.slice(1)) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + other[i]!;
  }
  let square = 0;
  for (let i = 0; i < gradient.length; i++) square += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(square);
  if (!Number.isFinite(norm)) return norm;
  const scale = norm > gradientClip ? gradientClip / norm : 1;
  const rate = learningRate / (1 - beta1 ** step);
  const correction = 1 / (1 - beta2 ** step);
  for (const { offset, size, decay } of specs) {
    const shrink = decay ? 1 - learningRate * weightDecay : 1;
    for (let i = offset; i < offset + size; i++) {
      const g = gradient[i]! * scale;
      const m = (first[i] = beta1 * first[i]! + (1 - beta1) * g);
      const v = (second[i] = beta2 * second[i]! + (1 - beta2) * g * g);
      parameters[i] = parameters[i]! * shrink - rate * m / (Math.sqrt(v * correction) + 1e-8);
    }
  }
  return norm;
}
