import { gridCharacters, type Limits, linesAt, type Size } from "../../../art/constraints.ts";
import {
  align,
  type Alignment,
  type Border,
  border,
  borderSize,
  type Charset,
  charset,
  invert,
} from "../../../art/frame.ts";
import type { Place } from "../../../art/colouring.ts";
import { sizeOfWords, widthWithWords, withWords, type Words } from "../../../art/bubble.ts";
import { columnsOf } from "../../../art/lines.ts";
import { UserError } from "../../../base/errors.ts";
import { beside, GAP, THUMBNAIL, thumbnail } from "./thumbnail.ts";

/** What becomes of a drawing before it is printed, in the order in which it is done. */
export interface Layout {
  invert: boolean;
  charset: Charset;
  /** The sketch beside the drawing. */
  sketch: boolean;
  /** What is said, thought, or written below, the bubble nearest to the drawing. */
  words?: readonly Words[];
  border?: Border | undefined;
  align: Alignment;
}

/** A layout, the limits of the finished output, and the largest drawing that the model makes. */
export interface Page {
  layout: Layout;
  limits: Limits;
  grid: Size;
}

/**
 * Columns and lines that a layout adds to every drawing, and characters beyond these; words are as wide as they may be, their
 * lines hang on `columns`.
 */
export function overhead({ border, sketch, words = [] }: Layout, columns: number): Size & { marks: number } {
  const { width, height } = borderSize(border);
  const said = words.map((each) => sizeOfWords(each, columns - width));
  return {
    width: width + (sketch ? THUMBNAIL.width + GAP : 0),
    height: said.reduce((sum, each) => sum + each.height, height),
    marks: said.reduce((sum, { marks }) => sum + marks, 0),
  };
}

/** Columns and lines that a layout leaves to the drawing. */
export function innerSize({ layout, limits, grid }: Page): { width: number; maxLines: number } {
  const { width, height } = overhead(layout, limits.width);
  return {
    width: Math.min(grid.width, limits.width - width),
    maxLines: Math.min(grid.height, limits.maxLines - height),
  };
}

/** Size of the finished output of a drawing, and the most characters that it can have. */
function finishedSize({ layout, limits }: Page, { width, height }: Size): Size & { characters: number } {
  const added = overhead(layout, limits.width), around = borderSize(layout.border).width;
  const columns = around +
    (layout.words ?? []).reduce(
      (columns, words) => widthWithWords(words, columns, limits.width - around),
      width + added.width - around,
    );
  const lines = (layout.sketch ? Math.max(height, THUMBNAIL.height) : height) + added.height;
  const padded = layout.align === "left" ? columns : limits.width;
  return {
    width: columns,
    height: lines,
    characters: gridCharacters({ width: padded, height: lines }) + added.marks,
  };
}

function fits(page: Page, drawing: Size): boolean {
  const { width, height, characters } = finishedSize(page, drawing);
  const { limits } = page;
  return width <= limits.width && height <= limits.maxLines && characters <= limits.maxChars;
}

/** A drawing that is worth having words at. */
const WORTH = { width: 8, height: 4 };

/** Whether there is room for what stands around a drawing, and for the drawing. */
export const hasRoom = (page: Page): boolean => fits(page, WORTH);

/** Throws a UserError of kind "usage" when not even the smallest drawing meets the limits with its surroundings. */
export function checkLayout(page: Page): void {
  const { layout, limits } = page;
  const smallest = { width: 1, height: 1 };
  if (fits(page, smallest)) return;
  const { width, height, characters } = finishedSize(page, smallest);
  const surroundings = [
    ...layout.sketch ? ["--sketch"] : [],
    ...(layout.words ?? []).map(({ kind }) => `--${kind}`),
    ...layout.border === undefined ? [] : ["--border"],
    ...layout.align === "left" ? [] : ["--align"],
  ].join(" with ");
  const [option, least, given] = width > limits.width
    ? ["--width", width, limits.width]
    : height > limits.maxLines
    ? ["--max-lines", height, limits.maxLines]
    : ["--max-chars", characters, limits.maxChars];
  throw new UserError("usage", `${surroundings} needs ${option} ${least} or more, not ${given}`);
}

/** Whether nothing stands around a drawing. */
const isBare = ({ sketch, border, words, align }: Layout): boolean =>
  !sketch && border === undefined && !words?.length && align === "left";

/**
 * Limits of a drawing of `ratio` lines per column, such that whatever meets them also meets the limits of the page once
 * it is finished. The page must have passed `checkLayout`.
 */
export function drawingLimits(page: Page, ratio: number): Limits {
  const { layout, limits } = page;
  const inner = innerSize(page);
  // Without surroundings a drawing counts its own characters, which leaves it more room than a box would.
  if (isBare(layout)) {
    return { ...inner, maxChars: limits.maxChars };
  }
  let { width, maxLines } = inner;
  while (width > 1 && !fits(page, { width, height: linesAt(width, ratio) })) width--;
  while (maxLines > 1 && !fits(page, { width, height: maxLines })) maxLines--;
  return { width, maxLines, maxChars: Infinity };
}

/** A drawing in the characters of a layout, with which words have nothing to do. */
export const inCharacters = ({ layout }: Page, lines: readonly string[]): string[] =>
  charset(layout.invert ? invert(lines) : lines, layout.charset);

/** The finished lines of a drawing that has its characters already, of a sketch if there is one. */
export function finish({ layout, limits }: Page, lines: readonly string[], sketch?: Uint8Array): string[] {
  let finished = [...lines];
  if (layout.sketch && sketch !== undefined) {
    finished = beside(thumbnail(sketch, layout.charset === "ascii"), finished);
  }
  const inner = limits.width - borderSize(layout.border).width;
  for (const each of layout.words ?? []) finished = withWords(finished, each, inner);
  if (layout.border !== undefined) finished = border(finished, layout.border);
  return align(finished, limits.width, layout.align);
}

/** Where the lines of a drawing stand within its finished ones; undefined where they are all of them, or cannot be found. */
export function placeIn(
  { layout }: Page,
  wanted: readonly string[],
  finished: readonly string[],
): Place | undefined {
  if (isBare(layout)) return undefined;
  const [width, height] = [columnsOf(wanted), wanted.length];
  const characters = finished.map((line) => Array.from(line));
  const stands = (row: number, column: number) =>
    wanted.every((line, i) =>
      Array.from(line).every((character, j) => (characters[row + i]?.[column + j] ?? " ") === character)
    );
  for (let row = finished.length - height; row >= 0; row--) {
    for (let column = columnsOf(finished) - width; column >= 0; column--) {
      if (stands(row, column)) return { column, row, width, height };
    }
  }
  return undefined;
}
