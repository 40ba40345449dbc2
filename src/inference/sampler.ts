import { UserError } from "../base/errors.ts";
import type { Random } from "../base/random.ts";

/** How to choose among tokens. */
export interface Sampling {
  /** 0 takes the likeliest token, 1 samples what the model says, more flattens it. */
  temperature: number;
  /** Keep only the k likeliest; 0 keeps all. */
  topK: number;
  /** Keep the likeliest tokens that together reach this probability (Holtzman et al. 2020). */
  topP: number;
  /** Keep tokens at least so probable as this share of the likeliest (Nguyen et al. 2024); 0, or nothing, keeps all. */
  minP?: number;
}

/**
 * Chooses one of the `lawful` tokens (at least one) by their logits. Logits that are not finite count as −∞; if all
 * are, the first lawful token is chosen. Ties go to the earlier token.
 */
export function sample(
  logits: Float32Array,
  lawful: readonly number[],
  sampling: Sampling,
  random: Random,
): number {
  const { temperature, topK, topP, minP = 0 } = sampling;
  let [best, highest, count] = [-1, -Infinity, 0];
  // Loops by index and without calls: at the first steps of a process this code is interpreted.
  for (let i = 0; i < lawful.length; i++) {
    const value = logits[lawful[i]!]!;
    if (!(value > -Infinity && value < Infinity)) continue;
    count++;
    if (value > highest) [best, highest] = [lawful[i]!, value];
  }
  if (best < 0) return lawful[0]!;
  if (temperature === 0 || topK === 1) return best;

  if (scratch.length < lawful.length) scratch = new Float64Array(lawful.length);
  const weights = scratch.subarray(0, lawful.length);
  const lowest = minP > 0 ? Math.max(NOTHING, Math.log(minP)) : NOTHING;
  let all = 0, survivors = 0;
  for (let i = 0; i < weights.length; i++) {
    const exponent = (logits[lawful[i]!]! - highest) / temperature;
    const kept = exponent > NOTHING && exponent >= lowest && exponent <= 0; // not for +∞
    all += weights[i] = kept ? Math.exp(exponent) : 0;
    if (kept) survivors++;
  }
  if (minP > 0) count = survivors;
  const ranked = rank(weights, all, topK, topP);
  let kept = topK > 0 ? Math.min(topK, count) : count;
  let sum = topK > 0 ? total(ranked, kept) : all;
  if (topP < 1) {
    const goal = topP * sum;
    let nucleus = 0;
    for (sum = 0; nucleus < Math.min(kept, ranked.length) && sum < goal;) sum += ranked[nucleus++]!;
    kept = nucleus;
  }
  const least = kept < count ? ranked[kept - 1]! : 0;
  let ties = kept - ranked.indexOf(least);
  let left = random.next() * sum;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight < least || (least > 0 && weight === least && ties-- <= 0)) continue;
    if ((left -= weight) < 0) return lawful[i]!;
  }
  return best;
}

/** Tokens that a penalty looks back. */
const PENALTY_REACH = 64;

/**
 * Makes the last 64 of some tokens less likely, in place: what speaks for them is divided by the penalty, what speaks against
 * them multiplied (Keskar et al. 2019). 1 changes nothing, less than 1 asks for repetition.
 */
export function penalize(logits: Float32Array, tokens: readonly number[], penalty: number): void {
  if (penalty === 1) return;
  for (const token of new Set(tokens.slice(-PENALTY_REACH))) {
    const value = logits[token]!;
    logits[token] = value > 0 ? value / penalty : value * penalty;
  }
}

/** Weights of one call; its size is that of the largest so far. */
let scratch = new Float64Array(0);
/** A thousand tokens whose logits are this far below the highest weigh less than float32 rounds off; exponentials are slow. */
const NOTHING = -24;

/**
 * Natural logarithm of a token's probability among the lawful ones, at temperature 1; −∞ where its logit or all of
 * them are not finite.
 */
export function logProbability(logits: Float32Array, lawful: readonly number[], token: number): number {
  if (!Number.isFinite(logits[token])) return -Infinity;
  let highest = -Infinity;
  for (let i = 0; i < lawful.length; i++) {
    const value = logits[lawful[i]!]!;
    if (value > highest && value < Infinity) highest = value;
  }
  let sum = 0;
  for (let i = 0; i < lawful.length; i++) {
    const below = logits[lawful[i]!]! - highest;
    if (below > NOTHING && below <= 0) sum += Math.exp(below); // not for +∞
  }
  return logits[token]! - highest - Math.log(sum);
}

/** Weights from the heaviest down, as far as the choice needs them: sorting a whole vocabulary takes long. */
function rank(weights: Float64Array, sum: number, topK: number, topP: number): Float64Array {
  if (topK > 0) return weights.toSorted().reverse();
  if (topP === 1) return weights;
  // All below this together weigh less than what may be left out.
  const least = (1 - topP) * sum / weights.length;
  const heavy: number[] = [];
  for (let i = 0; i < weights.length; i++) if (weights[i]! >= least) heavy.push(weights[i]!);
  return Float64Array.from(heavy).sort().reverse();
}

function total(weights: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  return sum;
}

/** Throws a UserError of kind "usage" for what cannot be sampled with. */
export function checkSampling({ temperature, topK, topP, minP = 0 }: Sampling): void {
  const check = (what: string, ok: boolean, value: number, right: string) => {
    if (!ok) throw new UserError("usage", `${what} must be ${right}, not ${value}`);
  };
  check("temperature", Number.isFinite(temperature) && temperature >= 0, temperature, "a number from 0 up");
  check("top-k", Number.isInteger(topK) && topK >= 0, topK, "a whole number, 0 for no limit");
  check("top-p", topP > 0 && topP <= 1, topP, "more than 0 and at most 1");
  check("min-p", minP >= 0 && minP <= 1, minP, "from 0 to 1");
}
