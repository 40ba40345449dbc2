import { forward, type Sequence } from "../inference/forward.ts";
import type { ModelSession } from "../inference/session.ts";
import { drawingState, prefixTokens, type Prompt, sketchState } from "../model/features.ts";
import { random } from "../random.ts";
import { sketchToPatches } from "../tokenizer/character.ts";
import type { Dataset, Picture, Piece } from "../training/dataset.ts";

/** How well a model predicts pictures: both passes, given the true word and style. */
export interface Likelihood {
  pictures: number;
  /** Mean negative log-likelihood of a patch of the sketch, in nats. */
  natsPerPatch: number;
  /** Bits per character of the drawing, given its true sketch; size tokens and the end count as well. */
  bitsPerCharacter: number;
  /** The same with a blank sketch: what the sketch is worth. */
  bitsPerCharacterBlank: number;
}

/** Measures one drawing of each picture, at most `limit` pictures chosen by the seed. */
export async function measureLikelihood(
  session: ModelSession,
  dataset: Dataset,
  options: { limit: number; seed: number; onPicture?: (done: number) => void },
): Promise<Likelihood> {
  const rng = random(options.seed, 1);
  const pictures = shuffled(dataset.pictures, rng.next).slice(0, options.limit);
  let [patchNats, patches, drawingNats, blankNats, characters] = [0, 0, 0, 0, 0];
  for (const [done, picture] of pictures.entries()) {
    const piece = picture.pieces[rng.int(picture.pieces.length)]!;
    const prompt = promptOf(session, picture);
    const sketch = sketchSequence(session, prompt, picture);
    patchNats += await negativeLogLikelihood(
      session,
      sketch,
      session.tokenizer.sketchStart,
      session.tokenizer.aspectStart,
    );
    patches += sketch.targets.length;
    const bits = piece.mirrored ? picture.mirroredSketch : picture.sketch;
    const drawn = drawingSequence(session, prompt, picture, piece, bits);
    drawingNats += await negativeLogLikelihood(session, drawn, 0, session.tokenizer.sketchStart);
    const blank = drawingSequence(session, prompt, picture, piece, new Uint8Array(bits.length));
    blankNats += await negativeLogLikelihood(session, blank, 0, session.tokenizer.sketchStart);
    characters += piece.characters;
    options.onPicture?.(done + 1);
  }
  return {
    pictures: pictures.length,
    natsPerPatch: patchNats / patches,
    bitsPerCharacter: drawingNats / characters / Math.LN2,
    bitsPerCharacterBlank: blankNats / characters / Math.LN2,
  };
}

interface Scored extends Sequence {
  /** The last tokens of the sequence and one beyond: what is predicted. */
  targets: number[];
}

function promptOf({ tokenizer, config }: ModelSession, { labels, style }: Picture): Prompt {
  return {
    style: tokenizer.styleToken(style),
    characters: tokenizer.encodePrompt(labels[0]!, config.promptLength),
    label: config.labels.indexOf(labels[0]!),
  };
}

function sketchSequence({ tokenizer, layout }: ModelSession, prompt: Prompt, { sketch }: Picture): Scored {
  const targets = Array.from(sketchToPatches(sketch), (kind) => tokenizer.sketchStart + kind);
  const tokens = [...prefixTokens(tokenizer, prompt), ...targets.slice(0, -1)];
  return { tokens, targets, state: sketchState(layout, tokenizer, prompt) };
}

function drawingSequence(
  { tokenizer, layout }: ModelSession,
  prompt: Prompt,
  picture: Picture,
  piece: Piece,
  sketch: Uint8Array,
): Scored {
  const body = [tokenizer.widthToken(piece.width), tokenizer.heightToken(piece.height), ...piece.tokens];
  const state = drawingState(layout, tokenizer, prompt, sketch, picture.aspect);
  return { tokens: [...prefixTokens(tokenizer, prompt), ...body], targets: [...body, tokenizer.eos], state };
}

/** Sum over the targets, with the softmax over the tokens from `start` up to `end` only. */
async function negativeLogLikelihood(
  session: ModelSession,
  { targets, ...sequence }: Scored,
  start: number,
  end: number,
) {
  const [logits] = await forward(session, [sequence], false);
  const vocabulary = session.tokenizer.vocabularySize;
  const first = sequence.tokens.length - targets.length;
  let nats = 0;
  for (const [i, target] of targets.entries()) {
    const row = logits!.subarray((first + i) * vocabulary + start, (first + i) * vocabulary + end);
    const highest = row.reduce((max, value) => Math.max(max, value), -Infinity);
    const sum = row.reduce((total, value) => total + Math.exp(value - highest), 0);
    nats += highest + Math.log(sum) - row[target - start]!;
  }
  return nats;
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items.map((item) => ({ item, key: next() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}
