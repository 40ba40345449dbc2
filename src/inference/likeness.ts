import { inkMap, SKETCH_SIDE } from "../rasterise/sketch.ts";
import { forEachAround, spots } from "../rasterise/spots.ts";

/**
 * How closely a drawing keeps to its sketch (36×36 of 0 and 1), from 0 to 1: the harmonic mean of the shares of each
 * one's ink that has ink of the other within a pixel. Strokes are thinner than the sketch's, hence the tolerance. A
 * separate spot counts by the root of its size: an eye is a few pixels of a face, but nobody overlooks it.
 */
export function likeness(lines: string[], sketch: Uint8Array): number {
  const drawn = inkMap(lines);
  const [kept, covered] = [shareNear(drawn, sketch), shareNear(sketch, drawn)];
  return kept + covered === 0 ? 0 : 2 * kept * covered / (kept + covered);
}

/** Share of the ink of `a` within a pixel of ink of `b`, each spot of `a` weighing the root of its size. */
function shareNear(a: Uint8Array, b: Uint8Array): number {
  let [ink, near] = [0, 0];
  for (const spot of spots(a)) {
    const touching = spot.filter((pixel) => touches(b, pixel % SKETCH_SIDE, Math.floor(pixel / SKETCH_SIDE)));
    ink += Math.sqrt(spot.length);
    near += touching.length === spot.length
      ? Math.sqrt(spot.length)
      : touching.length / Math.sqrt(spot.length);
  }
  return ink === 0 ? 0 : near / ink;
}

function touches(bits: Uint8Array, x: number, y: number): boolean {
  let touched = false;
  forEachAround(x, y, (pixel) => touched ||= bits[pixel] === 1);
  return touched;
}
