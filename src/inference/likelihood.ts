import { drawingState, prefixTokens, type Prompt, sketchState } from "../model/features.ts";
import { VARIANTS } from "../tokenizer/character.ts";
import { forward, type Sequence } from "./forward.ts";
import { logProbability } from "./sampler.ts";
import type { ModelSession } from "./session.ts";

/** A sequence whose last tokens, and one beyond, are to be scored. */
export interface Scored extends Sequence {
  targets: readonly number[];
  /** All tokens that might stand in a target's place. */
  range: readonly number[];
}

/** The sketch pass of a known sketch (36×36 of 0 and 1) as one of the word's pictures, or as any of them. */
export function sketchSequence(
  session: ModelSession,
  prompt: Prompt,
  sketch: Uint8Array,
  variant = VARIANTS - 1,
): Scored {
  const { tokenizer, layout } = session;
  const targets = tokenizer.encodeSketch(sketch);
  return {
    tokens: [
      ...prefixTokens(tokenizer, prompt),
      tokenizer.variantToken(variant),
      ...targets.slice(0, -1),
    ],
    state: sketchState(layout, tokenizer, prompt),
    targets,
    range: numbers(tokenizer.sketchStart, tokenizer.aspectStart),
  };
}

/** The drawing pass of known art: its size, the tokens of its rows, given a sketch and its aspect bin. */
export function drawingSequence(
  session: ModelSession,
  prompt: Prompt,
  sketch: Uint8Array,
  aspect: number,
  piece: { width: number; height: number; tokens: Iterable<number> },
): Scored {
  const { tokenizer, layout } = session;
  const body = [tokenizer.widthToken(piece.width), tokenizer.heightToken(piece.height), ...piece.tokens];
  return {
    tokens: [...prefixTokens(tokenizer, prompt), ...body],
    state: drawingState(layout, tokenizer, prompt, sketch, aspect),
    targets: [...body, tokenizer.eos],
    range: numbers(0, tokenizer.sketchStart),
  };
}

/** Log-likelihood of each sequence's targets, in nats, at temperature 1. */
export async function logLikelihoods(session: ModelSession, sequences: readonly Scored[]): Promise<number[]> {
  const vocabulary = session.tokenizer.vocabularySize;
  const results = await forward(session, sequences, false);
  return sequences.map(({ tokens, targets, range }, row) => {
    const first = tokens.length - targets.length;
    return targets.reduce((sum, target, i) => {
      const logits = results[row]!.subarray((first + i) * vocabulary, (first + i + 1) * vocabulary);
      return sum + logProbability(logits, range, target);
    }, 0);
  });
}

function numbers(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
