import nameable from "./nameable.json" with { type: "json" };

/**
 * Line pictures, as source/id, that anybody would name by a word at once, the best first: chosen by looking at drawings (40×20
 * at most) of the first nine of each of the thousand words that are likeliest asked for.
 */
export const NAMEABLE: Readonly<Record<string, readonly string[]>> = nameable;

/** The place of a picture (source/id) among the nameable ones of a word; undefined where it is none of them. */
export function nameablePlace(word: string, picture: string): number | undefined {
  const place = Object.hasOwn(NAMEABLE, word) ? NAMEABLE[word]!.indexOf(picture) : -1;
  return place < 0 ? undefined : place;
}
