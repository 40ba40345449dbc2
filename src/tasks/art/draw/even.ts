/** Drawings of symmetric sketches, whose right half is the mirror picture of the left one, character by character. */
import { axisInk } from "../../../rasterise/ink.ts";
import { mirrorCharacter } from "../../../rasterise/sketch/mirror.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";

/**
 * Whether a row of `width` cells that begins with `line` can still be its own mirror picture when `text` follows: a character,
 * spaces, or a line break, behind which all is blank. The character in the middle must look the same in a mirror.
 */
export function staysEven(line: string, text: string, width: number): boolean {
  const written = line.length, blank = text === "\n";
  const at = (column: number) => column < written ? line[column]! : blank ? " " : text[column - written]!;
  const end = blank ? width : written + text.length;
  for (let column = Math.max(written, width >> 1); column < end; column++) {
    if (at(column) !== mirrorCharacter(at(width - 1 - column))) return false;
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
