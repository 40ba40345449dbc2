/** Glyphs by their shapes, to be compared with cells of a picture. */
import { CELL_HEIGHT as GLYPH_HEIGHT, CELL_WIDTH as GLYPH_WIDTH, glyphCoverage } from "../coverage.ts";
import { resizer } from "./formats/bitmap.ts";
import { boxInk } from "./box.ts";
import * as kernels from "./assembly/kernels.wasm";
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { floatsAt, type Place, planeOf, scope, wholeAt, wholeOf, zeros } from "./memory.ts";
import { smooth } from "./smooth.ts";

/** Room in pixels around a cell for a glyph that is moved, and blurred. */
const REACH = 4;

const toCell = resizer(
  { width: GLYPH_WIDTH, height: GLYPH_HEIGHT },
  { width: CELL_WIDTH, height: CELL_HEIGHT },
);
const known = new Map<string, Float32Array>();

/** Ink of a character's glyph in the pixels of a cell, each value 0 to 1; blank for what is neither ASCII nor box drawing. */
function glyphInk(character: string): Float32Array {
  let ink = known.get(character);
  if (ink === undefined) {
    known.set(character, ink = boxInk(character) ?? toCell(glyphCoverage(character)));
  }
  return ink;
}

/** Glyphs as an eye sees them that blurs by a pixel. */
export interface Shapes {
  count: number;
  /** `CELL_AREA` values a glyph. */
  seen: Place;
  /** Sum of squares of each glyph's values, and what it costs to use it. */
  energy: Place;
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
  // All in one column, with room between them, so that they are blurred at once.
  const width = CELL_WIDTH + 2 * REACH, height = CELL_HEIGHT + 2 * REACH;
  const field = new Float32Array(width * height * candidates.length);
  candidates.forEach(({ character, dx = 0, dy = 0 }, g) => {
    const ink = glyphInk(character);
    for (let y = 0; y < CELL_HEIGHT; y++) {
      const at = (g * height + y + REACH + dy) * width + REACH + dx;
      field.set(ink.subarray(y * CELL_WIDTH, (y + 1) * CELL_WIDTH), at);
    }
  });
  const soft = scope(() => {
    const place = smooth(planeOf(field), width, height * candidates.length);
    return floatsAt(place, field.length).slice();
  });
  const inks = candidates.map((_, g) => {
    const ink = new Float32Array(CELL_AREA);
    for (let y = 0; y < CELL_HEIGHT; y++) {
      const at = (g * height + y + REACH) * width + REACH;
      ink.set(soft.subarray(at, at + CELL_WIDTH), y * CELL_WIDTH);
    }
    return ink;
  });
  return shapesFrom(inks, candidates.map(({ cost = 0 }) => cost));
}

/** Shapes of the ink in the pixels of a cell, and what each costs. */
export function shapesFrom(inks: readonly Float32Array[], costs: readonly number[] = []): Shapes {
  const seen = zeros(inks.length * CELL_AREA), energy = zeros(inks.length);
  inks.forEach((ink, g) => {
    floatsAt(seen + g * CELL_AREA * 4, CELL_AREA).set(ink);
    floatsAt(energy, inks.length)[g] = ink.reduce((sum, value) => sum + value * value, costs[g] ?? 0);
  });
  return { count: inks.length, seen, energy };
}

/** How cells are matched with shapes. */
export interface Matching {
  /** Range of values inside a cell from which its shape is looked at. */
  happening: number;
  /** How much better than the glyph that a cell has already another must fit. */
  better: number;
  /** Of the shapes, so many of the first may be taken. */
  candidates: number;
}

/** The shape that fits each cell of a plane best, where `chosen` has what it is to be otherwise, or -1. */
export function matchCells(
  plane: Place,
  { columns, rows }: Cells,
  { seen, energy }: Shapes,
  { happening, better, candidates }: Matching,
  chosen: ArrayLike<number>,
): Int32Array {
  return scope(() => {
    const place = wholeOf(chosen);
    kernels.matchCells(plane, columns, rows, seen, energy, candidates, happening, better, place);
    return wholeAt(place, columns * rows).slice();
  });
}
