/** Cells as characters: one of a ramp for a tone, the one whose shape fits where something happens inside a cell. */
import * as kernels from "./assembly/kernels.wasm";
import { candidates } from "./candidates.ts";
import { type Dither, quantise } from "./dither.ts";
import { CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { floatsAt, type Place, room, scope } from "./memory.ts";
import { coverageOf, placeOn, type Ramp } from "./ramp.ts";
import { type Candidate, matchCells, shapesOf } from "./shapes.ts";
import { smooth } from "./smooth.ts";

/** The glyph that stands for full ink. */
const DENSEST = "@";
/** Ink of lines, which look like a glyph's stroke, and of full tone, a little more than the densest glyph has. */
const LINE_INK = 0.6, FULL_INK = 1.04;
/** Range of ink inside a cell from which its shape is looked at, and how much better than the ramp's a glyph must fit. */
const HAPPENING = 0.1, BETTER = 0.1;
/** Tones that differ by less are alike, so that a smooth area has one glyph. */
const ALIKE = 0.09;

/** What to draw in text: planes of `CELL_WIDTH` by `CELL_HEIGHT` pixels a cell, and with what. */
export interface Text {
  cells: Cells;
  /** Ink of areas, 0 to 1. */
  tones: Place;
  /** Strength of lines, 0 to 1. */
  lines: Place;
  ramp: Ramp;
  /** Glyphs that may stand for a shape; none for a drawing in the ramp alone. */
  shapes: readonly Candidate[];
  dither: Dither;
}

/** One string of `columns` characters a row. */
export function drawText({ cells, tones, lines, ramp, shapes, dither }: Text): string[] {
  const { columns, rows } = cells, width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT;
  const means = scope(() => {
    const exact = room(columns * rows), calm = room(columns * rows);
    kernels.blockMeans(tones, exact, width, height, CELL_WIDTH, CELL_HEIGHT);
    kernels.calm(exact, calm, columns, rows, ALIKE);
    return floatsAt(dither === "none" ? calm : exact, columns * rows).slice();
  });
  const levels = quantise(means.map((mean) => placeOn(ramp, mean)), columns, ramp.characters.length, dither);
  if (shapes.length === 0) return inRows(levels, ramp.characters, cells);
  const glyphs = [...shapes, ...candidates(ramp.characters)];
  const chosen = scope(() => {
    const full = FULL_INK * coverageOf(DENSEST);
    const target = room(width * height);
    kernels.combine(tones, lines, width * height, full, LINE_INK, target);
    return matchCells(
      ...[smooth(target, width, height), cells, shapesOf(glyphs)] as const,
      { happening: HAPPENING, better: BETTER, candidates: shapes.length },
      Array.from(levels, (level) => shapes.length + level),
    );
  });
  return inRows(chosen, glyphs.map(({ character }) => character), cells);
}

/** Characters by their numbers, as rows of a grid. */
export function inRows(
  numbers: ArrayLike<number>,
  characters: readonly string[],
  { columns, rows }: Cells,
): string[] {
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let i = row * columns; i < (row + 1) * columns; i++) line += characters[numbers[i]!]!;
    return line;
  });
}
