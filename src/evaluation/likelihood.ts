import { drawingSequence, logLikelihoods, sketchSequence } from "../inference/likelihood.ts";
import type { ModelSession } from "../inference/session.ts";
import type { Prompt } from "../model/features.ts";
import { mirrorSketch } from "../rasterise/mirror.ts";
import { random } from "../random.ts";
import type { Dataset, Picture, Piece } from "./dataset.ts";
import { bootstrapMean, type Estimate, share, shuffled } from "./statistics.ts";

/** How well a model predicts pictures, banners aside, given their word and style; and given less. */
export interface Likelihood {
  pictures: number;
  /** Mean negative log-likelihood of a patch of the sketch, in nats. */
  natsPerPatch: number;
  /** The same given the word of another picture. */
  natsPerPatchShuffled: number;
  /** The same of a guess by how often each patch occurs in the training set, and of a blind one. */
  natsPerPatchFrequencies: number;
  natsPerPatchUniform: number;
  /** Bits per character of the drawing, given its true sketch; size tokens and the end count as well. */
  bitsPerCharacter: number;
  /** The same given the word of another picture, a blank sketch, and no more than how often each token occurs. */
  bitsPerCharacterShuffled: number;
  bitsPerCharacterBlank: number;
  bitsPerCharacterFrequencies: number;
  /** Prompt sensitivity: log-likelihood under the right word minus that under the other, in nats a picture. */
  sketchGain: Estimate;
  drawingGain: Estimate;
  /** Share of the sketches that are likelier under the right word. */
  sketchPreferred: Estimate;
}

/** Nats of a token by its frequency alone. */
export interface Frequencies {
  patch(token: number): number;
  drawing(token: number): number;
}

/** Counts the tokens of the training set's sketches and drawings. */
export function tokenFrequencies(session: ModelSession, training: Dataset): Frequencies {
  const { tokenizer } = session;
  const patches = new Float64Array(tokenizer.vocabularySize),
    drawings = new Float64Array(tokenizer.vocabularySize);
  for (const { sketch, pieces } of drawn(training)) {
    for (const token of tokenizer.encodeSketch(sketch)) patches[token]!++;
    for (const piece of pieces) for (const token of drawingTokens(session, piece)) drawings[token]!++;
  }
  const nats = (counts: Float64Array, kinds: number) => {
    const total = counts.reduce((sum, count) => sum + count, 0) + kinds;
    return (token: number) => -Math.log((counts[token]! + 1) / total);
  };
  const { sketchStart, aspectStart } = tokenizer;
  return { patch: nats(patches, aspectStart - sketchStart), drawing: nats(drawings, sketchStart) };
}

/** Measures one drawing of each picture, at most `limit` pictures chosen by the seed. */
export async function measureLikelihood(
  session: ModelSession,
  dataset: Dataset,
  frequencies: Frequencies,
  { limit, seed, onPicture }: { limit: number; seed: number; onPicture?: () => void },
): Promise<Likelihood> {
  const { tokenizer } = session;
  const rng = random(seed, 7);
  const pictures = shuffled(drawn(dataset), rng).slice(0, limit);
  const sum = {
    sketch: 0,
    otherSketch: 0,
    freeSketch: 0,
    drawing: 0,
    otherDrawing: 0,
    blank: 0,
    freeDrawing: 0,
  };
  const sketchGains: number[] = [], drawingGains: number[] = [];
  let patches = 0, characters = 0;
  for (const picture of pictures) {
    const piece = picture.pieces[rng.int(picture.pieces.length)]!;
    const bits = piece.mirrored ? mirrorSketch(picture.sketch) : picture.sketch;
    const blank = new Uint8Array(bits.length);
    const right = promptOf(session, picture.labels[0]!, picture.style);
    const other = promptOf(session, otherWord(pictures, picture, rng.int), picture.style);
    const tokens = tokenizer.encodeSketch(picture.sketch);
    const [sketch, otherSketch] = await logLikelihoods(
      session,
      [right, other].map((prompt) => sketchSequence(session, prompt, picture.sketch)),
    );
    const [drawing, otherDrawing, blankDrawing] = await logLikelihoods(session, [
      drawingSequence(session, right, bits, picture.aspect, piece),
      drawingSequence(session, other, bits, picture.aspect, piece),
      drawingSequence(session, right, blank, picture.aspect, piece),
    ]);
    sum.sketch -= sketch!;
    sum.otherSketch -= otherSketch!;
    sum.freeSketch += total(tokens, frequencies.patch);
    sum.drawing -= drawing!;
    sum.otherDrawing -= otherDrawing!;
    sum.blank -= blankDrawing!;
    sum.freeDrawing += total(drawingTokens(session, piece), frequencies.drawing);
    sketchGains.push(sketch! - otherSketch!);
    drawingGains.push(drawing! - otherDrawing!);
    patches += tokens.length;
    characters += piece.characters;
    onPicture?.();
  }
  const bits = (nats: number) => nats / characters / Math.LN2;
  return {
    pictures: pictures.length,
    natsPerPatch: sum.sketch / patches,
    natsPerPatchShuffled: sum.otherSketch / patches,
    natsPerPatchFrequencies: sum.freeSketch / patches,
    natsPerPatchUniform: Math.log(tokenizer.aspectStart - tokenizer.sketchStart),
    bitsPerCharacter: bits(sum.drawing),
    bitsPerCharacterShuffled: bits(sum.otherDrawing),
    bitsPerCharacterBlank: bits(sum.blank),
    bitsPerCharacterFrequencies: bits(sum.freeDrawing),
    sketchGain: bootstrapMean(sketchGains, random(seed, 8)),
    drawingGain: bootstrapMean(drawingGains, random(seed, 9)),
    sketchPreferred: share(sketchGains.filter((gain) => gain > 0).length, pictures.length),
  };
}

/** Banners spell their word: they would say little about pictures. */
function drawn({ pictures }: Dataset): Picture[] {
  return pictures.filter(({ style }) => style !== "banner");
}

function drawingTokens({ tokenizer }: ModelSession, { width, height, tokens }: Piece): number[] {
  return [tokenizer.widthToken(width), tokenizer.heightToken(height), ...tokens, tokenizer.eos];
}

function total(tokens: readonly number[], nats: (token: number) => number): number {
  return tokens.reduce((sum, token) => sum + nats(token), 0);
}

function promptOf({ tokenizer, config }: ModelSession, word: string, style: string): Prompt {
  return {
    style: tokenizer.styleToken(style),
    characters: tokenizer.encodePrompt(word, config.promptLength),
    label: config.labels.indexOf(word),
  };
}

/** The word of a picture that has no word in common with this one; this one's own if there is none. */
function otherWord(pictures: readonly Picture[], { labels }: Picture, int: (n: number) => number): string {
  const others = pictures.filter((other) => !other.labels.some((label) => labels.includes(label)));
  return others[int(Math.max(1, others.length))]?.labels[0] ?? labels[0]!;
}
