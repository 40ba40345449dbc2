import type { Random } from "../../base/random.ts";
import { sideOf } from "./sketch.ts";
import { forEachAround } from "./spots.ts";

/** Share of the pixels along edges that come out wrong in the roughest sketch, and share of sketches that stay as they are. */
const ROUGHEST = 0.08, SMOOTH = 0.4;

/** A sketch with some pixels along its edges wrong, as they are where it is remembered by a code. */
export function roughened(sketch: Uint8Array, rng: Random): Uint8Array {
  const share = ROUGHEST * Math.max(0, (rng.next() - SMOOTH) / (1 - SMOOTH));
  if (share === 0) return sketch;
  const side = sideOf(sketch);
  return sketch.map((bit, i) => {
    if (rng.next() >= share) return bit;
    let edge = false;
    forEachAround(side, i % side, Math.floor(i / side), (pixel) => edge ||= sketch[pixel] !== bit);
    return edge ? 1 - bit : bit;
  });
}
