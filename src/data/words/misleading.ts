import misleading from "./misleading.json" with { type: "json" };

/**
 * Line pictures of everyday words, as source/id, that show another sense of the word (a saw tooth wave for a saw), or that
 * nobody would name by it: found by looking at drawings of the first pictures of every such word without knowing the word.
 */
export const MISLEADING: Readonly<Record<string, readonly string[]>> = misleading;

/** Whether a picture (source/id) should stand behind a word's other pictures. */
export function isMisleading(word: string, picture: string): boolean {
  return Object.hasOwn(MISLEADING, word) && MISLEADING[word]!.includes(picture);
}
