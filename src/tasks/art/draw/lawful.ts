import {
  feasibleHeights,
  feasibleRatios,
  feasibleWidths,
  type Limits,
  type Moves,
} from "../../../art/constraints.ts";
import { FEW_COLUMNS, SMALL_COLUMNS } from "../../../art/few.ts";
import { ASPECT_BINS, aspectRatio, type GridTokenizer } from "../../../tokenizer/grid/grid.ts";

/** Lines per column of a usual picture. */
const USUAL_RATIO = 0.5;

/** Columns of a usual picture that fills the limits. */
export const usualColumns = (limits: Limits): number => Math.max(...feasibleWidths(USUAL_RATIO, limits));

/** Whether so little room is left that a picture's details are lost. */
export const isSmall = (limits: Limits): boolean => usualColumns(limits) <= SMALL_COLUMNS;

/** Whether a drawing has so few characters that a slip in one of them is not made good by others. */
export const hasFewCells = (limits: Limits): boolean => usualColumns(limits) <= FEW_COLUMNS;

/** Of the aspects of which a legible drawing meets the limits, the one nearest to that of a picture. */
export function lawfulAspect(aspect: number, limits: Limits): number {
  const ratios = Array.from({ length: ASPECT_BINS }, (_, bin) => aspectRatio(bin));
  const distance = (bin: number) => Math.abs(bin - aspect);
  return feasibleRatios(ratios, limits).reduce((best, bin) => distance(bin) < distance(best) ? bin : best);
}

/** Widths at which a drawing of this aspect fills the limits; with `odd` those that have a column in the middle, if there are any. */
export function widthTokens(
  tokenizer: GridTokenizer,
  aspect: number,
  limits: Limits,
  odd = false,
): number[] {
  const widths = feasibleWidths(aspectRatio(aspect), limits);
  const withMiddle = odd ? widths.filter((width) => width % 2 === 1) : [];
  return (withMiddle.length > 0 ? withMiddle : widths).map(tokenizer.widthToken);
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
