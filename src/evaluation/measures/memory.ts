import type { SketchBook } from "../../tasks/art/album/book.ts";
import { unpackSketch } from "../../rasterise/sketch/sketch.ts";
import { wrongPixels } from "../../rasterise/sketch/wrong.ts";
import type { Album } from "../../tasks/art/album/pictures.ts";
import { mean, median } from "../statistics.ts";

/** How true some sketches are: pixels that differ from the pictures they were learned from. */
export interface Truth {
  sketches: number;
  mean: number;
  /** Mean of those that are more than a pixel away from all ink of the other. */
  far: number;
  median: number;
  /** Nine in ten sketches have no more. */
  ninetieth: number;
  /** Share of sketches without a wrong pixel. */
  exact: number;
}

/** How true the sketches are that a model remembers. */
export interface Memory {
  /** Pictures of the corpus that show a word. */
  pictures: number;
  all: Truth;
  /** By the number that a picture has among its word's, in ranges. */
  byNumber: (Truth & { from: number; to: number })[];
}

/** Numbers that are told of together, by the first of each. */
const RANGES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 17];

/**
 * Compares sketches with the pictures of the album that they were learned from: of all pictures of some words, evenly picked
 * so that there are about `limit` sketches. Each counts as its users get it, codes rounded.
 */
export async function measureMemory(
  book: SketchBook,
  { labels, pictures, sketches }: Album,
  { limit, onWord }: { limit: number; onWord?: (done: number, total: number) => void | Promise<void> },
): Promise<Memory> {
  const words = Object.entries(pictures).flatMap(([style, known]) =>
    known.flatMap((found, word) => found.length === 0 ? [] : [{ style, word: labels[word]!, found }])
  );
  const all = words.reduce((sum, { found }) => sum + found.length, 0);
  const step = Math.max(1, all / limit);
  const wrong: { number: number; pixels: number; far: number }[] = [];
  const count = Math.ceil(words.length / step);
  for (let at = 0; at < count; at++) {
    const { style, word, found } = words[Math.floor(at * step)]!;
    found.forEach((picture, place) => {
      const { bits } = book.sketch({ word, style, seed: place + 1, variation: 0 });
      const { all, far } = wrongPixels(bits, unpackSketch(sketches[picture]!));
      wrong.push({ number: place + 1, pixels: all, far });
    });
    await onWord?.(at + 1, count);
  }
  const byNumber = RANGES.flatMap((from, i) => {
    const to = (RANGES[i + 1] ?? Infinity) - 1;
    const some = wrong.filter(({ number }) => number >= from && number <= to);
    return some.length === 0 ? [] : [{
      from,
      to: Math.min(to, Math.max(...some.map(({ number }) => number))),
      ...truthOf(some),
    }];
  });
  return {
    pictures: new Set(words.flatMap(({ found }) => found)).size,
    all: truthOf(wrong),
    byNumber,
  };
}

function truthOf(sketches: readonly { pixels: number; far: number }[]): Truth {
  const wrong = sketches.map(({ pixels }) => pixels);
  const sorted = wrong.toSorted((a, b) => a - b);
  return {
    sketches: wrong.length,
    mean: mean(wrong),
    far: mean(sketches.map(({ far }) => far)),
    median: median(wrong),
    ninetieth: sorted[Math.ceil(0.9 * sorted.length) - 1]!,
    exact: wrong.filter((pixels) => pixels === 0).length / wrong.length,
  };
}
