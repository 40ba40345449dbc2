/** Small changes of a sketch that leave it the thing it is: each seed has a hand of its own. */
import type { Random } from "../../base/random.ts";
import { sideOf } from "./sketch.ts";

/** How far a corner of the mesh moves at a temperature of 1, at most, as a share of the side. */
const REACH = 0.07;
/** No hand is freer than this temperature. */
const WILDEST = 2;
/** Corners of the mesh in a row; between them places move smoothly. */
const CORNERS = 4;
/** Neighbours of a pixel that have not been joined with it yet. */
const AHEAD = [[1, 0], [-1, 1], [0, 1], [1, 1]] as const;

/**
 * A sketch of 0 and 1 drawn by a hand that is as free as the temperature: each pixel of ink moves with the mesh, and those
 * that were neighbours stay joined, so that no line breaks. At 0 it is the sketch itself.
 */
export function warped(sketch: Uint8Array, temperature: number, rng: Random): Uint8Array {
  if (temperature === 0) return sketch;
  const side = sideOf(sketch), reach = side * REACH * Math.min(WILDEST, temperature);
  const shifts = () => Float32Array.from({ length: CORNERS ** 2 }, () => (rng.next() - 0.5) * reach);
  const [across, down] = [shifts(), shifts()];
  const corner = (at: number) => at / (side - 1) * (CORNERS - 1);
  const place = (x: number, y: number): [number, number] => {
    const u = corner(x), v = corner(y);
    return [inside(side, x + between(across, u, v)), inside(side, y + between(down, u, v))];
  };
  const out = new Uint8Array(sketch.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (sketch[y * side + x] === 0) continue;
      const from = place(x, y);
      out[from[1] * side + from[0]] = 1;
      for (const [dx, dy] of AHEAD) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || nx >= side || ny >= side || sketch[ny * side + nx] === 0) continue;
        join(out, side, from, place(nx, ny));
      }
    }
  }
  return out;
}

const inside = (side: number, at: number) => Math.min(side - 1, Math.max(0, Math.round(at)));

/** Inks the pixels between two that are a few apart. */
function join(out: Uint8Array, side: number, [x, y]: [number, number], [toX, toY]: [number, number]): void {
  const steps = Math.max(Math.abs(toX - x), Math.abs(toY - y));
  for (let step = 1; step < steps; step++) {
    const at = (from: number, to: number) => Math.round(from + (to - from) * step / steps);
    out[at(y, toY) * side + at(x, toX)] = 1;
  }
}

/** Bilinear value of the mesh at a place, in corners. */
function between(mesh: Float32Array, u: number, v: number): number {
  const [left, top] = [Math.min(CORNERS - 2, Math.floor(u)), Math.min(CORNERS - 2, Math.floor(v))];
  const [a, b] = [u - left, v - top];
  const row = (at: number) => (1 - a) * mesh[at * CORNERS + left]! + a * mesh[at * CORNERS + left + 1]!;
  return (1 - b) * row(top) + b * row(top + 1);
}
