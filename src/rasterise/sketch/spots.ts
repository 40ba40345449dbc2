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

/** The cell in which the middle of each dot of the sketch lies, for a drawing of that size. */
export function dotCells(sketch: Uint8Array, width: number, height: number): Cell[] {
  const side = sideOf(sketch);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length + 0.5;
  const isShort = (places: number[]) => Math.max(...places) - Math.min(...places) < DOT.extent * side;
  return spots(sketch).filter((spot) => spot.length <= DOT.pixels * sketch.length).flatMap((spot) => {
    const rows = spot.map((pixel) => Math.floor(pixel / side)), columns = spot.map((pixel) => pixel % side);
    if (!isShort(rows) || !isShort(columns)) return [];
    return [{
      row: Math.floor(mean(rows) * height / side),
      column: Math.floor(mean(columns) * width / side),
    }];
  });
}
