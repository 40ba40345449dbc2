import { sideOf } from "./sketch.ts";

/** The pixels of each connected spot of ink, diagonals included. */
export function spots(bits: Uint8Array): number[][] {
  const side = sideOf(bits);
  const seen = new Uint8Array(bits.length);
  const found: number[][] = [];
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || seen[start]) continue;
    const spot = [start];
    seen[start] = 1;
    for (let i = 0; i < spot.length; i++) {
      const x = spot[i]! % side, y = Math.floor(spot[i]! / side);
      forEachAround(side, x, y, (pixel) => {
        if (!bits[pixel] || seen[pixel]) return;
        seen[pixel] = 1;
        spot.push(pixel);
      });
    }
    found.push(spot);
  }
  return found;
}

/** Visits a pixel and its neighbours, edges of a sketch of that side heeded. */
export function forEachAround(side: number, x: number, y: number, visit: (pixel: number) => void): void {
  for (let row = Math.max(0, y - 1); row <= Math.min(side - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(side - 1, x + 1); column++) {
      visit(row * side + column);
    }
  }
}

/** Whether a pixel, or one at most `reach` away, has a value; all around a sketch is blank. */
export function isNear(bits: Uint8Array, pixel: number, value: 0 | 1 = 1, reach = 1): boolean {
  const side = sideOf(bits), x = pixel % side, y = Math.floor(pixel / side);
  for (let row = y - reach; row <= y + reach; row++) {
    for (let column = x - reach; column <= x + reach; column++) {
      const outside = row < 0 || column < 0 || row >= side || column >= side;
      if ((outside ? 0 : bits[row * side + column]) === value) return true;
    }
  }
  return false;
}

/** A dot, such as an eye: its pixels at most, as a share of the sketch's, and its extent, as one of the side. */
const DOT = { pixels: 0.016, extent: 0.15 };

/** A cell of a drawing. */
export interface Cell {
  row: number;
  column: number;
}

/** A dot of a sketch: its pixels, its middle, from 0 to the side, and its extent. */
export interface Dot {
  pixels: number[];
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The dots of a sketch. */
export function dotsOf(sketch: Uint8Array): Dot[] {
  const side = sideOf(sketch);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length + 0.5;
  const extent = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return spots(sketch).filter((spot) => spot.length <= DOT.pixels * sketch.length).map((pixels): Dot => {
    const columns = pixels.map((pixel) => pixel % side),
      rows = pixels.map((pixel) => Math.floor(pixel / side));
    return { pixels, x: mean(columns), y: mean(rows), width: extent(columns), height: extent(rows) };
  }).filter(({ width, height }) => Math.max(width, height) - 1 < DOT.extent * side);
}

/** What a round dot has: pixels, the share of its box that they fill, and how much longer one side of that may be. */
const ROUND = { least: 12, share: 0.7, sides: 1.7 };

/** Whether a dot is a filled round, as no end or piece of a line is. */
export const isRound = ({ pixels: { length }, width, height }: Dot): boolean =>
  length >= ROUND.least && length >= ROUND.share * width * height &&
  Math.max(width, height) <= ROUND.sides * Math.min(width, height);

/** The cell in which the middle of each dot of the sketch lies, for a drawing of that size. */
export function dotCells(sketch: Uint8Array, width: number, height: number): Cell[] {
  const side = sideOf(sketch);
  return dotsOf(sketch).map(({ x, y }) => ({
    row: Math.floor(y * height / side),
    column: Math.floor(x * width / side),
  }));
}
