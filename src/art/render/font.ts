import { inflateSync } from "node:zlib";
import table from "./font.json" with { type: "json" };

/** Pixels of a cell. */
export const CELL_WIDTH = table.width;
export const CELL_HEIGHT = table.height;
/** Two pixels a byte, the left one in the upper four bits. */
export const ROW_BYTES = CELL_WIDTH / 2;

const CELL_BYTES = ROW_BYTES * CELL_HEIGHT;
let bitmaps: Uint8Array | undefined;

/** Where the bitmap of a character is, in characters; undefined when the font lacks it. */
function indexOf(code: number): number | undefined {
  let before = 0;
  for (const [first = 0, last = 0] of table.ranges) {
    if (code >= first && code <= last) return before + code - first;
    before += last - first + 1;
  }
}

/** The code of a character, of one that is put together that of the whole where there is one. */
const codeOf = (character: string): number => character.normalize("NFC").codePointAt(0) ?? 0;

/** Whether the font has a character, as a reader takes it for one. */
export const hasGlyph = (character: string): boolean =>
  [...character.normalize("NFC")].length === 1 && indexOf(codeOf(character)) !== undefined;

/**
 * Ink of a character of DejaVu Sans Mono, 0 to 15 a pixel: `CELL_HEIGHT` rows of `ROW_BYTES`. A question mark for a
 * character that the font lacks (`hasGlyph`). Made by scripts/font.ts.
 */
export function glyphBitmap(character: string): Uint8Array {
  bitmaps ??= inflateSync(Uint8Array.from(atob(table.deflated), (byte) => byte.charCodeAt(0)));
  const index = indexOf(codeOf(character)) ?? indexOf("?".charCodeAt(0))!;
  return bitmaps.subarray(index * CELL_BYTES, (index + 1) * CELL_BYTES);
}
