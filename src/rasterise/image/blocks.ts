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
const FULL_SHADES = `${SHADES}█`;
/** Without slivers, of ink or of ground. */
const EIGHTHS = [...LOWER.slice(1, -1), ...LEFT.slice(1, -1)];
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

function pixelsOf(ink: Block["ink"]): Float32Array {
  return Float32Array.from(
    { length: CELL_AREA },
    (_, i) => ink(i % CELL_WIDTH, Math.floor(i / CELL_WIDTH)),
  );
}

const PIXELS = new Map(BLOCKS.map(({ character, ink }) => [character, pixelsOf(ink)] as const));

/** Blocks of a plane of ink, `CELL_WIDTH` by `CELL_HEIGHT` pixels a cell. */
export function drawBlocks(ink: Place, cells: Cells): string[] {
  const chosen = scope(() => {
    const shapes = shapesFrom(
      [...PIXELS.values()],
    );
    const none = new Int32Array(cells.columns * cells.rows).fill(-1);
    const match = (happening: number, candidates: number) =>
      matchCells(ink, cells, shapes, { happening, better: 0, candidates }, none);
    const borders = match(BORDER, shapes.count - SHADES.length), others = match(-1, shapes.count);
    return others.map((block, i) => borders[i]! < 0 ? block : borders[i]!);
  });
  return inRows(chosen, BLOCKS.map(({ character }) => character), cells);
}

/** Range of ink within a cell of a subject from which quadrants stand for it, and below which a shade does. */
const EVEN = 0.5;
/** Cells of the smallest area that is shaded: what is smaller is a limb or a frame. */
const LARGE = 10;
/** Share of a quadrants' error that eighths may have to take their place. */
const BETTER = 0.95;

/**
 * Quadrants, and instead of them shades where a subject is even and, in a picture of two tones, eighths where they are
 * nearer to it.
 */
export function drawHalftone({ ink, width, two }: Halftone, cells: Cells): string[] {
  const { columns } = cells;
  const quadrants = drawQuadrants(quantise(ink, width, 2, "none"), cells);
  const instead = (of: (quadrant: string, column: number, row: number) => string) =>
    quadrants.map((line, row) => Array.from(line, (quadrant, column) => of(quadrant, column, row)).join(""));
  if (two === undefined) {
    const shades = shadesOf(ink, width, cells);
    return instead((quadrant, column, row) => shades[row * columns + column] ?? quadrant);
  }
  const fine = columns * CELL_WIDTH;
  return instead((quadrant, column, row) =>
    nearest(two, row * CELL_HEIGHT * fine + column * CELL_WIDTH, fine, quadrant)
  );
}

/** The shades of cells, where enough of them lie together. */
function shadesOf(ink: Float32Array, width: number, { columns, rows }: Cells): (string | undefined)[] {
  const shades = Array.from(
    { length: columns * rows },
    (_, i) => shadeAt(ink, 2 * Math.floor(i / columns) * width + 2 * (i % columns), width),
  );
  const large = longChains(Uint8Array.from(shades, (shade) => shade === undefined ? 0 : 2), columns, LARGE);
  return shades.map((shade, i) => large[i] === 1 ? shade : undefined);
}

/** The shade of a cell that lies within a subject, with a dot of it on each side, and whose dots have about the same ink. */
function shadeAt(ink: Float32Array, top: number, width: number): string | undefined {
  const column = top % width;
  for (let y = -1; y <= 2; y++) {
    for (let x = Math.max(-1, -column); x <= Math.min(2, width - 1 - column); x++) {
      if (ink[top + y * width + x] === 0) return undefined;
    }
  }
  const dots = [top, top + 1, top + width, top + width + 1].map((at) => ink[at]!);
  if (Math.max(...dots) - Math.min(...dots) > EVEN) return undefined;
  const mean = dots.reduce((a, b) => a + b) / dots.length;
  return FULL_SHADES[Math.max(0, Math.round(mean * FULL_SHADES.length) - 1)];
}

/** The quadrants of a cell, whose first pixel is at `start`, or the eighths that are clearly nearer to it. */
function nearest(ink: Float32Array, start: number, width: number, quadrant: string): string {
  const errorOf = (block: Float32Array) => {
    let error = 0;
    for (let i = 0; i < CELL_AREA; i++) {
      error += (ink[start + Math.floor(i / CELL_WIDTH) * width + i % CELL_WIDTH]! - block[i]!) ** 2;
    }
    return error;
  };
  let best = quadrant, least = BETTER * errorOf(PIXELS.get(quadrant)!);
  if (least === 0) return quadrant; // as most cells of two tones
  for (const block of EIGHTHS) {
    const error = errorOf(PIXELS.get(block)!);
    if (error < least) [best, least] = [block, error];
  }
  return best;
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
