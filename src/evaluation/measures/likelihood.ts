import { logLikelihoods } from "../../inference/likelihood.ts";
import type { ModelSession } from "../../tasks/art/draw/session.ts";
import type { Prompt } from "../../tasks/art/sequence/features.ts";
import { mirrorSketch } from "../../rasterise/sketch/mirror.ts";
import { wholeDrawing } from "../../tasks/art/sequence/sequence.ts";
import { random } from "../../base/random.ts";
import type { Dataset, Picture, Piece } from "../dataset.ts";
import { bootstrapMean, type Estimate, shuffled } from "../statistics.ts";

/** How well a model predicts pictures, banners aside, given their word and style; and given less. */
export interface Likelihood {
  pictures: number;
  /** Bits per character of the drawing, given its true sketch; size tokens and the end count as well. */
  bitsPerCharacter: number;
  /** The same given the word of another picture, a blank sketch, and no more than how often each token occurs. */
  bitsPerCharacterShuffled: number;
  bitsPerCharacterBlank: number;
  bitsPerCharacterFrequencies: number;
  /** Prompt sensitivity: log-likelihood under the right word minus that under the other, in nats a picture. */
  drawingGain: Estimate;
}

/** Nats of a token by its frequency alone. */
export type Frequencies = (token: number) => number;

/** Counts the tokens of the training set's drawings. */
export function tokenFrequencies(session: ModelSession, training: Dataset): Frequencies {
  const { tokenizer } = session;
  const counts = new Float64Array(tokenizer.vocabularySize);
  for (const { pieces } of drawn(training)) {
    for (const piece of pieces) for (const token of drawingTokens(session, piece)) counts[token]!++;
  }
  const total = counts.reduce((sum, count) => sum + count, 0) + counts.length;
  return (token) => -Math.log((counts[token]! + 1) / total);
}

/** Measures one drawing of each picture, at most `limit` pictures chosen by the seed. */
export async function measureLikelihood(
  session: ModelSession,
  dataset: Dataset,
  frequencies: Frequencies,
  { limit, seed, onPicture }: { limit: number; seed: number; onPicture?: () => void | Promise<void> },
): Promise<Likelihood> {
  const rng = random(seed, 7);
  const pictures = shuffled(drawn(dataset), rng).slice(0, limit);
  const sum = { drawing: 0, other: 0, blank: 0, free: 0 };
  const gains: number[] = [];
  let characters = 0;
  for (const picture of pictures) {
    const piece = picture.pieces[rng.int(picture.pieces.length)]!;
    const bits = piece.mirrored ? mirrorSketch(picture.sketch) : picture.sketch;
    const blank = new Uint8Array(bits.length);
    const { aspect } = picture, art = { ...piece, art: piece.tokens };
    const right = promptOf(session, picture.labels[0]!, picture.style);
    const other = promptOf(session, otherWord(pictures, picture, rng.int), picture.style);
    const [drawing, otherDrawing, blankDrawing] = await logLikelihoods(session, [
      wholeDrawing(session, { prompt: right, sketch: bits, aspect }, art),
      wholeDrawing(session, { prompt: other, sketch: bits, aspect }, art),
      wholeDrawing(session, { prompt: right, sketch: blank, aspect }, art),
    ]);
    sum.drawing -= drawing!;
    sum.other -= otherDrawing!;
    sum.blank -= blankDrawing!;
    sum.free += drawingTokens(session, piece).reduce((sum, token) => sum + frequencies(token), 0);
    gains.push(drawing! - otherDrawing!);
    characters += piece.characters;
    await onPicture?.();
  }
  const bits = (nats: number) => nats / characters / Math.LN2;
  return {
    pictures: pictures.length,
    bitsPerCharacter: bits(sum.drawing),
    bitsPerCharacterShuffled: bits(sum.other),
    bitsPerCharacterBlank: bits(sum.blank),
    bitsPerCharacterFrequencies: bits(sum.free),
    drawingGain: bootstrapMean(gains, random(seed, 9)),
  };
}

/** Banners spell their word: they would say little about pictures. */
function drawn({ pictures }: Dataset): Picture[] {
  return pictures.filter(({ style }) => style !== "banner");
}

function drawingTokens({ tokenizer }: ModelSession, { width, height, tokens }: Piece): number[] {
  return [tokenizer.widthToken(width), tokenizer.heightToken(height), ...tokens, tokenizer.eos];
}

function promptOf({ tokenizer, config }: ModelSession, word: string, style: string): Prompt {
  return {
    style: tokenizer.styleToken(style),
    characters: tokenizer.encodePrompt(word, config.promptLength),
  };
}

/** The word of a picture that has no word in common with this one; this one's own if there is none. */
function otherWord(pictures: readonly Picture[], { labels }: Picture, int: (n: number) => number): string {
  const others = pictures.filter((other) => !other.labels.some((label) => labels.includes(label)));
  return others[int(Math.max(1, others.length))]?.labels[0] ?? labels[0]!;
}
