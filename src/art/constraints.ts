/** What a drawing may be: the user's limits, the sizes that meet them, and the tokens that may come next. */
import { UserError } from "../errors.ts";
import { ASPECT_BINS, aspectRatio, type CharacterTokenizer } from "../tokenizer/character.ts";

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

/** Lines of a picture of an aspect at a width. */
export function linesAt(width: number, aspect: number): number {
  return Math.max(1, Math.round(width * aspectRatio(aspect)));
}

/** Largest width at which a picture of this aspect meets the limits; 0 if there is none. */
export function largestWidth(aspect: number, limits: Limits): number {
  for (let width = limits.width; width > 0; width--) {
    if (fits({ width, height: linesAt(width, aspect) }, limits)) return width;
  }
  return 0;
}

/** Aspect bins of which a legible drawing meets the limits; at least one. */
export function feasibleAspects(limits: Limits): number[] {
  const widths = Array.from({ length: ASPECT_BINS }, (_, aspect) => largestWidth(aspect, limits));
  const enough = Math.min(LEGIBLE_WIDTH, Math.max(...widths));
  return [...widths.keys()].filter((aspect) => widths[aspect]! >= enough);
}

/** Widths from which to choose: those that nearly fill the limits. At least one; 1 when the aspect fits nowhere. */
export function feasibleWidths(aspect: number, limits: Limits): number[] {
  const largest = largestWidth(aspect, limits);
  const widths: number[] = [];
  for (let width = Math.max(1, Math.ceil(FILL * largest)); width <= largest; width++) {
    if (fits({ width, height: linesAt(width, aspect) }, limits)) widths.push(width);
  }
  return widths.length > 0 ? widths : [1];
}

/** Heights from which to choose at a width: within a line of the aspect, and inside the limits. At least one. */
export function feasibleHeights(width: number, aspect: number, limits: Limits): number[] {
  const lines = linesAt(width, aspect);
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

/**
 * The tokens that may come next: characters and runs of spaces that fit the row and what is left of `maxChars`; a
 * line break unless this is the last row; <eos> in the last row only, or when nothing else is lawful.
 */
export function nextTokens(tokenizer: CharacterTokenizer, progress: Progress, maxChars: number): number[] {
  const { row, column, width, height, written } = progress;
  const left = maxChars - written;
  const room = Math.min(width - column, left);
  const { characterStart, runStart } = tokenizer;
  const tokens: number[] = [];
  const lastRow = row >= height - 1;
  if (lastRow) tokens.push(tokenizer.eos);
  else if (left >= 1) tokens.push(tokenizer.newline);
  if (room >= 1) { for (let token = characterStart; token < runStart; token++) tokens.push(token); }
  tokenizer.data.spaceRuns.forEach((length, i) => {
    if (length <= room) tokens.push(runStart + i);
  });
  return tokens.length > 0 ? tokens : [tokenizer.eos];
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
