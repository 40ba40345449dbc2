import { SKETCH_SIDE } from "./sketch.ts";

/** The pixels of each connected spot of ink, diagonals included. */
export function spots(bits: Uint8Array): number[][] {
  const seen = new Uint8Array(bits.length);
  const found: number[][] = [];
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || seen[start]) continue;
    const spot = [start];
    seen[start] = 1;
    for (let i = 0; i < spot.length; i++) {
      const x = spot[i]! % SKETCH_SIDE, y = Math.floor(spot[i]! / SKETCH_SIDE);
      forEachAround(x, y, (pixel) => {
        if (!bits[pixel] || seen[pixel]) return;
        seen[pixel] = 1;
        spot.push(pixel);
      });
    }
    found.push(spot);
  }
  return found;
}

/** Visits a pixel and its neighbours, edges of the sketch heeded. */
export function forEachAround(x: number, y: number, visit: (pixel: number) => void): void {
  for (let row = Math.max(0, y - 1); row <= Math.min(SKETCH_SIDE - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(SKETCH_SIDE - 1, x + 1); column++) {
      visit(row * SKETCH_SIDE + column);
    }
  }
}

/** Pixels of a dot, such as an eye, at most. */
const DOT = 12;

/** A cell of a drawing. */
export interface Cell {
  row: number;
  column: number;
}

/** The cell in which the middle of each dot of the sketch lies, for a drawing of that size. */
export function dotCells(sketch: Uint8Array, width: number, height: number): Cell[] {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length + 0.5;
  return spots(sketch).filter((spot) => spot.length <= DOT).map((spot) => ({
    row: Math.floor(mean(spot.map((pixel) => Math.floor(pixel / SKETCH_SIDE))) * height / SKETCH_SIDE),
    column: Math.floor(mean(spot.map((pixel) => pixel % SKETCH_SIDE)) * width / SKETCH_SIDE),
  }));
}
