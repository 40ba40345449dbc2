/** Lines of a drawing, and of words at it, in columns of a terminal. */

/** All of it is as wide as it has characters. */
const NARROW = /^[\u0020-\u02ff\u2500-\u259f\u2800-\u28ff]*$/;

/** Knows other characters. Drawings have none of them, and to load it takes a twelfth of the time in which a cat is drawn. */
let wide: typeof import("./graphemes.ts") | undefined;

/** Makes ready to measure some lines; unless they have been made ready, characters count as a column each. */
export async function loadWidths(lines: readonly string[]): Promise<void> {
  if (!lines.every((line) => NARROW.test(line))) wide ??= await import("./graphemes.ts");
}

export const widthOf = (line: string): number =>
  wide === undefined || NARROW.test(line) ? line.length : wide.columnsOf(line);

/** What a reader takes for one character each. */
export const charactersOf = (line: string): string[] =>
  wide === undefined || NARROW.test(line) ? [...line] : Array.from(wide.graphemes(line), ({ text }) => text);

/** What a reader takes for one character, where it stands in its line. */
export interface Standing {
  text: string;
  /** The column that it begins in. */
  column: number;
  /** Code points before it: colours are counted by these. */
  index: number;
}

/** The characters of a line, with where each of them stands. */
export function standing(line: string): Standing[] {
  let column = 0, index = 0;
  return charactersOf(line).map((text) => {
    const here = { text, column, index };
    column += widthOf(text);
    index += [...text].length;
    return here;
  });
}

/** Columns of the longest line. */
export function columnsOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map(widthOf));
}

/** Whether a character has no ink: Braille has a blank of its own. */
export const isBlank = (character: string): boolean => character === " " || character === "\u2800";

/** A line with blanks behind it, so many columns wide. */
export const padded = (line: string, columns: number): string =>
  line + " ".repeat(Math.max(0, columns - widthOf(line)));
