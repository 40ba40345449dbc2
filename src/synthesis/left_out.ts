/** What texts of a plan leave out, as far as words tell. */
import { plural } from "./template/forms.ts";

/** Before a word that is left out these tell that something else is meant: coconut milk, peanut butter, a veggie burger. */
const MEANT_OTHERWISE =
  "coconut|soya?|oat|almond|cashew|peanut|nut|cocoa|vegetable|veggie|vegan|vegetarian|plant|plant-based|meatless";

/** Tells whether a text has one of the words, in the singular or the plural. */
export function leftOutOf(words: readonly string[]): (text: string) => boolean {
  if (words.length === 0) return () => false;
  const forms = words.flatMap((word) => [word, plural(word)]).map(RegExp.escape);
  const start = "(?<![\\p{L}\\p{N}])", end = "(?![\\p{L}\\p{N}])";
  const pattern = new RegExp(
    `${start}(?<!${start}(?:${MEANT_OTHERWISE})[ -])(?:${forms.join("|")})${end}`,
    "iu",
  );
  return (text) => pattern.test(text);
}
