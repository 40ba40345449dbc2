import type { Random } from "../../base/random.ts";
import type { RealPicture, RealPiece } from "../corpus.ts";
import type { Work } from "../drawings.ts";

/** A box that a drawing must fit. */
export interface Box {
  width: number;
  maxLines: number;
}

/**
 * The baseline that needs no model: looks the word up in the training set and returns a picture of it. Pictures named
 * by the word come before those tagged with it, those of the style before others; one of the best is taken at random.
 * Undefined if no picture carries the word.
 */
export function retrieve(
  training: readonly RealPicture[],
  word: string,
  style: string,
  box: Box,
  { int }: Random,
): (Work & { picture: RealPicture }) | undefined {
  const value = (picture: RealPicture) =>
    (picture.labels[0] === word ? 1 : 0) + (picture.style === style ? 2 : 0);
  const carriers = training.filter(({ labels }) => labels.includes(word));
  const best = Math.max(...carriers.map(value));
  const choices = carriers.filter((picture) => value(picture) === best);
  const picture = choices[int(Math.max(1, choices.length))];
  if (picture === undefined) return undefined;
  return { word, picture, lines: pieceWithin(picture, box).lines, sketch: picture.sketch };
}

/** The widest drawing of a picture that fits a box, or else its narrowest. */
export function pieceWithin({ pieces }: RealPicture, { width, maxLines }: Box): RealPiece {
  const byWidth = pieces.toSorted((a, b) => a.width - b.width);
  return byWidth.findLast((piece) => piece.width <= width && piece.lines.length <= maxLines) ?? byWidth[0]!;
}
