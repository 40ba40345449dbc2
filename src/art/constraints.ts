/** What a drawing may be: the user's limits, the sizes that meet them, and what may come next. Ratios are lines per column. */
import { UserError } from "../base/errors.ts";

/** Limits of a drawing: columns, lines, and characters in all, counting the line breaks between lines. */
export interface Limits {
  width: number;
  maxLines: number;
  /** Infinity for no limit. */
  maxChars: number;
}

/** Width and height of a grid. */
export interface Size {
  width: number;
  height: number;
}

/** Sketches whose drawing would be narrower than this in the given box are avoided, if any would be wider. */
const LEGIBLE_WIDTH = 4;
/** A drawing fills its box: it is at least this part of the largest feasible width. */
const FILL = 0.9;

/** Checks limits against the largest grid of the model. Throws a UserError of kind "usage" that names the limit. */
export function parseLimits(
  limits: { width: number; maxLines: number; maxChars?: number | undefined },
  grid: { maxWidth: number; maxHeight: number },
): Limits {
  const { width, maxLines, maxChars = Infinity } = limits;
  const check = (what: string, value: number, max: number) => {
    if (!Number.isInteger(value) || value < 1 || value > max) {
      throw new UserError("usage", `${what} must be a whole number from 1 to ${max}, not ${value}`);
    }
  };
  check("width", width, grid.maxWidth);
  check("max-lines", maxLines, grid.maxHeight);
  if (maxChars !== Infinity) check("max-chars", maxChars, Number.MAX_SAFE_INTEGER);
  return { width, maxLines, maxChars };
}

/** Characters of a full grid, line breaks between lines included. */
export function gridCharacters({ width, height }: Size): number {
  return width * height + height - 1;
}

function fits(size: Size, { width, maxLines, maxChars }: Limits): boolean {
  return size.width <= width && size.height <= maxLines && gridCharacters(size) <= maxChars;
}

/** Lines of a picture of a ratio at a width. */
export function linesAt(width: number, ratio: number): number {
  return Math.max(1, Math.round(width * ratio));
}

/** Largest width at which a picture of this ratio meets the limits; 0 if there is none. */
function largestWidth(ratio: number, limits: Limits): number {
  for (let width = limits.width; width > 0; width--) {
    if (fits({ width, height: linesAt(width, ratio) }, limits)) return width;
  }
  return 0;
}

/** Which of the ratios (indices) make a legible drawing within the limits; at least one of them. */
export function feasibleRatios(ratios: readonly number[], limits: Limits): number[] {
  const widths = ratios.map((ratio) => largestWidth(ratio, limits));
  const enough = Math.min(LEGIBLE_WIDTH, Math.max(...widths));
  return [...widths.keys()].filter((index) => widths[index]! >= enough);
}

/** Widths from which to choose: those that nearly fill the limits. At least one; 1 when the ratio fits nowhere. */
export function feasibleWidths(ratio: number, limits: Limits): number[] {
  const largest = largestWidth(ratio, limits);
  const widths: number[] = [];
  for (let width = Math.max(1, Math.ceil(FILL * largest)); width <= largest; width++) {
    if (fits({ width, height: linesAt(width, ratio) }, limits)) widths.push(width);
  }
  return widths.length > 0 ? widths : [1];
}

/** Heights from which to choose at a width: within a line of the ratio, and inside the limits. At least one. */
export function feasibleHeights(width: number, ratio: number, limits: Limits): number[] {
  const lines = linesAt(width, ratio);
  const heights = [lines - 1, lines, lines + 1].filter((height) =>
    height >= 1 && fits({ width, height }, limits)
  );
  if (heights.length > 0) return heights;
  let height = limits.maxLines;
  while (height > 1 && !fits({ width, height }, limits)) height--;
  return [height];
}

/** Where a drawing stands: the next cell, its grid, and the characters written so far, line breaks included. */
export interface Progress extends Size {
  row: number;
  column: number;
  written: number;
}

/** What may come next: at most so many cells in this row, a line break, the end. */
export interface Moves {
  cells: number;
  lineBreak: boolean;
  end: boolean;
}

/**
 * What may come next: cells that fit the row and what is left of `maxChars`; a line break unless this is the last row;
 * the end in the last row only, or when nothing else is lawful.
 */
export function nextMoves({ row, column, width, height, written }: Progress, maxChars: number): Moves {
  const left = maxChars - written;
  const cells = Math.max(0, Math.min(width - column, left));
  const lastRow = row >= height - 1;
  const lineBreak = !lastRow && left >= 1;
  return { cells, lineBreak, end: lastRow || (cells === 0 && !lineBreak) };
}

/** Drops trailing spaces, blank lines at both ends and blank columns at the left. */
export function trimDrawing(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/ +$/, ""));
  while (lines.at(-1) === "") lines.pop();
  while (lines[0] === "") lines.shift();
  const indents = lines.filter((line) => line !== "").map((line) => line.search(/[^ ]/));
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(indent));
}
