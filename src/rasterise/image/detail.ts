/** Local contrast without halos: a bilateral filter on a coarse grid (Chen, Paris & Durand 2007). */
import * as kernels from "./assembly/kernels.wasm";
import { type Place, scope, zeros } from "./memory.ts";

/** Steps of lightness in the grid: what differs by more is another area. */
const STEPS = 12;
/** Blank cells around the grid, for its blur. */
const RIM = 2;

/**
 * Moves each value, 0 to 1, away from the mean of those within about `reach` pixels that are about as high, `amount` times as
 * far. Only what is `counted`, 1 and not 0, counts and is moved.
 */
export function raiseDetail(
  values: Place,
  counted: Place,
  width: number,
  height: number,
  reach: number,
  amount: number,
): void {
  const down = Math.ceil(width / reach) + 2 + 2 * RIM, up = down * (Math.ceil(height / reach) + 2 + 2 * RIM);
  const cells = up * (STEPS + 2 + 2 * RIM);
  scope(() => {
    const grid = [width, height, reach, STEPS, RIM, down, up] as const;
    let sums = zeros(cells), weights = zeros(cells);
    kernels.splat(values, counted, ...grid, sums, weights);
    for (const step of [1, down, up]) {
      sums = blurAlong(sums, cells, step);
      weights = blurAlong(weights, cells, step);
    }
    kernels.detail(values, counted, ...grid, sums, weights, amount);
  });
}

function blurAlong(grid: Place, cells: number, step: number): Place {
  const out = zeros(cells);
  kernels.blurAlong(grid, out, cells, step);
  return out;
}
