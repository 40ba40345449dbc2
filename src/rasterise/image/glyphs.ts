import { CELL_HEIGHT, CELL_WIDTH, glyphCoverage } from "../coverage.ts";
import { softGlyph } from "../soft_ink.ts";

export const CELL_AREA = CELL_WIDTH * CELL_HEIGHT;

/** How the eye blurs: the standard deviation of a Gaussian, in pixels of a cell of 5×10. */
export type Eye = number;

/** Glyphs as the matcher needs them; the blank is the first. */
export interface Glyphs {
  characters: string;
  eye: Eye;
  /** `CELL_AREA` values a glyph: its ink, 0 to 1. */
  ink: Float32Array;
  /** What the eye makes of each glyph and of the pixels around it, `reach` on each side. */
  seen: Float32Array;
  reach: number;
  /** Sum over pixels of glyph a times what the eye makes of glyph b, at `a * n + b`. */
  common: Float32Array;
}

/** Standard deviations from its centre on that a Gaussian is followed. */
const SPAN = 3;

/** Prepares glyphs for an eye. */
export function prepareGlyphs(characters: string, eye: Eye): Glyphs {
  const n = characters.length;
  const ink = new Float32Array(n * CELL_AREA);
  Array.from(characters, (character, g) => ink.set(glyphCoverage(character), g * CELL_AREA));
  const reach = Math.ceil(SPAN * eye);
  const width = CELL_WIDTH + 2 * reach, height = CELL_HEIGHT + 2 * reach;
  const seen = new Float32Array(n * width * height), common = new Float32Array(n * n);
  for (let g = 0; g < n; g++) {
    seen.set(
      softGlyph(ink.subarray(g * CELL_AREA, (g + 1) * CELL_AREA), eye, reach).data,
      g * width * height,
    );
  }
  for (let b = 0; b < n; b++) {
    for (let y = 0; y < CELL_HEIGHT; y++) {
      for (let x = 0; x < CELL_WIDTH; x++) {
        const value = seen[(b * height + reach + y) * width + reach + x]!;
        for (let a = 0; a < n; a++) common[a * n + b]! += ink[a * CELL_AREA + y * CELL_WIDTH + x]! * value;
      }
    }
  }
  return { characters, eye, ink, seen, reach, common };
}
