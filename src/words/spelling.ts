import { editDistance, lettersApart, letterSet } from "./distance.ts";
import type { English } from "./english.ts";
import { type Entry, type Lexicon, lookUp } from "./lexicon.ts";

/** A word with fewer letters may be anything. */
const MIN_LENGTH = 4;
const SHORT = 4;
/** What ten times as common is worth, in letters. */
const PER_TENFOLD = 0.3;
const USUAL_COMMONNESS = 2;
/** So much better than any other must a word be to be the one that was meant; a short one more. */
const CLEARLY = 0.45, CLEARLY_SHORT = 0.7;
/** Words for things that can be drawn are likelier than others. */
const NO_THING = 0.3;
/** Hardly anyone gets the first letter wrong. */
const WRONG_START = 0.5;
/** More guesses are not looked into. */
const MAX_GUESSES = 12;

/** A word that could have been meant, and how badly it fits. */
export interface Guess {
  word: string;
  cost: number;
  /** What is drawn for it. */
  entry: Entry | undefined;
}

/** Slips that a word of some length may hold. */
const mostSlips = (word: string): number => word.length < 6 ? 1 : word.length < 9 ? 1.7 : 2.2;

/** Words that could have been meant by one that is none, the best guess first; none for a word that is one. */
export function guessesFor(written: string, english: English, lexicon: Lexicon): Guess[] {
  if (!/^[a-z]+$/.test(written) || written.length < MIN_LENGTH) return [];
  if (english.has(written) || lexicon.has(written)) return [];
  const words = [...english.keys(), ...lexicon.keys()];
  return closest(written, words, english, mostSlips(written)).slice(0, MAX_GUESSES).map(({ word, cost }) => {
    const entry = lookUp([word], lexicon);
    return { word, entry, cost: entry === undefined ? cost + NO_THING : cost };
  }).sort((a, b) => a.cost - b.cost);
}

/** The best guess, where something is drawn for it and it is clearly better than any for which something else is. */
export function clearGuess(written: string, [best, ...others]: readonly Guess[]): Guess | undefined {
  if (best?.entry === undefined) return undefined;
  const rival = others.find(({ entry }) => entry?.label !== best.entry!.label);
  const enough = written.length <= SHORT ? CLEARLY_SHORT : CLEARLY;
  return rival === undefined || rival.cost - best.cost >= enough ? best : undefined;
}

/** Words with slips of at most some cost, the likeliest first, each once. */
export function closest(
  written: string,
  words: Iterable<string>,
  english: English,
  most: number,
): { word: string; cost: number }[] {
  const found = new Map<string, number>();
  const letters = letterSet(written);
  const slips = Math.ceil(most);
  for (const word of words) {
    if (Math.abs(word.length - written.length) > slips) continue;
    if (lettersApart(letters, letterSet(word)) > 2 * slips + 1) continue;
    const start = word[0] === written[0] || word[0] === written[1] ? 0 : WRONG_START;
    const distance = editDistance(written, word, most - start) + start;
    if (distance === Infinity) continue;
    const tens = (english.get(word)?.commonness ?? USUAL_COMMONNESS) / 2;
    found.set(word, distance - PER_TENFOLD * tens);
  }
  return [...found].map(([word, cost]) => ({ word, cost })).sort((a, b) => a.cost - b.cost);
}
