import stringWidth from "string-width";

/** All of it is as wide as it has characters. */
const NARROW = /^[\u0020-\u02ff\u2500-\u259f\u2800-\u28ff]*$/;

/** Columns of a line on a terminal; drawings have one a character, what is said in them need not. */
export const widthOf = (line: string): number => NARROW.test(line) ? line.length : stringWidth(line);

/** Columns of the longest line. */
export function columnsOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map(widthOf));
}

/** A line with blanks behind it, so many columns wide. */
export const padded = (line: string, columns: number): string =>
  line + " ".repeat(Math.max(0, columns - widthOf(line)));
