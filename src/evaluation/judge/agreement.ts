import { forward } from "../../inference/forward.ts";
import type { Scored } from "../../inference/likelihood.ts";
import type { ModelSession } from "../../tasks/art/draw/session.ts";
import { mirrorSketch } from "../../rasterise/sketch/mirror.ts";
import { wholeDrawing } from "../../tasks/art/sequence/sequence.ts";
import { random } from "../../base/random.ts";
import type { Dataset } from "../dataset.ts";
import { shuffled } from "../statistics.ts";

/**
 * The likeliest token at every place of known drawings, one after the other: one drawing each of at most
 * `limit` pictures chosen by the seed. Models that share a tokenizer are asked at the same places.
 */
export async function likeliestTokens(
  session: ModelSession,
  { pictures }: Dataset,
  { limit, seed, onPicture }: { limit: number; seed: number; onPicture?: () => void | Promise<void> },
): Promise<number[]> {
  const { tokenizer, config } = session;
  const rng = random(seed, 11);
  const likeliest: number[] = [];
  for (const picture of shuffled(pictures, rng).slice(0, limit)) {
    const piece = picture.pieces[rng.int(picture.pieces.length)]!;
    const word = picture.labels[0]!;
    const prompt = {
      style: tokenizer.styleToken(picture.style),
      characters: tokenizer.encodePrompt(word, config.promptLength),
    };
    const sketch = piece.mirrored ? mirrorSketch(picture.sketch) : picture.sketch;
    const sequence = wholeDrawing(session, { prompt, sketch, aspect: picture.aspect }, {
      ...piece,
      art: piece.tokens,
    });
    const [logits] = await forward(session, [sequence], false);
    likeliest.push(...likeliestTargets(logits!, sequence, tokenizer.vocabularySize));
    await onPicture?.();
  }
  return likeliest;
}

function likeliestTargets(
  logits: Float32Array,
  { tokens, targets }: Scored,
  vocabulary: number,
): number[] {
  const first = tokens.length - targets.length;
  return targets.map((_, i) => {
    const own = logits.subarray((first + i) * vocabulary, (first + i + 1) * vocabulary);
    return own.reduce((best, logit, token) => logit > own[best]! ? token : best, 0);
  });
}

/** Share of the places where two lists of equal length have the same token. */
export function agreement(a: readonly number[], b: readonly number[]): number {
  return a.filter((token, i) => token === b[i]).length / a.length;
}
