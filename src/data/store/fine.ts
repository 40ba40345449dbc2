import * as z from "zod";
import { FINE_SIDE, sketchOfArt, unpackSketch } from "../../rasterise/sketch/sketch.ts";
import { mirrorSketch } from "../../rasterise/sketch/mirror.ts";

/** A row with a piece, and the packed fine sketch of its picture where there is one. */
export const sketchedRow = z.object({
  fine: z.instanceof(Uint8Array).nullable(),
  art: z.string(),
  mirrored: z.number().transform((mirrored) => mirrored === 1),
});
export type Sketched = z.infer<typeof sketchedRow>;

/** Bits of the fine sketch, 64×64, of a piece's picture before it is mirrored: that of the art itself where none is stored. */
export function fineSketch({ fine, art, mirrored }: Sketched): Uint8Array {
  if (fine !== null) return unpackSketch(fine);
  const own = sketchOfArt(art.split("\n"), FINE_SIDE);
  return mirrored ? mirrorSketch(own) : own;
}
