import { inkMap } from "../rasterise/sketch.ts";
import { SKETCH_SIDE } from "../tokenizer/patches.ts";

/**
 * How closely a drawing keeps to its sketch (36×36 of 0 and 1), from 0 to 1: the harmonic mean of the shares of each
 * one's ink that has ink of the other within a pixel. Strokes are thinner than the sketch's, hence the tolerance.
 */
export function likeness(lines: string[], sketch: Uint8Array): number {
  const drawn = inkMap(lines);
  const [kept, covered] = [shareNear(drawn, sketch), shareNear(sketch, drawn)];
  return kept + covered === 0 ? 0 : 2 * kept * covered / (kept + covered);
}

/** Share of the ink of `a` within a pixel of ink of `b`. */
function shareNear(a: Uint8Array, b: Uint8Array): number {
  let [ink, near] = [0, 0];
  for (let y = 0; y < SKETCH_SIDE; y++) {
    for (let x = 0; x < SKETCH_SIDE; x++) {
      if (!a[y * SKETCH_SIDE + x]) continue;
      ink++;
      if (touches(b, x, y)) near++;
    }
  }
  return ink === 0 ? 0 : near / ink;
}

function touches(bits: Uint8Array, x: number, y: number): boolean {
  for (let row = Math.max(0, y - 1); row <= Math.min(SKETCH_SIDE - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(SKETCH_SIDE - 1, x + 1); column++) {
      if (bits[row * SKETCH_SIDE + column]) return true;
    }
  }
  return false;
}
