import small from "./small.json" with { type: "json" };

/**
 * Line pictures, as source/id, that are still named when they are drawn in a few columns, the best first: chosen by looking at
 * small drawings (14×6 at most) of the first eight pictures of everyday words. Words whose first picture does as well are not here.
 */
export const SMALL: Readonly<Record<string, readonly string[]>> = small;

/** Those of a word's pictures that SMALL has, the best first. `nameOf` gives source/id of one. */
export function smallFirst<T>(word: string, pictures: readonly T[], nameOf: (picture: T) => string): T[] {
  const chosen = Object.hasOwn(SMALL, word) ? SMALL[word]! : [];
  const places = new Map<T, number>();
  for (const picture of pictures) {
    const place = chosen.indexOf(nameOf(picture));
    if (place >= 0) places.set(picture, place);
  }
  return [...places.keys()].toSorted((a, b) => places.get(a)! - places.get(b)!);
}
