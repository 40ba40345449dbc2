/** Drawings of symmetric sketches, whose right half is the mirror picture of the left one, character by character. */
import { axisInk } from "../../../rasterise/ink.ts";
import { mirrorCharacter } from "../../../rasterise/sketch/mirror.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";

/**
 * Whether a row of `width` cells that begins with `line` can still be its own mirror picture when `text` follows: a character,
 * spaces, or a line break, behind which all is blank. The character in the middle must look the same in a mirror.
 */
export function staysEven(line: string, text: string, width: number): boolean {
  const known = text === "\n" ? line.padEnd(width) : line + text;
  for (let column = Math.max(line.length, width >> 1); column < known.length; column++) {
    if (known[column] !== mirrorCharacter(known[width - 1 - column]!)) return false;
  }
  return true;
}

/** Of some tokens, by their texts, those that keep a row even; all where none does. */
export function evenTokens(
  tokens: readonly number[],
  textOf: (token: number) => string,
  line: string,
  width: number,
): readonly number[] {
  const even = tokens.filter((token) => staysEven(line, textOf(token), width));
  return even.length > 0 ? even : tokens;
}

/** Whether a line runs along the axis of a symmetric sketch: an odd number of columns has a place for it, in the middle. */
export function hasAxis(sketch: Uint8Array): boolean {
  const side = sideOf(sketch);
  return axisInk({ data: sketch, width: side, height: side });
}
