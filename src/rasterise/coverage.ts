import table from "./coverage.json" with { type: "json" };

/** Cell of a glyph in pixels, half of the 10×20 that glyphs are designed on. */
export const CELL_WIDTH = 5;
export const CELL_HEIGHT = 10;
const FIRST = 32;
const LEVELS = 9;
const known = new Map<string, Float32Array>();

/**
 * Ink of a printable character's glyph in a cell of 5×10, each value 0 to 1; blank for other characters. From a table of
 * DejaVu Sans Mono, so that neither font nor renderer is needed where drawings are made.
 */
export function glyphCoverage(character: string): Float32Array {
  let cell = known.get(character);
  if (!cell) {
    const digits = table.cells[character.charCodeAt(0) - FIRST] ?? "";
    cell = new Float32Array(table.width * table.height);
    for (let i = 0; i < digits.length; i++) cell[i] = Number(digits[i]) / LEVELS;
    known.set(character, cell);
  }
  return cell;
}
