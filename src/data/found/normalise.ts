import { inkOf } from "../quality/text.ts";

/** Largest drawing of the corpus, in characters. */
export const MAX_WIDTH = 80;
export const MAX_HEIGHT = 48;

const MIN_INK = 6;

/** Normalised art: lines joined by "\n", with its size in characters. */
export interface Normalised {
  art: string;
  width: number;
  height: number;
}

/**
 * Art without trailing spaces and blank border rows and columns; undefined where it is not printable ASCII, larger
 * than 80×48, of fewer than `minHeight` lines, or nearly blank.
 */
export function normalise(lines: readonly string[], minHeight = 2): Normalised | undefined {
  const rows = lines.map((line) => line.trimEnd());
  while (rows.length > 0 && rows[0] === "") rows.shift();
  while (rows.length > 0 && rows.at(-1) === "") rows.pop();
  if (rows.length === 0 || rows.some((row) => !/^[ -~]*$/.test(row))) return undefined;
  const indent = Math.min(...rows.filter((row) => row !== "").map((row) => row.search(/\S/)));
  const trimmed = rows.map((row) => row.slice(indent));
  const width = Math.max(...trimmed.map((row) => row.length));
  const height = trimmed.length;
  const ink = trimmed.reduce((sum, row) => sum + inkOf(row), 0);
  if (width > MAX_WIDTH || height > MAX_HEIGHT || width < 3 || height < minHeight || ink < MIN_INK) {
    return undefined;
  }
  return { art: trimmed.join("\n"), width, height };
}
