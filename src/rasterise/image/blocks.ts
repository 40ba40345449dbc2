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
const CALM = 0.15, STEPS = SHADES.length + 1;
/** Cells of the smallest area that is shaded. */
const LARGE = 24;
/** Pixels by which an edge that eighths can follow rises or falls within a cell. */
const STRAIGHT = 1.2;
/** How far from ground, or from full ink, a pixel of a picture of two tones is as good as that. */
const FAINT = 0.2;

/**
 * Quadrants, and instead of them shades in large even areas and, in a picture of two tones, eighths along what is
 * level or upright.
 */
export function drawHalftone({ ink, width, two }: Halftone, cells: Cells): string[] {
  const { columns } = cells;
  const quadrants = drawQuadrants(quantise(ink, width, 2, "none"), cells);
  const others = two === undefined ? shadesOf(ink, width, cells) : eighthsOf(two, cells);
  return quadrants.map((line, row) =>
    Array.from(line, (quadrant, column) => others[row * columns + column] ?? quadrant).join("")
  );
}

/** The shades of cells in large even areas, and of even cells beside them. */
function shadesOf(ink: Float32Array, width: number, { columns, rows }: Cells): (string | undefined)[] {
  const shades = (rim: number) =>
    Array.from(
      { length: columns * rows },
      (_, i) => shadeAt(ink, width, Math.floor(i / columns), i % columns, rim),
    );
  const even = shades(1), own = shades(0);
  const large = longChains(Uint8Array.from(even, (shade) => shade === undefined ? 0 : 2), columns, LARGE);
  return own.map((shade, i) => {
    const beside = [
      i % columns > 0 ? i - 1 : i,
      i % columns < columns - 1 ? i + 1 : i,
      i - columns,
      i + columns,
    ];
    return large[i] === 1 || beside.some((j) => large[j] === 1) ? shade : undefined;
  });
}

/** The shade of a cell, where ink is about the same in it and so many dots around it. */
function shadeAt(
  ink: Float32Array,
  width: number,
  row: number,
  column: number,
  rim: number,
): string | undefined {
  let [least, most, sum] = [1, 0, 0];
  for (let y = 2 * row - rim; y < 2 * row + 2 + rim; y++) {
    for (let x = 2 * column - rim; x < 2 * column + 2 + rim; x++) {
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

/** The eighths of cells that a level or an upright edge parts. */
const eighthsOf = (ink: Float32Array, { columns, rows }: Cells): (string | undefined)[] =>
  Array.from(
    { length: columns * rows },
    (_, i) => eighthAt(ink, columns * CELL_WIDTH, Math.floor(i / columns), i % columns),
  );

/** The block of so many eighths, unless that is a sliver, of ink or of ground. */
const eighths = (blocks: string, share: number): string | undefined =>
  blocks.slice(1, -1)[Math.round(share * 8) - 2];

/** The eighths of a cell that is ink below a level edge, or left of an upright one. */
function eighthAt(ink: Float32Array, width: number, row: number, column: number): string | undefined {
  const at = (x: number, y: number) => {
    const value = ink[(row * CELL_HEIGHT + y) * width + column * CELL_WIDTH + x]!;
    return value < FAINT ? 0 : value > 1 - FAINT ? 1 : value;
  };
  const below = edgeOf(CELL_WIDTH, CELL_HEIGHT, (x, k) => at(x, CELL_HEIGHT - 1 - k));
  if (below !== undefined) return eighths(LOWER, below);
  const left = edgeOf(CELL_HEIGHT, CELL_WIDTH, (y, k) => at(k, y));
  return left === undefined ? undefined : eighths(LEFT, left);
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
