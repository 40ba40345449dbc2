import {
  feasibleHeights,
  feasibleRatios,
  feasibleWidths,
  type Limits,
  type Moves,
} from "../../../art/constraints.ts";
import { ASPECT_BINS, aspectRatio, type GridTokenizer } from "../../../tokenizer/grid/grid.ts";

/** Lines per column of a usual picture, and columns of it up to which a drawing is small. */
const USUAL_RATIO = 0.5, SMALL_COLUMNS = 16;

/** Whether so little room is left that a picture's details are lost: no more than 16 columns for a usual one. */
export const isSmall = (limits: Limits): boolean =>
  Math.max(...feasibleWidths(USUAL_RATIO, limits)) <= SMALL_COLUMNS;

/** Of the aspects of which a legible drawing meets the limits, the one nearest to that of a picture. */
export function lawfulAspect(aspect: number, limits: Limits): number {
  const ratios = Array.from({ length: ASPECT_BINS }, (_, bin) => aspectRatio(bin));
  const distance = (bin: number) => Math.abs(bin - aspect);
  return feasibleRatios(ratios, limits).reduce((best, bin) => distance(bin) < distance(best) ? bin : best);
}

/** Widths at which a drawing of this aspect fills the limits. */
export function widthTokens(tokenizer: GridTokenizer, aspect: number, limits: Limits): number[] {
  return feasibleWidths(aspectRatio(aspect), limits).map(tokenizer.widthToken);
}

/** Heights of a drawing of this aspect and width. */
export function heightTokens(
  tokenizer: GridTokenizer,
  width: number,
  aspect: number,
  limits: Limits,
): number[] {
  return feasibleHeights(width, aspectRatio(aspect), limits).map(tokenizer.heightToken);
}

/**
 * Tokens of a drawing's next moves; never <bos>, <sep>, <pad> or sizes. In increasing order. Runs of spaces take
 * at most `blank` cells.
 */
export function moveTokens(
  tokenizer: GridTokenizer,
  { cells, lineBreak, end }: Moves,
  blank = Infinity,
): number[] {
  const { eos, newline, characterStart, runStart, data } = tokenizer;
  const tokens: number[] = [];
  if (end) tokens.push(eos);
  if (lineBreak) tokens.push(newline);
  if (cells >= 1) { for (let token = characterStart; token < runStart; token++) tokens.push(token); }
  data.spaceRuns.forEach((length, i) => {
    if (length <= Math.min(cells, blank)) tokens.push(runStart + i);
  });
  return tokens;
}
