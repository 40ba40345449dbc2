import { random } from "../../base/random.ts";
import type { RealPicture } from "../corpus.ts";
import { difference } from "../../rasterise/sketch/similarity.ts";
import { mean, shuffled } from "../statistics.ts";

/** Sketches that differ by more than this share of their ink are clearly different pictures. */
export const DIFFERENT = 0.3;

/** How different several pictures are. */
export interface Spread {
  pictures: number;
  /** Mean difference of two of them; null for a single one. */
  meanDifference: number | null;
  /** Clearly different pictures among them. */
  different: number;
}

/** How different the sketches of one word are: the model's, and as many training pictures that carry the word. */
export interface WordDiversity {
  word: string;
  drawn: Spread;
  corpus: Spread;
  /** Training pictures of the style that carry the word. */
  available: number;
}

/** Compares sketches of a word with at most as many of the training pictures of it in the style, taken at random. */
export function diversityOf(
  word: string,
  sketches: readonly Uint8Array[],
  training: readonly RealPicture[],
  style: string,
  seed: number,
): WordDiversity {
  const real = training.filter((picture) => picture.style === style && picture.labels.includes(word));
  const some = shuffled(real, random(seed, 5)).slice(0, sketches.length);
  return {
    word,
    drawn: spreadOf(sketches),
    corpus: spreadOf(some.map(({ sketch }) => sketch)),
    available: real.length,
  };
}

/** The spread of some sketches. A sketch that is clearly different from all counted before counts as another picture. */
export function spreadOf(sketches: readonly Uint8Array[]): Spread {
  const pairs: number[] = [];
  const leaders: Uint8Array[] = [];
  for (const [i, sketch] of sketches.entries()) {
    for (const earlier of sketches.slice(0, i)) pairs.push(difference(earlier, sketch));
    if (leaders.every((leader) => difference(leader, sketch) > DIFFERENT)) leaders.push(sketch);
  }
  return {
    pictures: sketches.length,
    meanDifference: pairs.length === 0 ? null : mean(pairs),
    different: leaders.length,
  };
}
