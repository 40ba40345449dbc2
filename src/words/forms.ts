// @ts-types="@types/pluralize"
import pluralize from "pluralize";

/** Longer words are no compounds of anything known. */
const MAX_COMPOUND = 40;

/** Lower case, without marks: "Bär" → "bar". */
export const unmarked = (text: string): string => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Lower case, without marks and letters that English lacks: "Bär" → "bar", "Fuß" → "fuss". */
export function fold(word: string): string {
  return unmarked(word).replaceAll("ß", "ss").replaceAll("ø", "o")
    .replaceAll("æ", "ae").replaceAll("œ", "oe");
}

/** What a word could be the plural of, likeliest first: a knife and, of "hooves", which dictionaries quarrel about, a hoof. */
export function singulars(word: string): string[] {
  const candidates = [pluralize.singular(word)];
  // pluralize has "excus" of excuses.
  if (word.endsWith("ses")) candidates.push(word.slice(0, -1));
  if (word.endsWith("ves")) candidates.push(word.slice(0, -3) + "f");
  return [...new Set(candidates)].filter((candidate) => candidate !== word && candidate.length > 1);
}

/** A word as two, cut at each letter. */
export function splits(word: string): string[] {
  if (word.length > MAX_COMPOUND) return [];
  return Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, i) => `${word.slice(0, i + 1)} ${word.slice(i + 1)}`,
  );
}
