import { type Random, random, shuffle } from "../base/random.ts";
import type { Sampled } from "./source.ts";

/** An endless, seeded plan of batches of whole pieces of like length; the same seed gives the same plan. */
export interface BatchPlan<Example extends Sampled> {
  /** Batch number `number` from 0; what went before it need not be planned. */
  at(number: number): Example[];
}

/** Batches that are sorted by length together. */
export const POOL = 16;

/** How batches are planned. */
export interface PlanOptions {
  seed: number;
  /** Positions in one batch, padding included. */
  batchTokens: number;
}

/** Plans batches: a pool of POOL batches is sampled, sorted by length, cut, and the batches are shuffled. */
export function batchPlan<Example extends Sampled>(
  sample: (rng: Random) => Example,
  options: PlanOptions,
): BatchPlan<Example> {
  let pool: Example[][] = [];
  let current = -1;
  return {
    at(number) {
      const wanted = Math.floor(number / POOL);
      if (wanted !== current) {
        const rng = random(options.seed, 2, wanted);
        pool = shuffle(samplePool(() => sample(rng), options.batchTokens), rng);
        current = wanted;
      }
      return pool[POOL - 1 - number % POOL]!;
    },
  };
}

/** POOL batches; the last examples that would need one more are dropped. */
function samplePool<Example extends Sampled>(sample: () => Example, batchTokens: number): Example[][] {
  const examples: Example[] = [];
  for (let tokens = 0; tokens < POOL * batchTokens;) {
    const example = sample();
    examples.push(example);
    tokens += Math.min(batchTokens, example.length);
  }
  // One example more needs one batch more at most: some number of them fills the pool.
  let [low, high] = [1, examples.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (cut(sorted(examples.slice(0, middle)), batchTokens).length > POOL) high = middle - 1;
    else low = middle;
  }
  return cutIntoBatches(examples.slice(0, low), batchTokens);
}

/** Examples, the shortest first. */
const sorted = <Example extends Sampled>(examples: readonly Example[]): Example[] =>
  examples.toSorted((a, b) => a.length - b.length);

/** The fewest batches whose batch · time stays within `limit`; an example beyond that goes alone. */
function cut<Example extends Sampled>(examples: readonly Example[], limit: number): Example[][] {
  const batches: Example[][] = [];
  let current: Example[] = [];
  for (const example of examples) {
    if (current.length > 0 && (current.length + 1) * example.length > limit) {
      batches.push(current);
      current = [];
    }
    current.push(example);
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

/**
 * Sorts by length and cuts so that batch · time stays within `batchTokens` (a longer example goes alone), into batches of
 * about equal size: a small rest would leave other workers waiting.
 */
export function cutIntoBatches<Example extends Sampled>(
  examples: readonly Example[],
  batchTokens: number,
): Example[][] {
  const all = sorted(examples);
  const fewest = cut(all, batchTokens).length;
  let [low, high] = [0, batchTokens];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cut(all, middle).length > fewest) low = middle + 1;
    else high = middle;
  }
  return cut(all, high);
}
