import { syllable } from "syllable";

/** A line's words come again and again. */
const counted = new Map<string, number>();
const KEPT = 20_000;

/** Syllables of a text in English, by the rules and exceptions of the package `syllable`; of digits it knows none. */
export function syllables(text: string): number {
  let sum = 0;
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}'’]+/gu)) {
    let count = counted.get(word);
    if (count === undefined) {
      count = syllable(word);
      if (counted.size < KEPT) counted.set(word, count);
    }
    sum += count;
  }
  return sum;
}
