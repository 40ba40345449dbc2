import { UserError } from "../errors.ts";
import type { Random } from "../random.ts";

/** How to choose among tokens. */
export interface Sampling {
  /** 0 takes the likeliest token, 1 samples what the model says, more flattens it. */
  temperature: number;
  /** Keep only the k likeliest; 0 keeps all. */
  topK: number;
  /** Keep the likeliest tokens that together reach this probability (Holtzman et al. 2020). */
  topP: number;
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
  const { temperature, topK, topP } = sampling;
  const tokens = lawful.filter((token) => Number.isFinite(logits[token]));
  if (tokens.length === 0) return lawful[0]!;
  let best = tokens[0]!;
  for (const token of tokens) if (logits[token]! > logits[best]!) best = token;
  if (temperature === 0 || topK === 1) return best;

  const highest = logits[best]!;
  const weights = new Float64Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) {
    weights[i] = Math.exp((logits[tokens[i]!]! - highest) / temperature);
  }
  const ranked = rank(weights, topK, topP);
  let kept = topK > 0 ? Math.min(topK, tokens.length) : tokens.length;
  let sum = total(ranked, kept);
  if (topP < 1) {
    const goal = topP * (topK > 0 ? sum : total(weights, weights.length));
    let nucleus = 0;
    for (sum = 0; nucleus < Math.min(kept, ranked.length) && sum < goal;) sum += ranked[nucleus++]!;
    kept = nucleus;
  }
  const least = kept < tokens.length ? ranked[kept - 1]! : 0;
  let ties = kept - ranked.indexOf(least);
  let left = random.next() * sum;
  for (let i = 0; i < tokens.length; i++) {
    const weight = weights[i]!;
    if (weight < least || (least > 0 && weight === least && ties-- <= 0)) continue;
    if ((left -= weight) < 0) return tokens[i]!;
  }
  return best;
}

/**
 * Natural logarithm of a token's probability among the lawful ones, at temperature 1; −∞ where its logit or all of
 * them are not finite.
 */
export function logProbability(logits: Float32Array, lawful: readonly number[], token: number): number {
  if (!Number.isFinite(logits[token])) return -Infinity;
  let highest = -Infinity;
  for (const other of lawful) {
    const value = logits[other]!;
    if (value > highest && Number.isFinite(value)) highest = value;
  }
  let sum = 0;
  for (const other of lawful) {
    const value = logits[other]!;
    if (Number.isFinite(value)) sum += Math.exp(value - highest);
  }
  return logits[token]! - highest - Math.log(sum);
}

/** Weights from the heaviest down, as far as the choice needs them: sorting a whole vocabulary takes long. */
function rank(weights: Float64Array, topK: number, topP: number): Float64Array {
  if (topK > 0) return weights.toSorted().reverse();
  if (topP === 1) return weights;
  // All below this together weigh less than what may be left out.
  const least = (1 - topP) * total(weights, weights.length) / weights.length;
  return weights.filter((weight) => weight >= least).sort().reverse();
}

function total(weights: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  return sum;
}

/** Throws a UserError of kind "usage" for what cannot be sampled with. */
export function checkSampling({ temperature, topK, topP }: Sampling): void {
  const check = (what: string, ok: boolean, value: number, right: string) => {
    if (!ok) throw new UserError("usage", `${what} must be ${right}, not ${value}`);
  };
  check("temperature", Number.isFinite(temperature) && temperature >= 0, temperature, "a number from 0 up");
  check("top-k", Number.isInteger(topK) && topK >= 0, topK, "a whole number, 0 for no limit");
  check("top-p", topP > 0 && topP <= 1, topP, "more than 0 and at most 1");
}
