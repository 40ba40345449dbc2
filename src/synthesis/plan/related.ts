/** Which senses have to do with a topic: by links of WordNet, and by what the glosses of both say. */
import { type Lexicon, type Sense, stem, stemsOf } from "../lexicon/lexicon.ts";

/** How much stems of words tell of a topic. */
export type Profile = ReadonlyMap<string, number>;

/** Words that glosses use of everything. */
const COMMON = new Set(
  `a an the of or and to in on for by with from at as is are be been being was were has have having had that which who whom
  whose it its one ones not no into than any some such used using use uses usually often especially very made make making
  something someone somebody etc other others another each their his her them they this these those can may that's
  consisting having act part person people state quality kind type form way more most less least large small long short
  made up out off over under between through about when where while without within after before but if so same like also
  only all many several various two three four first second new old good certain particular general esp being do does done
  between along characterized relating related`
    .split(/\s+/).map(stem),
);

/** Stems of a gloss that tell something. */
export const tellingStems = (text: string): string[] =>
  stemsOf(text).filter((each) => !COMMON.has(each) && each.length > 1);

const LEMMA = 6, GLOSS = 2, DERIVED = 3, KIND = 1.5, PART = 1.5, MEMBER = 1.5, PARENT = 0.5;
const MOST_KINDS = 200;

/** Inverse document frequency of a stem in glosses, in nats. */
export const rarity = (lexicon: Lexicon, each: string): number =>
  Math.log(lexicon.senses.length / (1 + lexicon.mentioning(each).length));

/** The profile of some senses. */
export function profileOf(lexicon: Lexicon, topics: readonly number[]): Profile {
  const profile = new Map<string, number>();
  const add = (stems: Iterable<string>, weight: number): void => {
    for (const each of new Set(stems)) profile.set(each, Math.max(profile.get(each) ?? 0, weight));
  };
  for (const topic of topics) {
    const sense = lexicon.sense(topic);
    add(lemmaStems(sense), LEMMA);
    add(tellingStems(sense.gloss), GLOSS);
    for (const each of sense.derived) add(lemmaStems(lexicon.sense(each)), DERIVED);
    for (const each of sense.hypernyms) add(lemmaStems(lexicon.sense(each)), PARENT);
    for (const each of sense.parts) add(lemmaStems(lexicon.sense(each)), PART);
    for (const each of lexicon.members(topic)) add(lemmaStems(lexicon.sense(each)), MEMBER);
    for (const each of descendants(lexicon, topic).slice(0, MOST_KINDS)) {
      add(lemmaStems(lexicon.sense(each)), KIND);
    }
  }
  return profile;
}

/** Stems of a sense's words; of a compound its last word, or of what it is a kind of, tells too little. */
const lemmaStems = ({ lemmas }: Sense): string[] =>
  lemmas.flatMap(({ word }) => word.includes(" ") ? [] : stemsOf(word)).filter((each) => !COMMON.has(each));

/** A sense's kinds, nearest first. */
export function descendants(lexicon: Lexicon, top: number): number[] {
  const all = new Set<number>([top]);
  for (const each of all) lexicon.hyponyms(each).forEach((kind) => all.add(kind));
  all.delete(top);
  return [...all];
}

/** How much a sense whose gloss shares stems with a profile has to do with it, and how many they share. */
export interface Likeness {
  score: number;
  shared: number;
}

/** How like a profile a sense's gloss is. */
export function likeness(lexicon: Lexicon, profile: Profile, number: number): Likeness {
  const stems = tellingStems(lexicon.sense(number).gloss);
  let score = 0, shared = 0;
  for (const each of new Set(stems)) {
    const weight = profile.get(each);
    if (weight === undefined) continue;
    score += weight * rarity(lexicon, each) ** 2;
    shared++;
  }
  return { score: score / (3 + stems.length), shared };
}

/** Senses whose glosses have all of some stems. */
export function mentioningAll(lexicon: Lexicon, [first = "", ...others]: readonly string[]): number[] {
  const rest = others.map((each) => new Set(lexicon.mentioning(each)));
  return lexicon.mentioning(first).filter((number) => rest.every((list) => list.has(number)));
}
