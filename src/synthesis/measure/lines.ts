/** Lines and words of texts, as they are measured. */

/** Lines with something on them. */
export const linesOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.split("\n").map((line) => line.trim()).filter(Boolean));

/** A word, or a number; a longer one is taken for several, as the stack of a regular expression ends at millions of letters. */
const WORD = /[\p{L}'’-]{0,100}\p{L}'?|\d+/gu;

/** Words in lower case; numbers are "0", so that lines that differ in amounts alone are the same. */
export const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(WORD) ?? []).map((word) => /^\d/.test(word) ? "0" : word);

/** How many of some pass a test, from 0 to 1; 0 of none. */
export function shareOf<T>(all: readonly T[], passes: (each: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(passes).length / all.length;
}
