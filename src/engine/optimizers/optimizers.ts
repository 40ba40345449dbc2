/** The optimizers by name. A new one is a file and a line here. */
import type { ParameterSpec } from "../../network/parameters.ts";
import { adamw } from "./adamw.ts";
import { muon } from "./muon.ts";
import type { Optimizer, Pace, Place } from "./optimizer.ts";

const OPTIMIZERS = { adamw, muon } as const satisfies Record<string, Optimizer>;

/** Name of an optimizer. */
export type OptimizerName = keyof typeof OPTIMIZERS;
export const OPTIMIZER_NAMES = ["adamw", "muon"] as const satisfies readonly OptimizerName[];

/** How many vectors an optimizer keeps. */
export const momentsOf = (name: OptimizerName): number => OPTIMIZERS[name].moments;

/** What an optimizer keeps of `count` parameters before its first step. */
export const emptyMoments = (name: OptimizerName, count: number): Float32Array[] =>
  Array.from({ length: momentsOf(name) }, () => new Float32Array(count));

/** One update of the given matrices in place. */
export async function update(
  name: OptimizerName,
  specs: readonly ParameterSpec[],
  place: Place,
  pace: Pace,
): Promise<void> {
  for (const spec of specs) await OPTIMIZERS[name].update(spec, place, pace);
}

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
  const { cost } = OPTIMIZERS[name];
  const hands = Array.from({ length: workers }, (): Hand => ({ specs: [], cost: 0 }));
  for (const spec of specs.toSorted((a, b) => cost(b) - cost(a) || a.offset - b.offset)) {
    const least = hands.reduce((best, hand) => hand.cost < best.cost ? hand : best);
    least.specs.push(spec);
    least.cost += cost(spec);
  }
  return hands.map(({ specs }) => specs);
}
