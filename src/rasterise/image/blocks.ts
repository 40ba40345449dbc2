/** Cells as blocks: halves, quadrants and eighths where something happens, shades for even tones. */
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
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
