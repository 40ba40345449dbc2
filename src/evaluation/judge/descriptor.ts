import { type Raster, RASTER_SIDE } from "./raster.ts";

/** Orientations of an edge, over half a turn: a stroke has two edges of opposite direction. */
const ORIENTATIONS = 8;
/** Sides of a histogram's cell in pixels: fine for where a stroke runs, coarse for what is near. */
const CELLS = [4, 8];
/** Side of a pixel of the ink grid. */
const GRID = 2;
const histogramValues = (cell: number) => (RASTER_SIDE / cell) ** 2 * ORIENTATIONS;
const GRID_VALUES = (RASTER_SIDE / GRID) ** 2;

/** Length of a descriptor. */
const DESCRIPTOR_SIZE = CELLS.reduce((sum, cell) => sum + histogramValues(cell), 0) + GRID_VALUES + 3;

/**
 * What the classifier sees of a raster: histograms of oriented gradients (Dalal & Triggs 2005) at two scales, a
 * coarse grid of ink, the aspect, the total ink and a constant, which takes the place of a bias. Each part has unit
 * length or so, so that thin and heavy strokes count alike.
 */
export function describe({ ink, aspect }: Raster): Float32Array {
  const out = new Float32Array(DESCRIPTOR_SIZE);
  const edges = gradients(ink);
  let offset = 0;
  for (const cell of CELLS) {
    const part = out.subarray(offset, offset += histogramValues(cell));
    histograms(edges, cell, part);
    normaliseNeighbourhoods(part, RASTER_SIDE / cell);
  }
  const grid = out.subarray(offset, offset += GRID_VALUES);
  const side = RASTER_SIDE / GRID;
  for (let i = 0; i < ink.length; i++) {
    const [x, y] = [i % RASTER_SIDE, Math.floor(i / RASTER_SIDE)];
    grid[Math.floor(y / GRID) * side + Math.floor(x / GRID)]! += ink[i]!;
  }
  const length = Math.hypot(...grid) || 1;
  for (let i = 0; i < grid.length; i++) grid[i] = 8 * grid[i]! / length;
  const mean = ink.reduce((sum, value) => sum + value, 0) / ink.length;
  out.set([2 * aspect, 4 * Math.sqrt(mean), 1], offset);
  return out;
}

/** Strength and orientation, in bins of which a value may fall between two, of each pixel's gradient. */
function gradients(ink: Float32Array): { strength: Float32Array; bin: Float32Array } {
  const side = RASTER_SIDE;
  const strength = new Float32Array(ink.length), bin = new Float32Array(ink.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      const dx = (x + 1 < side ? ink[i + 1]! : 0) - (x > 0 ? ink[i - 1]! : 0);
      const dy = (y + 1 < side ? ink[i + side]! : 0) - (y > 0 ? ink[i - side]! : 0);
      strength[i] = Math.hypot(dx, dy);
      bin[i] = (Math.atan2(dy, dx) / Math.PI + 1) * ORIENTATIONS % ORIENTATIONS;
    }
  }
  return { strength, bin };
}

/** Adds each gradient to the two nearest orientations of its cell: out [rows, columns, ORIENTATIONS]. */
function histograms(
  { strength, bin }: { strength: Float32Array; bin: Float32Array },
  cell: number,
  out: Float32Array,
): void {
  const columns = RASTER_SIDE / cell;
  for (let i = 0; i < strength.length; i++) {
    if (strength[i] === 0) continue;
    const [x, y] = [i % RASTER_SIDE, Math.floor(i / RASTER_SIDE)];
    const at = (Math.floor(y / cell) * columns + Math.floor(x / cell)) * ORIENTATIONS;
    const low = Math.floor(bin[i]!), share = bin[i]! - low;
    out[at + low % ORIENTATIONS]! += strength[i]! * (1 - share);
    out[at + (low + 1) % ORIENTATIONS]! += strength[i]! * share;
  }
}

/** Divides each cell by the length of the 3×3 cells around it, and takes roots, so that faint edges count. */
function normaliseNeighbourhoods(part: Float32Array, side: number): void {
  const energy = new Float32Array(side * side);
  for (let i = 0; i < part.length; i++) energy[Math.floor(i / ORIENTATIONS)]! += part[i]! ** 2;
  const whole = energy.reduce((sum, value) => sum + value, 0) / energy.length;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let around = whole + 1e-6;
      for (let v = Math.max(0, y - 1); v <= Math.min(side - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(side - 1, x + 1); u++) around += energy[v * side + u]!;
      }
      const scale = 1 / Math.sqrt(around);
      for (let k = 0; k < ORIENTATIONS; k++) {
        const i = (y * side + x) * ORIENTATIONS + k;
        part[i] = Math.sqrt(part[i]! * scale);
      }
    }
  }
}
