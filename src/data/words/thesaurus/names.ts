import { englishWords } from "../english.ts";
import { FILE, openWordNet } from "../wordnet.ts";
import { openWordNetLinks } from "../wordnet_links.ts";

/** Some 300 times in film subtitles. */
const COMMON = 5;

let words: ReturnType<typeof englishWords> | undefined;

/** Living things are called by names, too: a robin is a bird. */
const LIVING = new Set<number | undefined>([FILE.animal, FILE.plant, FILE.food]);
/** But not these, who are persons first. */
const PERSONS = new Set("tom jenny molly martin jack billy cassie daphne".split(" "));

/** Whether people first think of a person at a word: a john is a toilet, but seldom. */
export function isName(word: string): boolean {
  words ??= englishWords();
  if (PERSONS.has(word)) return true;
  return (words.get(word)?.isGivenName ?? false) &&
    !openWordNet().senses(word).slice(0, 4).some((file) => LIVING.has(file));
}

/** Whether a word is English and more than a name: "chien" is somebody's, but a dog in French. */
export function isEnglish(word: string): boolean {
  words ??= englishWords();
  return openWordNetLinks().byWord.has(word) || (words.get(word)?.commonness ?? 0) >= COMMON;
}
