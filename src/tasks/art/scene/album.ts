/** The pictures of a model's album, as scenes take them. */
import { aspectRatio } from "../../../tokenizer/grid/grid.ts";
import { type SketchBook, type SketchRequest, turnOf } from "../album/book.ts";
import { CELL } from "./by_hand.ts";
import type { Pictures } from "./choose.ts";

/** Rounds that are told apart of those that seeds go through pictures. */
const ROUNDS = 2 ** 20;

/** The pictures of a word for a scene, varied by the seed where they are. */
export function picturesOf(
  book: SketchBook,
  { word, style, seed, variation }: SketchRequest,
): Pictures {
  const count = book.count(word, style);
  return {
    count,
    first: book.firstLearned(word, style),
    look(index, isVaried) {
      const round = isVaried ? 1 + turnOf(seed) % ROUNDS : 0;
      const { bits, aspect } = book.sketch({
        word,
        style,
        seed: index + 1 + round * count,
        variation,
        browsing: true,
      });
      return {
        ...{ bits, ratio: aspectRatio(aspect) * CELL, picture: index + 1 },
        ...isVaried && { varied: true },
      };
    },
  };
}
