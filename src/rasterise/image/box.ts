/** Box-drawing characters as they are meant: strokes from a cell's middle to its sides, and from corner to corner. */
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH } from "./grid.ts";

type Point = readonly [x: number, y: number];

const [RIGHT, BOTTOM] = [CELL_WIDTH, CELL_HEIGHT];
const MIDDLE: Point = [RIGHT / 2, BOTTOM / 2];
/** Middles of the sides. */
const UP: Point = [RIGHT / 2, 0], DOWN: Point = [RIGHT / 2, BOTTOM];
const WEST: Point = [0, BOTTOM / 2], EAST: Point = [RIGHT, BOTTOM / 2];
/** Half a stroke's width in pixels, and its ink. */
const HALF = 0.5, INK = 0.75;

const FROM_MIDDLE: Readonly<Record<string, readonly Point[]>> = {
  ...{
    "─": [WEST, EAST],
    "│": [UP, DOWN],
    "╭": [DOWN, EAST],
    "╮": [WEST, DOWN],
    "╯": [WEST, UP],
    "╰": [UP, EAST],
  },
  ...{ "┼": [UP, DOWN, WEST, EAST], "├": [UP, DOWN, EAST], "┤": [UP, DOWN, WEST], "┬": [WEST, EAST, DOWN] },
  ...{ "┴": [WEST, EAST, UP], "╴": [WEST], "╵": [UP], "╶": [EAST], "╷": [DOWN] },
};
const DIAGONALS: Readonly<Record<string, readonly [Point, Point]>> = {
  "╱": [[0, BOTTOM], [RIGHT, 0]],
  "╲": [[0, 0], [RIGHT, BOTTOM]],
};

/** Ink of a box-drawing character in the pixels of a cell, or undefined for any other character. */
export function boxInk(character: string): Float32Array | undefined {
  const diagonal = DIAGONALS[character];
  const strokes = diagonal === undefined
    ? FROM_MIDDLE[character]?.map((side) => [MIDDLE, side] as const)
    : [diagonal];
  if (strokes === undefined) return undefined;
  return Float32Array.from({ length: CELL_AREA }, (_, i) => {
    const x = i % CELL_WIDTH + 0.5, y = Math.floor(i / CELL_WIDTH) + 0.5;
    const nearest = Math.min(...strokes.map(([from, to]) => distance(x, y, from, to)));
    return INK * Math.min(1, Math.max(0, HALF + 0.5 - nearest));
  });
}

/** Distance of a place to the line between two others. */
function distance(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
