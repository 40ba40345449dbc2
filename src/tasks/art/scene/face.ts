/** Faces seen from the front: where eyes and chin are, and room for another mouth. */
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import { type Attribute, type Mood, MOODS } from "../../../words/scene/phrases.ts";
import type { Face, Look } from "./look.ts";
import { eyesOf } from "./pose.ts";
import { eroded, solidOf } from "./solid.ts";

/** The mood that a thing is said to be in. */
export const moodOf = (attributes: readonly Attribute[]): Mood | undefined =>
  MOODS.find((mood) => attributes.includes(mood));

/** A face has so much of the picture's height below its eyes at least. */
const BELOW = 0.16;

export function faceOf(look: Look): Face | undefined {
  const eyes = eyesOf(look);
  if (eyes === undefined) return undefined;
  const side = sideOf(look.bits), solid = solidOf(look.bits);
  const middle = Math.round((eyes.left.x + eyes.right.x) / 2 * side), eye = (eyes.left.y + eyes.right.y) / 2;
  let chin = Math.round(eye * side);
  while (chin < side && solid[chin * side + middle]) chin++;
  return chin / side - eye < BELOW ? undefined : { ...eyes, chin: chin / side };
}

/** What is left of a face below the eyes: the nose. Brows and mouth stand beyond the eyes by so much, to each side. */
const NOSE = 0.3, ASIDE = 0.1, BROW = 0.16;

/** A picture without mouth and brows. */
export function withoutMood(look: Look, { left, right, chin }: Face): Look {
  const { bits } = look, side = sideOf(bits);
  const inner = eroded(solidOf(bits), Math.max(2, Math.round(side / 16)));
  const eye = (left.y + right.y) / 2, top = Math.min(left.y - left.height / 2, right.y - right.height / 2);
  const mouth = eye + NOSE * (chin - eye);
  return {
    ...look,
    bits: bits.map((bit, i) => {
      const x = (i % side + 0.5) / side, y = (Math.floor(i / side) + 0.5) / side;
      if (!inner[i] || x < left.x - ASIDE || x > right.x + ASIDE) return bit;
      const isBrow = y > top - BROW && y < top - 1 / side;
      return y > mouth || isBrow ? 0 : bit;
    }),
  };
}
