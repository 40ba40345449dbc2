import type { ParameterSpec } from "../../network/parameters.ts";
import { orthogonalize } from "./muon.ts";

/** Settings of an update. */
export interface OptimizerOptions {
  /** AdamW for all weights, or Muon for the layers' matrices and AdamW for the rest. */
  optimizer: "adamw" | "muon";
  learningRate: number;
  weightDecay: number;
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
 * Sums all gradients into the first and clips its global L2 norm. Returns the norm before clipping; where that is not
 * finite, no update must follow.
 */
export function combineGradients(gradients: readonly Float32Array[], clip: number): number {
  const gradient = gradients[0]!;
  for (const other of gradients.slice(1)) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + other[i]!;
  }
  let square = 0;
  for (let i = 0; i < gradient.length; i++) square += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(square);
  if (!Number.isFinite(norm)) return norm;
  if (norm > clip) {
    const scale = clip / norm;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * scale;
  }
  return norm;
}

/** One update of the given matrices in place. `step` counts from 1. */
export async function update(
  specs: readonly ParameterSpec[],
  parameters: Float32Array,
  gradient: Float32Array,
  moments: Moments,
  step: number,
  options: OptimizerOptions,
): Promise<void> {
  for (const spec of specs) {
    if (options.optimizer === "muon" && spec.blocks > 0) {
      await muon(spec, parameters, gradient, moments, options);
    } else adamW(spec, parameters, gradient, moments, step, options);
  }
}

/** A matrix of Muon takes about so many times as long as one of AdamW of its size. */
const MUON_COST = 12;

/** What one worker updates, and how long that takes. */
interface Hand {
  specs: ParameterSpec[];
  cost: number;
}

/** Deals the matrices out to `workers` so that their updates take about equally long; the same at every call. */
export function dealMatrices(
  specs: readonly ParameterSpec[],
  workers: number,
  optimizer: OptimizerOptions["optimizer"],
): ParameterSpec[][] {
  const cost = ({ size, blocks }: ParameterSpec) =>
    optimizer === "muon" && blocks > 0 ? MUON_COST * size : size;
  const hands = Array.from({ length: workers }, (): Hand => ({ specs: [], cost: 0 }));
  for (const spec of specs.toSorted((a, b) => cost(b) - cost(a) || a.offset - b.offset)) {
    const least = hands.reduce((best, hand) => hand.cost < best.cost ? hand : best);
    least.specs.push(spec);
    least.cost += cost(spec);
  }
  return hands.map(({ specs }) => specs);
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
