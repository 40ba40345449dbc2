/**
 * How alike two pictures are, as grids of ink: sketches of 0 and 1, or rasters from 0 to 1. The measure is the share of
 * ink that is not in common, 1 − 2·Σ min(a, b) / (Σa + Σb) (Dice 1945): 0 for the same picture, 1 for no common ink.
 * Unlike a count of differing pixels it does not call two sparse pictures alike for being sparse.
 */

import { commonInk, countInk, placements, sketchWords } from "./packed.ts";
import { packSketch } from "./sketch.ts";

/** A picture of an index that is near a given one. */
export interface Match {
  index: number;
  difference: number;
}

/** Finds near pictures among many. */
export interface SketchIndex {
  /** The `count` nearest sketches, the nearest first, whatever their small shift or mirroring. */
  nearest(sketch: Uint8Array, count: number): Match[];
}

/** Shifts in each direction that count as none, as a share of the side. */
const SHIFT = 1 / 18;

/** Difference of two square grids of one size: the least over small shifts of `a`, plain and mirrored. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const side = Math.sqrt(a.length);
  if (!Number.isInteger(side) || b.length !== a.length) {
    throw new RangeError(`grids of ${a.length} and ${b.length} values are not squares of one size`);
  }
  const ink = total(a) + total(b);
  if (ink === 0) return 0;
  let most = 0;
  for (const { mirrored, dx, dy } of moves(side)) {
    let common = 0;
    for (let y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
      for (let x = Math.max(0, -dx); x < Math.min(side, side - dx); x++) {
        const from = a[y * side + (mirrored ? side - 1 - x : x)]!, to = b[(y + dy) * side + x + dx]!;
        common += from < to ? from : to;
      }
    }
    if (common > most) most = common;
  }
  return Math.max(0, 1 - 2 * most / ink); // not below zero by rounding
}

/** Prepares sketches to be searched by `difference`. */
export function indexSketches(sketches: readonly Uint8Array[]): SketchIndex {
  const wordsOf = (sketch: Uint8Array) => sketchWords(packSketch(sketch));
  const all = sketches.map(wordsOf);
  const ink = all.map(countInk);
  return {
    nearest(sketch, count) {
      const words = wordsOf(sketch);
      const own = countInk(words);
      const moved = placements(words);
      const found: Match[] = [];
      const limit = () => found.length < count ? Infinity : found.at(-1)!.difference;
      for (const [index, other] of all.entries()) {
        const both = own + ink[index]!;
        const differenceBy = (common: number) => both === 0 ? 0 : 1 - 2 * common / both;
        if (differenceBy(Math.min(own, ink[index]!)) >= limit()) continue;
        let most = 0;
        for (const placed of moved) most = Math.max(most, commonInk(placed, other));
        const difference = differenceBy(most);
        if (difference >= limit()) continue;
        const at = found.findIndex((match) => match.difference > difference);
        found.splice(at < 0 ? found.length : at, 0, { index, difference });
        found.length = Math.min(found.length, count);
      }
      return found;
    },
  };
}

interface Move {
  mirrored: boolean;
  dx: number;
  dy: number;
}

function moves(side: number): Move[] {
  const reach = Math.round(side * SHIFT);
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  return [false, true].flatMap((mirrored) =>
    steps.flatMap((dy) => steps.map((dx) => ({ mirrored, dx, dy })))
  );
}

function total(grid: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < grid.length; i++) sum += grid[i]!;
  return sum;
}
