/** The optimizers by name. A new one is a file and a line here. */
import type { ParameterSpec } from "../../network/parameters.ts";
import { adafactor } from "./adafactor.ts";
import { adamw } from "./adamw.ts";
import { lion } from "./lion.ts";
import { muon } from "./muon.ts";
import type { Optimizer, Pace } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

const OPTIMIZERS = {
  adamw,
  muon,
  sgd,
  lion,
  adafactor,
} as const satisfies Record<string, Optimizer>;

/** Name of an optimizer. */
export type OptimizerName = keyof typeof OPTIMIZERS;
// cast: Object.keys forgets which names there are.
export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as readonly OptimizerName[];

export const optimizerOf = (name: OptimizerName): Optimizer => OPTIMIZERS[name];

/** Where updates take place: vectors of all parameters, and what the optimizer keeps (`keptLengths`). */
export interface Place {
  parameters: Float32Array;
  gradient: Float32Array;
  /** Each with the matrices' parts one after the other. */
  moments: readonly Float32Array[];
}

/** How long the vectors are that an optimizer keeps of these matrices. */
export function keptLengths(name: OptimizerName, specs: readonly ParameterSpec[]): number[] {
  const lengths: number[] = [];
  for (const spec of specs) {
    for (const [i, length] of optimizerOf(name).kept(spec).entries()) lengths[i] = (lengths[i] ?? 0) + length;
  }
  return lengths;
}

/** What an optimizer keeps of these matrices before its first step. */
export const emptyMoments = (name: OptimizerName, specs: readonly ParameterSpec[]): Float32Array[] =>
  keptLengths(name, specs).map((length) => new Float32Array(length));

/** One update in place of some of all matrices, of all unless told otherwise. */
export async function update(
  name: OptimizerName,
  specs: readonly ParameterSpec[],
  { parameters, gradient, moments }: Place,
  pace: Pace,
  some: readonly ParameterSpec[] = specs,
): Promise<void> {
  const optimizer = optimizerOf(name), begins = moments.map(() => 0);
  for (const spec of specs) {
    const { offset, size } = spec, ends = optimizer.kept(spec).map((length, i) => begins[i]! + length);
    if (some.includes(spec)) {
      const part = (values: Float32Array) => values.subarray(offset, offset + size);
      const kept = moments.map((values, i) => values.subarray(begins[i], ends[i]));
      await optimizer.update({ spec, weights: part(parameters), gradient: part(gradient), kept }, pace);
    }
    ends.forEach((end, i) => begins[i] = end);
  }
}

/** Sums all gradients into the first. */
export function sumGradients([gradient, ...others]: readonly Float32Array[]): void {
  if (gradient === undefined) return;
  for (const other of others) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + other[i]!;
  }
}

/** Clips a gradient's L2 norm. Returns the norm before clipping; where that is not finite, no update must follow. */
export function clipGradient(gradient: Float32Array, clip: number): number {
  let square = 0;
  for (let i = 0; i < gradient.length; i++) square += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(square);
  if (Number.isFinite(norm)) clipTo(gradient, norm, clip);
  return norm;
}

/** Clips a gradient of a norm that is known. */
export function clipTo(gradient: Float32Array, norm: number, clip: number): void {
  if (norm <= clip) return;
  const scale = clip / norm;
  for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * scale;
}

/** Sums all gradients into the first and clips that (`clipGradient`). */
export function combineGradients(gradients: readonly Float32Array[], clip: number): number {
  sumGradients(gradients);
  return clipGradient(gradients[0]!, clip);
}

/** What one worker updates, and how long that takes. */
interface Hand {
  specs: ParameterSpec[];
  cost: number;
}

/** Deals the matrices out to `workers` so that their updates take about equally long; the same at every call. */
export function dealMatrices(
  specs: readonly ParameterSpec[],
  workers: number,
  name: OptimizerName,
): ParameterSpec[][] {
  const { cost } = optimizerOf(name);
  const hands = Array.from({ length: workers }, (): Hand => ({ specs: [], cost: 0 }));
  for (const spec of specs.toSorted((a, b) => cost(b) - cost(a) || a.offset - b.offset)) {
    const least = hands.reduce((best, hand) => hand.cost < best.cost ? hand : best);
    least.specs.push(spec);
    least.cost += cost(spec);
  }
  return hands.map(({ specs }) => specs);
}
