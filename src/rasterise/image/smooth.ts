/** Blurs of planes. What is at a border goes on beyond it. */
import * as kernels from "./assembly/kernels.wasm";
import { type Place, room, scope } from "./memory.ts";

/** A blur by [1 4 6 4 1] / 16 in both directions: a Gaussian with a standard deviation of one pixel. */
export function smooth(plane: Place, width: number, height: number): Place {
  const out = room(width * height);
  scope(() => kernels.smooth(plane, room(width * height), out, width, height));
  return out;
}

/** The mean of each pixel's surroundings, as by a Gaussian of `sigma` pixels; made of blocks of half as many. */
export function surroundings(plane: Place, width: number, height: number, sigma: number): Place {
  const out = room(width * height);
  const block = Math.max(1, Math.floor(sigma / 2));
  const columns = Math.ceil(width / block), rows = Math.ceil(height / block);
  scope(() => {
    let means = room(columns * rows);
    kernels.blockMeans(plane, means, width, height, block, block);
    // Each round adds one to the variance.
    for (let rounds = Math.max(1, Math.round((sigma / block) ** 2)); rounds > 0; rounds--) {
      means = smooth(means, columns, rows);
    }
    kernels.enlarge(means, room(width * rows), out, columns, rows, block, width, height);
  });
  return out;
}
