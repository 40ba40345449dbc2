import { drawingSequence, logLikelihoods, sketchSequence } from "../inference/likelihood.ts";
import type { ModelSession } from "../inference/session.ts";
import type { Prompt } from "../model/features.ts";
import { random } from "../random.ts";
import { PATCHES } from "../tokenizer/character.ts";
import type { Dataset, Picture } from "../training/dataset.ts";

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
  let [patchNats, drawingNats, blankNats, characters] = [0, 0, 0, 0];
  for (const [done, picture] of pictures.entries()) {
    const piece = picture.pieces[rng.int(picture.pieces.length)]!;
    const prompt = promptOf(session, picture);
    const bits = piece.mirrored ? picture.mirroredSketch : picture.sketch;
    const blankSketch = new Uint8Array(bits.length);
    const [sketch] = await logLikelihoods(session, [sketchSequence(session, prompt, picture.sketch)]);
    const [drawing, blank] = await logLikelihoods(session, [
      drawingSequence(session, prompt, bits, picture.aspect, piece),
      drawingSequence(session, prompt, blankSketch, picture.aspect, piece),
    ]);
    patchNats -= sketch!;
    drawingNats -= drawing!;
    blankNats -= blank!;
    characters += piece.characters;
    options.onPicture?.(done + 1);
  }
  return {
    pictures: pictures.length,
    natsPerPatch: patchNats / (pictures.length * PATCHES),
    bitsPerCharacter: drawingNats / characters / Math.LN2,
    bitsPerCharacterBlank: blankNats / characters / Math.LN2,
  };
}

function promptOf({ tokenizer, config }: ModelSession, { labels, style }: Picture): Prompt {
  return {
    style: tokenizer.styleToken(style),
    characters: tokenizer.encodePrompt(labels[0]!, config.promptLength),
    label: config.labels.indexOf(labels[0]!),
  };
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items.map((item) => ({ item, key: next() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}
