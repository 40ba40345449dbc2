import type { ParameterSpec } from "../model/parameters.ts";
import { orthogonalize } from "./muon.ts";

/** Settings of an update. */
export interface OptimizerOptions {
  /** AdamW for all weights, or Muon for the layers' matrices and AdamW for the rest. */
  optimizer: "adamw" | "muon";
  learningRate: number;
  weightDecay: number;
  /** Largest L2 norm of the whole gradient; larger ones are scaled down. */
  gradientClip: number;
}

/** First and second moments, flat like the parameters; Muon uses the first alone. */
export interface Moments {
  first: Float32Array;
  second: Float32Array;
}

const BETA1 = 0.9;
const BETA2 = 0.99;
const MOMENTUM = 0.95;
/** Muon's update per element relative to the learning rate, about that of AdamW (Liu et al. 2025). */
const MUON_SCALE = 0.2;

/**
 * One update in place. `gradients` is summed into its first element, then clipped by its global norm. `step` counts
 * from 1. Returns the norm before clipping; a gradient that is not finite leaves everything unchanged.
 */
export async function update(
  specs: ParameterSpec[],
  parameters: Float32Array,
  gradients: Float32Array[],
  moments: Moments,
  step: number,
  options: OptimizerOptions,
): Promise<number> {
  const gradient = gradients[0]!;
  for (const other of gradients.slice(1)) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + other[i]!;
  }
  let square = 0;
  for (let i = 0; i < gradient.length; i++) square += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(square);
  if (!Number.isFinite(norm)) return norm;
  if (norm > options.gradientClip) {
    const scale = options.gradientClip / norm;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * scale;
  }
  for (const spec of specs) {
    if (options.optimizer === "muon" && spec.blocks > 0) {
      await muon(spec, parameters, gradient, moments, options);
    } else adamW(spec, parameters, gradient, moments, step, options);
  }
  return norm;
}

/** AdamW (Loshchilov & Hutter 2019) of one matrix. */
function adamW(
  { offset, size, decay }: ParameterSpec,
  parameters: Float32Array,
  gradient: Float32Array,
  { first, second }: Moments,
  step: number,
  { learningRate, weightDecay }: OptimizerOptions,
): void {
  const rate = learningRate / (1 - BETA1 ** step);
  const correction = 1 / (1 - BETA2 ** step);
  const shrink = decay ? 1 - learningRate * weightDecay : 1;
  for (let i = offset; i < offset + size; i++) {
    const g = gradient[i]!;
    const m = (first[i] = BETA1 * first[i]! + (1 - BETA1) * g);
    const v = (second[i] = BETA2 * second[i]! + (1 - BETA2) * g * g);
    parameters[i] = parameters[i]! * shrink - rate * m / (Math.sqrt(v * correction) + 1e-8);
  }
}

/** Muon (Jordan et al. 2024) of one matrix: Nesterov momentum, each of its blocks made orthogonal. */
async function muon(
  { offset, size, shape: [rows, columns], blocks }: ParameterSpec,
  parameters: Float32Array,
  gradient: Float32Array,
  { first }: Moments,
  { learningRate, weightDecay }: OptimizerOptions,
): Promise<void> {
  const ahead = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const g = gradient[offset + i]!;
    const m = (first[offset + i] = MOMENTUM * first[offset + i]! + (1 - MOMENTUM) * g);
    ahead[i] = (1 - MOMENTUM) * g + MOMENTUM * m;
  }
  const direction = await orthogonalize(ahead, rows, columns, blocks);
  const rate = learningRate * MUON_SCALE * Math.sqrt(Math.max(rows, columns / blocks));
  const shrink = 1 - learningRate * weightDecay;
  for (let i = 0; i < size; i++) {
    parameters[offset + i] = parameters[offset + i]! * shrink - rate * direction[i]!;
  }
}
