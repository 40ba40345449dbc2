/** Names of people in descriptions, which may be words of the dictionary as well: Grace, Tom, Ruby. */
import type { Lexicon } from "../lexicon/lexicon.ts";
import { LEXICON } from "../template/grammars.ts";

const FIRST_NAMES: ReadonlySet<string> = new Set((LEXICON.get("name") ?? []).map(({ word }) => word));
const TITLES: ReadonlySet<string> = new Set(
  "Captain Mr Mrs Ms Miss Dr Doctor Professor Sir Lady Lord King Queen Prince Princess Count Aunt Uncle Grandma Grandpa Saint Santa"
    .split(" "),
);
const CAPITALISED = /^\p{Lu}\p{Ll}[\p{L}'-]*$/u;

/** Whether a word is a first name that stands for somebody, as it is written. */
export const isFirstName = (word: string, lexicon: Lexicon): boolean =>
  CAPITALISED.test(word) && (FIRST_NAMES.has(word) || lexicon.names.includes(word.toLowerCase()));

/**
 * Which of a description's words, as they are written, are names of people: first names, and what follows one or a title with a
 * capital. None where all words have capitals, as in titles.
 */
export function namesAmong(written: readonly string[], lexicon: Lexicon): Set<number> {
  const names = new Set<number>();
  if (!written.some((word) => word.length > 3 && word === word.toLowerCase())) return names;
  for (const [i, word] of written.entries()) {
    const before = written[i - 1] ?? "";
    const follows = CAPITALISED.test(word) && (names.has(i - 1) || TITLES.has(before));
    if (isFirstName(word, lexicon) || follows) names.add(i);
    if (follows && TITLES.has(before)) names.add(i - 1);
  }
  return names;
}

const SPEAKS =
  /\b(?:from|by|(?:diary|journal|memoirs?|confessions?|thoughts) of|(?:in|with) the (?:style|voice|words|manner) of)\s+(\p{Lu}\p{Ll}[\p{L}'-]*(?:\s+\p{Lu}\p{Ll}[\p{L}'-]*)*)/u;

/** A name whose manner of speaking is asked for. */
const LIKE =
  /\b(?:(?:talk|speak|writ)(?:s|e|es|ing|ten)?\s+(?:\w+\s+)??like|(?:in|with) the (?:style|voice|words|manner) of)\s+(\p{Lu}\p{Ll}[\p{L}'-]*(?:\s+\p{Lu}\p{Ll}[\p{L}'-]*)*)/u;

/** The name of who speaks: "letters from Captain Hook". */
export function namedSpeaker(text: string, lexicon: Lexicon): string | undefined {
  const name = SPEAKS.exec(text)?.[1], [first = "", ...others] = name?.split(/\s+/) ?? [];
  return isSomebody(first, others, lexicon) ? name : mannerOf(text, lexicon);
}

/** Whose manner is asked for by name, also by one that is no first name: "talks like Yoda". */
export function mannerOf(text: string, lexicon: Lexicon): string | undefined {
  const name = LIKE.exec(text)?.[1], [first = "", ...others] = name?.split(/\s+/) ?? [];
  return isSomebody(first, others, lexicon) || lexicon.of(first.toLowerCase()).length === 0
    ? name
    : undefined;
}

const isSomebody = (first: string, others: readonly string[], lexicon: Lexicon): boolean =>
  isFirstName(first, lexicon) || (TITLES.has(first) && others.length > 0);
