import { coarser, inkMap, sideOf, SKETCH_SIDE } from "../../../rasterise/sketch/sketch.ts";
import { isNear, spots } from "../../../rasterise/sketch/spots.ts";

/** A sketch and the ink of a drawing on the same pixels, 36×36 for fine sketches, to be compared. */
export interface Inks {
  drawn: Uint8Array;
  sketched: Uint8Array;
}

/** What a drawing's lines and its sketch (a square of 0 and 1) are compared by. */
export function inksOf(lines: readonly string[], sketch: Uint8Array): Inks {
  const sketched = sideOf(sketch) > SKETCH_SIDE ? coarser(sketch) : sketch;
  return { drawn: inkMap([...lines], sideOf(sketched)), sketched };
}

/**
 * How closely a drawing keeps to its sketch (a square of 0 and 1), from 0 to 1: the harmonic mean of the shares of each
 * one's ink that has ink of the other within a pixel of 36×36. Strokes are thinner than the sketch's, hence the tolerance. A
 * separate spot counts by the root of its size: an eye is a few pixels of a face, but nobody overlooks it.
 */
export function likeness(lines: readonly string[], sketch: Uint8Array, inks = inksOf(lines, sketch)): number {
  const { drawn, sketched } = inks;
  const [kept, covered] = [shareNear(drawn, sketched), shareNear(sketched, drawn)];
  return kept + covered === 0 ? 0 : 2 * kept * covered / (kept + covered);
}

/** Share of the ink of `a` within a pixel of ink of `b`, each spot of `a` weighing the root of its size. */
function shareNear(a: Uint8Array, b: Uint8Array): number {
  let [ink, near] = [0, 0];
  for (const spot of spots(a)) {
    const touching = spot.filter((pixel) => isNear(b, pixel));
    ink += Math.sqrt(spot.length);
    near += touching.length === spot.length
      ? Math.sqrt(spot.length)
      : touching.length / Math.sqrt(spot.length);
  }
  return ink === 0 ? 0 : near / ink;
}
