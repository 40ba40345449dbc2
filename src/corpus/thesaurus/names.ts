import { englishWords } from "../english.ts";
import { FILE, openWordNet } from "../wordnet.ts";

let words: ReturnType<typeof englishWords> | undefined;

/** Living things are called by names, too: a robin is a bird. */
const LIVING = new Set<number | undefined>([FILE.animal, FILE.plant, FILE.food]);
/** But not these, who are persons first. */
const PERSONS = new Set("tom jenny molly martin jack billy cassie daphne".split(" "));

/** Whether people first think of a person at a word: a john is a toilet, but seldom. */
export function isName(word: string): boolean {
  words ??= englishWords();
  if (PERSONS.has(word)) return true;
  return (words.get(word)?.isGivenName ?? false) && !LIVING.has(openWordNet().senses(word)[0]);
}

/** The English words, once a process. */
export function isEnglish(word: string): boolean {
  words ??= englishWords();
  return words.has(word);
}
