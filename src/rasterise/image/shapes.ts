/** Glyphs by their shapes, to be compared with cells of a picture. */
import { CELL_HEIGHT as GLYPH_HEIGHT, CELL_WIDTH as GLYPH_WIDTH, glyphCoverage } from "../coverage.ts";
import { resize } from "./bitmap.ts";
import { boxInk } from "./box.ts";
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH } from "./grid.ts";
import { smooth } from "./smooth.ts";

/** Room in pixels around a cell for a glyph that is moved, and blurred. */
const REACH = 4;

/** Ink of a character's glyph in the pixels of a cell, each value 0 to 1; blank for what is neither ASCII nor box drawing. */
export function glyphInk(character: string): Float32Array {
  const data = glyphCoverage(character), glyph = { width: GLYPH_WIDTH, height: GLYPH_HEIGHT, data };
  return boxInk(character) ?? resize(glyph, CELL_WIDTH, CELL_HEIGHT).data;
}

/** Glyphs as an eye sees them that blurs by a pixel; a character is there once for each place at which it may stand for a shape. */
export interface Shapes {
  characters: string[];
  /** `CELL_AREA` values a glyph. */
  seen: Float32Array;
  /** Sum of squares of each glyph's values, and what it costs to use it. */
  energy: Float32Array;
}

/** A glyph that also stands for what lies `dx`, `dy` pixels beside it, at a cost. */
export interface Candidate {
  character: string;
  dx?: number;
  dy?: number;
  cost?: number;
}

/** The shapes of characters. */
export function shapesOf(candidates: readonly Candidate[]): Shapes {
  const seen = new Float32Array(candidates.length * CELL_AREA), energy = new Float32Array(candidates.length);
  const width = CELL_WIDTH + 2 * REACH, height = CELL_HEIGHT + 2 * REACH;
  candidates.forEach(({ character, dx = 0, dy = 0, cost = 0 }, g) => {
    const ink = glyphInk(character), field = new Float32Array(width * height);
    for (let y = 0; y < CELL_HEIGHT; y++) {
      const row = (y + REACH + dy) * width + REACH + dx;
      field.set(ink.subarray(y * CELL_WIDTH, (y + 1) * CELL_WIDTH), row);
    }
    const soft = smooth(field, width, height);
    energy[g] = cost;
    for (let i = 0; i < CELL_AREA; i++) {
      const value = soft[(Math.floor(i / CELL_WIDTH) + REACH) * width + REACH + i % CELL_WIDTH]!;
      seen[g * CELL_AREA + i] = value;
      energy[g]! += value * value;
    }
  });
  return { characters: candidates.map(({ character }) => character), seen, energy };
}

/** How much a glyph differs from a cell, the cell's own square left out. */
export function misfit({ seen, energy }: Shapes, glyph: number, cell: Float32Array): number {
  let fit = 0;
  for (let i = 0, at = glyph * CELL_AREA; i < CELL_AREA; i++) fit += cell[i]! * seen[at + i]!;
  return energy[glyph]! - 2 * fit;
}

/** Copies the cell whose top left pixel is `at` out of a plane of that width. */
export function readCell(plane: Float32Array, width: number, at: number, cell: Float32Array): void {
  for (let y = 0, i = 0; y < CELL_HEIGHT; y++) {
    for (let x = 0; x < CELL_WIDTH; x++) cell[i++] = plane[at + y * width + x]!;
  }
}
