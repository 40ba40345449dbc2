/** Cells as blocks: halves, quadrants and eighths where something happens, shades for even tones. */
import { quantise } from "./dither.ts";
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { longChains } from "./edges.ts";
import type { Halftone } from "./halftone.ts";
import { type Place, scope } from "./memory.ts";
import { matchCells, shapesFrom } from "./shapes.ts";
import { inRows } from "./text.ts";

const SHADES = "░▒▓";
/** Blocks by the quadrants that they fill: top left 1, top right 2, bottom left 4, bottom right 8. */
const QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";
/** From the bottom, and from the left, eighth by eighth. */
const LOWER = "▁▂▃▄▅▆▇", LEFT = "▏▎▍▌▋▊▉";

interface Block {
  character: string;
  /** Ink of a pixel of its cell, 0 to 1. */
  ink: (x: number, y: number) => number;
}

/** Blocks as they are meant: no font draws them otherwise. */
const BLOCKS: readonly Block[] = [
  ...Array.from(QUADRANTS, (character, filled) => ({
    character,
    ink: (x: number, y: number) => share(x, y, filled),
  })),
  ...Array.from(LOWER, (character, i) => ({
    character,
    ink: (_: number, y: number) => part(CELL_HEIGHT - 1 - y, (i + 1) / 8 * CELL_HEIGHT),
  })),
  ...Array.from(LEFT, (character, i) => ({
    character,
    ink: (x: number) => part(x, (i + 1) / 8 * CELL_WIDTH),
  })),
  ...Array.from(SHADES, (character, i) => ({ character, ink: () => (i + 1) / 4 })),
];
/** Range of ink within a cell from which no shade stands for it: borders are crisp. */
const BORDER = 0.5;

/** How much of pixel `at` lies before `end`. */
const part = (at: number, end: number) => Math.min(1, Math.max(0, end - at));

/** How much of a pixel the filled quadrants cover. */
function share(x: number, y: number, filled: number): number {
  const left = part(x, CELL_WIDTH / 2), top = part(y, CELL_HEIGHT / 2);
  const of = (bit: number) => Number((filled & bit) !== 0);
  return top * (left * of(1) + (1 - left) * of(2)) + (1 - top) * (left * of(4) + (1 - left) * of(8));
}

/** Blocks of a plane of ink, `CELL_WIDTH` by `CELL_HEIGHT` pixels a cell. */
export function drawBlocks(ink: Place, cells: Cells): string[] {
  const chosen = scope(() => {
    const shapes = shapesFrom(
      BLOCKS.map(({ ink }) =>
        Float32Array.from({ length: CELL_AREA }, (_, i) => ink(i % CELL_WIDTH, Math.floor(i / CELL_WIDTH)))
      ),
    );
    const none = new Int32Array(cells.columns * cells.rows).fill(-1);
    const match = (happening: number, candidates: number) =>
      matchCells(ink, cells, shapes, { happening, better: 0, candidates }, none);
    const borders = match(BORDER, shapes.count - SHADES.length), others = match(-1, shapes.count);
    return others.map((block, i) => borders[i]! < 0 ? block : borders[i]!);
  });
  return inRows(chosen, BLOCKS.map(({ character }) => character), cells);
}

/** Cells with more than this range of ink in and around them have no shade; and the steps of ink that shades have. */
const CALM = 0.3, STEPS = SHADES.length + 1;
/** Cells of the smallest area that is shaded. */
const LARGE = 24;
/** Pixels by which an edge that eighths can follow rises or falls within a cell. */
const STRAIGHT = 1.2;

/**
 * Quadrants, and instead of them shades in large even areas and, in a picture of two tones, eighths along what is
 * level or upright.
 */
export function drawHalftone({ ink, width, two }: Halftone, cells: Cells): string[] {
  const { columns, rows } = cells;
  const quadrants = drawQuadrants(quantise(ink, width, 2, "none"), cells);
  const others = Array.from({ length: columns * rows }, (_, i) => {
    const column = i % columns, row = Math.floor(i / columns);
    return two === undefined
      ? shadeAt(ink, width, row, column)
      : eighthAt(two, columns * CELL_WIDTH, row, column);
  });
  if (two === undefined) {
    const large = longChains(Uint8Array.from(others, (other) => other === undefined ? 0 : 2), columns, LARGE);
    large.forEach((bit, i) => bit === 0 && (others[i] = undefined));
  }
  return quadrants.map((line, row) =>
    Array.from(line, (quadrant, column) => others[row * columns + column] ?? quadrant).join("")
  );
}

/** The shade of a cell among others of about the same ink. */
function shadeAt(ink: Float32Array, width: number, row: number, column: number): string | undefined {
  let [least, most, sum] = [1, 0, 0];
  for (let y = 2 * row - 1; y <= 2 * row + 2; y++) {
    for (let x = 2 * column - 1; x <= 2 * column + 2; x++) {
      const value = x < 0 || x >= width ? undefined : ink[y * width + x];
      if (value === undefined) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
      if (y >> 1 === row && x >> 1 === column) sum += value / 4;
    }
  }
  if (most - least > CALM || most === 0) return undefined;
  return SHADES[Math.max(1, Math.round(sum * STEPS)) - 1];
}

/** The eighths of a cell that is ink below a level edge, or left of an upright one. */
function eighthAt(ink: Float32Array, width: number, row: number, column: number): string | undefined {
  const at = (x: number, y: number) => ink[(row * CELL_HEIGHT + y) * width + column * CELL_WIDTH + x]!;
  const below = edgeOf(CELL_WIDTH, CELL_HEIGHT, (x, k) => at(x, CELL_HEIGHT - 1 - k));
  if (below !== undefined) return ` ${LOWER}█`[Math.round(below * 8)];
  const left = edgeOf(CELL_HEIGHT, CELL_WIDTH, (y, k) => at(k, y));
  return left === undefined ? undefined : ` ${LEFT}█`[Math.round(left * 8)];
}

/** Share of a cell that is ink, if in each of its `lanes` all of it comes before all ground, and about as much. */
function edgeOf(lanes: number, length: number, at: (lane: number, k: number) => number): number | undefined {
  let [least, most, all] = [length, 0, 0];
  for (let lane = 0; lane < lanes; lane++) {
    let sum = 0;
    for (let k = 0; k < length; k++) sum += at(lane, k);
    for (let k = 0; k < length; k++) if (Math.abs(at(lane, k) - part(k, sum)) > 0.5) return undefined;
    least = Math.min(least, sum);
    most = Math.max(most, sum);
    all += sum;
  }
  if (most - least > STRAIGHT || all === 0) return undefined;
  return all / (lanes * length);
}

/** Quadrants of a plane of 2×2 pixels a cell, filled where it is not 0. */
export function drawQuadrants(dots: Uint8Array, { columns, rows }: Cells): string[] {
  const width = 2 * columns;
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let column = 0; column < columns; column++) {
      const top = 2 * row * width + 2 * column, bottom = top + width;
      line += QUADRANTS[dots[top]! + 2 * dots[top + 1]! + 4 * dots[bottom]! + 8 * dots[bottom + 1]!]!;
    }
    return line;
  });
}
