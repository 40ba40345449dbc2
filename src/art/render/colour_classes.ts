/**
 * Colours as names of classes, for pages that may have no style but that of their sheets. What a class looks like, on a light and
 * on a dark ground, src/studio/style/colours.css says: hues are kept, and lightness is such that each is read on both.
 */
import { oklab } from "../colouring.ts";

/** Steps of the hue's circle. */
export const HUE_STEPS = 24;
/** Chroma and lightness of OKLab from which a colour is of the next step. */
const CHROMA = [0.09, 0.14], LIGHTNESS = [0.5, 0.68];

/** Steps of chroma and of lightness. */
export const CHROMA_STEPS = CHROMA.length + 1, LIGHT_STEPS = LIGHTNESS.length + 1;

const stepOf = (bounds: readonly number[], value: number) => bounds.filter((bound) => value >= bound).length;

/** The classes of characters in a colour: red, green and blue, 0 to 255. */
export function colourClasses(colour: readonly number[]): string {
  const [lightness, a, b] = oklab(colour);
  const turns = Math.atan2(b, a) / (2 * Math.PI);
  const hue = (Math.round(turns * HUE_STEPS) + HUE_STEPS) % HUE_STEPS;
  const chroma = stepOf(CHROMA, Math.hypot(a, b)), light = stepOf(LIGHTNESS, lightness);
  return `own hue-${hue} chroma-${chroma} light-${light}`;
}
