import { CELL_HEIGHT, CELL_WIDTH } from "./coverage.ts";
import { CELL_AREA, type GlyphSet } from "./glyphs.ts";
import type { Ink } from "./ink.ts";
import { mirrorCharacter } from "./sketch/mirror.ts";

/** Where the picture lies on the grid of cells. */
export interface Placement {
  columns: number;
  rows: number;
  /** Half pixels from the grid's top left corner to the picture's. */
  x: number;
  y: number;
}

const CANDIDATES = 8;
const SWEEPS = 3;
const cell = new Float32Array(CELL_AREA);

/** Copies one cell of the placed picture to `cell`; returns its squared length. */
function readCell(ink: Ink, column: number, row: number, at: Placement): number {
  const left = column * CELL_WIDTH - at.x, top = row * CELL_HEIGHT - at.y;
  let energy = 0;
  for (let y = 0; y < CELL_HEIGHT; y++) {
    const sy = top + y;
    const inside = sy >= 0 && sy < ink.height;
    for (let x = 0; x < CELL_WIDTH; x++) {
      const sx = left + x;
      const value = inside && sx >= 0 && sx < ink.width ? ink.data[sy * ink.width + sx]! : 0;
      cell[y * CELL_WIDTH + x] = value;
      energy += value * value;
    }
  }
  return energy;
}

/** Dot product of the cell that was read last with glyph `g`. */
function dot(bitmaps: Float32Array, g: number): number {
  let sum = 0;
  const base = g * CELL_AREA;
  for (let i = 0; i < CELL_AREA; i++) sum += cell[i]! * bitmaps[base + i]!;
  return sum;
}

/** Squared distance between the placed picture and its best drawing, stopping beyond `limit`. */
export function placementCost(ink: Ink, set: GlyphSet, at: Placement, limit = Infinity): number {
  const n = set.characters.length;
  const lengths = set.energy.map(Math.sqrt);
  let total = 0;
  for (let row = 0; row < at.rows && total < limit; row++) {
    for (let column = 0; column < at.columns; column++) {
      const energy = readCell(ink, column, row, at);
      let best = energy;
      if (energy > 0.02) {
        const length = Math.sqrt(energy);
        for (let g = n - 1; g > 0 && best > 0.02; g--) {
          const gap = length - lengths[g]!;
          if (gap * gap >= best) continue;
          const cost = energy + set.energy[g]! - 2 * dot(set.bitmaps, g) + set.prior[g]!;
          if (cost < best) best = cost;
        }
      }
      total += best;
    }
  }
  return total;
}

/**
 * Draws the placed picture: per cell the glyph of least squared distance plus prior, then a few sweeps of iterated
 * conditional modes with the neighbour gain (Besag 1986). With `axis` the last column keeps to glyphs that look
 * the same in a mirror. Returns one string of `columns` characters a row.
 */
export function matchGlyphs(ink: Ink, set: GlyphSet, at: Placement, axis = false): string[] {
  const { columns, rows } = at, n = set.characters.length;
  const upright = [...set.characters].map((character) => mirrorCharacter(character) === character);
  const candidates = new Uint8Array(columns * rows * CANDIDATES);
  const costs = new Float32Array(columns * rows * CANDIDATES).fill(Infinity);
  const chosen = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const energy = readCell(ink, column, row, at);
      const base = (row * columns + column) * CANDIDATES;
      costs[base] = energy;
      if (energy <= 0.02) continue;
      for (let g = 1; g < n; g++) {
        if (axis && column === columns - 1 && !upright[g]) continue;
        const cost = energy + set.energy[g]! - 2 * dot(set.bitmaps, g) + set.prior[g]!;
        let slot = CANDIDATES - 1;
        if (cost >= costs[base + slot]!) continue;
        for (; slot > 0 && costs[base + slot - 1]! > cost; slot--) {
          costs[base + slot] = costs[base + slot - 1]!;
          candidates[base + slot] = candidates[base + slot - 1]!;
        }
        costs[base + slot] = cost;
        candidates[base + slot] = g;
      }
      chosen[row * columns + column] = candidates[base]!;
    }
  }
  const { right, below } = set;
  if (right !== null && below !== null) {
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let i = 0; i < chosen.length; i++) {
        const base = i * CANDIDATES;
        if (costs[base + 1] === Infinity) continue;
        const column = i % columns;
        let best = Infinity, choice = chosen[i]!;
        for (let k = 0; k < CANDIDATES && costs[base + k]! < Infinity; k++) {
          const g = candidates[base + k]!;
          let cost = costs[base + k]!;
          if (column > 0) cost -= right[chosen[i - 1]! * n + g]!;
          if (column < columns - 1) cost -= right[g * n + chosen[i + 1]!]!;
          if (i >= columns) cost -= below[chosen[i - columns]! * n + g]!;
          if (i + columns < chosen.length) cost -= below[g * n + chosen[i + columns]!]!;
          if (cost < best) {
            best = cost;
            choice = g;
          }
        }
        chosen[i] = choice;
      }
    }
  }
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let column = 0; column < columns; column++) line += set.characters[chosen[row * columns + column]!]!;
    return line;
  });
}
