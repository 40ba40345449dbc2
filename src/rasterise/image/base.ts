/** What is left of a picture's tones without their details: a bilateral filter on a coarse grid (Chen, Paris & Durand 2007). */

/** Steps of lightness in the grid: those that differ by more are other areas. */
const STEPS = 12;
/** Blank cells around the grid, for its blur. */
const RIM = 2;

/**
 * The mean of those pixels within about `reach` that are about as light as each pixel itself, 0 to 1, counting those of which
 * `counted` is 1.
 */
export function baseOf(
  values: Float32Array,
  counted: Float32Array,
  width: number,
  height: number,
  reach: number,
): Float32Array {
  const columns = Math.ceil(width / reach) + 1 + 2 * RIM, rows = Math.ceil(height / reach) + 1 + 2 * RIM;
  const levels = STEPS + 1 + 2 * RIM;
  const [down, up] = [columns, columns * rows];
  let sums: Float32Array = new Float32Array(up * levels),
    weights: Float32Array = new Float32Array(up * levels);
  for (let y = 0; y < height; y++) {
    const row = Math.round(y / reach) + RIM;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (counted[i] === 0) continue;
      const at = Math.round(x / reach) + RIM + row * down + (Math.round(values[i]! * STEPS) + RIM) * up;
      sums[at]! += values[i]!;
      weights[at]!++;
    }
  }
  for (const step of [1, down, up]) {
    sums = blurAlong(sums, step);
    weights = blurAlong(weights, step);
  }
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const v = y / reach, row = (Math.floor(v) + RIM) * down;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const u = x / reach, w = values[i]! * STEPS;
      const corner = Math.floor(u) + RIM + row + (Math.floor(w) + RIM) * up;
      const place = [u % 1, v % 1, w % 1] as const;
      const weight = between(weights, corner, down, up, place);
      out[i] = weight > 0 ? between(sums, corner, down, up, place) / weight : values[i]!;
    }
  }
  return out;
}

/** A blur by [1 4 6 4 1] / 16 along one dimension; the rim takes what runs over. */
function blurAlong(grid: Float32Array, step: number): Float32Array {
  const out = new Float32Array(grid.length);
  for (let i = 2 * step; i < grid.length - 2 * step; i++) {
    out[i] =
      (grid[i - 2 * step]! + grid[i + 2 * step]! + 4 * (grid[i - step]! + grid[i + step]!) + 6 * grid[i]!) /
      16;
  }
  return out;
}

/** Linear interpolation between the eight values of a grid around a place. */
function between(
  grid: Float32Array,
  at: number,
  down: number,
  up: number,
  [u, v, w]: readonly [number, number, number],
): number {
  const face = (i: number) => {
    const top = grid[i]! + u * (grid[i + 1]! - grid[i]!);
    const bottom = grid[i + down]! + u * (grid[i + down + 1]! - grid[i + down]!);
    return top + v * (bottom - top);
  };
  const low = face(at);
  return low + w * (face(at + up) - low);
}
