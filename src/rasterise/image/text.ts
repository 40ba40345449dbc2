/** Cells as characters: one of a ramp for a tone, the one whose shape fits where something happens inside a cell. */
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { type Dither, quantise } from "./dither.ts";
import { coverageOf, placeOn, type Ramp } from "./ramp.ts";
import { type Candidate, misfit, readCell, shapesOf } from "./shapes.ts";
import { smooth } from "./smooth.ts";

/** Ink of lines, which look like a glyph's stroke, and of full tone, a little more than the densest glyph has. */
const LINE_INK = 0.6, FULL_INK = 1.04;
/** Range of ink inside a cell from which its shape is looked at, and how much better than the ramp's a glyph must fit. */
const HAPPENING = 0.1, BETTER = 0.1;
/** Tones that differ by less are alike, so that a smooth area has one glyph; and how far, in lines, neighbours count. */
const ALIKE = 0.09;

/** What to draw in text: planes of 5×10 pixels a cell, and with what. */
export interface Text {
  cells: Cells;
  /** Ink of areas, 0 to 1. */
  tones: Float32Array;
  /** Strength of lines, 0 to 1. */
  lines: Float32Array;
  ramp: Ramp;
  /** Glyphs that may stand for a shape; none for a drawing in the ramp alone. */
  shapes: readonly Candidate[];
  dither: Dither;
}

/** One string of `columns` characters a row. */
export function drawText({ cells: { columns, rows }, tones, lines, ramp, shapes, dither }: Text): string[] {
  const width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT;
  const exact = cellMeans(tones, columns, rows);
  const means = dither === "none" ? calm(exact, columns, rows) : exact;
  const levels = quantise(means.map((mean) => placeOn(ramp, mean)), columns, ramp.characters.length, dither);
  const text = Array.from(
    { length: rows },
    (_, row) =>
      Array.from(levels.subarray(row * columns, (row + 1) * columns), (level) => ramp.characters[level]!),
  );
  if (shapes.length === 0) return text.map((line) => line.join(""));

  const glyphs = shapesOf([...shapes, ...ramp.characters.map((character) => ({ character }))]);
  const places = new Map(glyphs.characters.map((character, i) => [character, i]));
  const full = FULL_INK * Math.max(...glyphs.characters.map(coverageOf));
  const target = new Float32Array(tones.length);
  for (let i = 0; i < target.length; i++) target[i] = Math.max(tones[i]! * full, lines[i]! * LINE_INK);
  const seen = smooth(target, width, height), cell = new Float32Array(CELL_AREA);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      readCell(seen, width, row * CELL_HEIGHT * width + column * CELL_WIDTH, cell);
      if (range(cell) < HAPPENING) continue;
      let least = misfit(glyphs, places.get(text[row]![column]!)!, cell) - BETTER;
      for (let glyph = 0; glyph < shapes.length; glyph++) {
        const cost = misfit(glyphs, glyph, cell);
        if (cost >= least) continue;
        least = cost;
        text[row]![column] = glyphs.characters[glyph]!;
      }
    }
  }
  return text.map((line) => line.join(""));
}

function range(values: Float32Array): number {
  let least = Infinity, most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least;
}

/** Mean ink of each cell. */
function cellMeans(ink: Float32Array, columns: number, rows: number): Float32Array {
  const means = new Float32Array(columns * rows), width = columns * CELL_WIDTH;
  for (let i = 0; i < means.length; i++) {
    const left = i % columns * CELL_WIDTH, top = Math.floor(i / columns) * CELL_HEIGHT;
    let sum = 0;
    for (let y = top; y < top + CELL_HEIGHT; y++) {
      for (let at = y * width + left, end = at + CELL_WIDTH; at < end; at++) sum += ink[at]!;
    }
    means[i] = sum / CELL_AREA;
  }
  return means;
}

/** Tones without what differs little from those around (bilateral filter; Tomasi & Manduchi 1998). */
function calm(means: Float32Array, columns: number, rows: number): Float32Array {
  return means.map((own, i) => {
    const column = i % columns, row = Math.floor(i / columns);
    let [sum, weights] = [0, 0];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x++) {
        const value = means[y * columns + x]!;
        const near = (x - column) ** 2 / 4 + (y - row) ** 2, alike = ((value - own) / ALIKE) ** 2;
        const weight = Math.exp(-(near + alike) / 2);
        sum += weight * value;
        weights += weight;
      }
    }
    return sum / weights;
  });
}
