import type { DatabaseSync } from "node:sqlite";
import { singular } from "./labels.ts";
import { isEveryday, popularity, subtitleCount } from "./popularity.ts";
import { FILE, openWordNet } from "./wordnet.ts";

/** Steps from a word up to a more general label, and down to a label that is a kind of it. */
const MAX_CLIMB = 4;
/** Each step down makes a label this much less fitting. */
const DECAY = 0.75;
/** A label with more kinds than this says too little about one of them; "bird" and "tree", being everyday, may. */
const MAX_KINDS = 500;
const MAX_KINDS_EVERYDAY = 2000;
/** An animal or a person has thousands of kinds; an object, whose kinds show nothing of it, has more. */
const MAX_KINDS_ASKED = 8000;
/** Pictures that a label needs to stand for a kind of it; one that is only tagged with the label is a quarter. */
const MIN_PICTURES = 2;
const TAGGED = 0.25;
/** Words that are things in less of their uses are left out: "down" is plumage, but seldom. */
const MIN_CONCRETE_SHARE = 0.25;
const MAX_LENGTH = 24;
/** Persons in pictures, though the words mean things as well: kings and knights of chess. */
const FIGURES = new Set(
  "man baby king queen knight bishop pirate angel zombie monster dragon nurse doctor".split(" "),
);
/** Their pictures show neither sense that WordNet lists first: foreigner, blood vessel, drug. */
const HOMONYMS = new Set(["alien", "vessel", "ass", "mickey", "skunk"]);
/** What glosses say of words that nobody should be called. */
const INSULT = /\b(slur|offensive|derogatory|disparaging|insulting)\b/;
const EATABLE = new Set<number | undefined>([FILE.animal, FILE.food, FILE.plant]);

/** How many training pictures show each label. */
export function pictureCounts(db: DatabaseSync): Map<string, number> {
  const rows = db.prepare(
    `SELECT label, sum(weight) AS n FROM (
       SELECT label, 1.0 AS weight FROM pictures WHERE split = 'train'
       UNION ALL
       SELECT picture_labels.label, ${TAGGED} FROM picture_labels JOIN pictures ON id = picture_id
       WHERE split = 'train'
     ) GROUP BY label`,
  );
  return new Map(rows.all().map(({ label, n }) => [String(label), Number(n)]));
}

/** How many training pictures have each label as their main one. */
export function ownCounts(db: DatabaseSync): Map<string, number> {
  const rows = db.prepare("SELECT label, count(*) AS n FROM pictures WHERE split = 'train' GROUP BY label");
  return new Map(rows.all().map(({ label, n }) => [String(label), Number(n)]));
}

/**
 * Words that are drawn as another label, by that label, comma-separated in order: synonyms, kinds of the label (poodle:
 * dog), words of which it is a kind (animal: dog), and labels that are its plural and have hardly a picture of their own
 * (dogs: dog). `pictures` as of `pictureCounts()`, `own` as of `ownCounts()`. Words that are no labels are nouns for
 * things, alone or in twos, that occur in film subtitles.
 */
export function buildThesaurus(
  labels: readonly string[],
  pictures: ReadonlyMap<string, number>,
  own: ReadonlyMap<string, number> = pictures,
): Record<string, string> {
  const nearest = nearestLabels(labels, pictures);
  const known = new Set(labels);
  const words = new Map<string, string[]>();
  for (const label of labels) {
    const one = singular(label);
    const poor = (own.get(label) ?? 0) < MIN_PICTURES &&
      (pictures.get(label) ?? 0) < (pictures.get(one) ?? 0);
    if (one !== label && known.has(one) && poor) words.set(one, [...words.get(one) ?? [], label]);
  }
  const { nouns, concreteShare } = openWordNet();
  for (const noun of nouns()) {
    const word = noun.replace(/['’.]/g, "").replaceAll("-", " ");
    if (known.has(word) || word.length > MAX_LENGTH || !/^[a-z]+( [a-z]+)?$/.test(word)) continue;
    if (concreteShare(noun) < MIN_CONCRETE_SHARE || !word.split(" ").every((part) => subtitleCount(part))) {
      continue;
    }
    const label = nearest(noun);
    if (label !== undefined) words.set(label, [...words.get(label) ?? [], word]);
  }
  return Object.fromEntries(
    [...words.keys()].sort().map((label) => [label, [...new Set(words.get(label)!.sort())].join()]),
  );
}

/** A label that a word may stand for, by steps apart, fewest first, and how likely it is meant. */
interface Candidate {
  label: string;
  steps: number;
  weight: number;
}

function nearestLabels(labels: readonly string[], pictures: ReadonlyMap<string, number>) {
  const { synset, synsets, concreteShare } = openWordNet();
  const popular = popularity(labels);
  const shown = (label: string): number => pictures.get(label) ?? 0;
  const weight = (label: string): number => popular.get(label)! * Math.sqrt(shown(label));

  const counted = new Map<number, number>();
  const kinds = (offset: number): number => {
    let count = counted.get(offset);
    if (count === undefined) {
      count = synset(offset).hyponyms.reduce((sum, kind) => sum + 1 + kinds(kind), 0);
      counted.set(offset, count);
    }
    return count;
  };

  /** What the pictures of a label show: a person only if nothing else; screws and toasters are persons, too. */
  const depicted = (label: string): number[] => {
    if (HOMONYMS.has(label) || !(isEveryday(label) || concreteShare(label) >= MIN_CONCRETE_SHARE)) return [];
    const all = synsets(label).filter((offset) => synset(offset).concrete);
    const file = (sense: number | undefined) => sense === undefined ? undefined : synset(sense).file;
    const thing = all.find((offset) => file(offset) !== FILE.person);
    if (file(all[0]) === FILE.person && thing !== undefined && !FIGURES.has(label)) {
      return isEveryday(label) ? [thing] : [];
    }
    return all.slice(0, EATABLE.has(file(all[0])) && EATABLE.has(file(all[1])) ? 2 : 1);
  };
  const labelsAt = new Map<number, string[]>();
  for (const label of labels) {
    for (const offset of depicted(label)) labelsAt.set(offset, [...labelsAt.get(offset) ?? [], label]);
  }

  const standsForKinds = (label: string, offset: number): boolean =>
    kinds(offset) <= (isEveryday(label) ? MAX_KINDS_EVERYDAY : MAX_KINDS) && shown(label) >= MIN_PICTURES;
  const upwards = (sense: number): Candidate[] =>
    climb(sense, (offset) => synset(offset).hypernyms).flatMap((level, steps) =>
      level.flatMap((offset) =>
        (labelsAt.get(offset) ?? [])
          .filter((label) => steps === 0 || standsForKinds(label, offset))
          .map((label) => ({ label, steps, weight: weight(label) }))
      )
    );
  /** The most popular kind alone: a rare one may be fewer steps away. */
  const downwards = (sense: number): Candidate[] => {
    const levels = climb(sense, (offset) => synset(offset).hyponyms);
    return levels.flatMap((level, steps) =>
      level.flatMap((offset) => labelsAt.get(offset) ?? [])
        .map((label) => ({ label, steps, weight: weight(label) * DECAY ** steps }))
    ).sort((a, b) => b.weight - a.weight).slice(0, 1);
  };
  const fromSense = (sense: number): string | undefined => {
    const candidates = [...upwards(sense), ...downwards(sense)];
    return candidates.sort((a, b) => a.steps - b.steps || b.weight - a.weight)[0]?.label;
  };
  const [animal = NaN] = synsets("animal");
  const isJustAnimal = (sense: number): boolean => synset(sense).hypernyms.includes(animal);
  return (noun: string): string | undefined => {
    const senses = synsets(noun).filter((offset) => {
      const { concrete, file, gloss } = synset(offset);
      if (INSULT.test(gloss)) return false;
      return concrete || (file === FILE.top && kinds(offset) <= MAX_KINDS_ASKED);
    });
    for (const [rank, sense] of senses.slice(0, 2).entries()) {
      const label = rank === 1 && synset(sense).file === FILE.person ? undefined : fromSense(sense);
      if (label !== undefined) return label;
    }
    // A pet is no kind of anything that is drawn, but it is an animal.
    return senses[0] !== undefined && isJustAnimal(senses[0]) ? fromSense(animal) : undefined;
  };
}

/** Synsets by steps from `start`, which is the first level. */
function climb(start: number, next: (offset: number) => number[]): number[][] {
  const seen = new Set([start]);
  const levels = [[start]];
  for (let step = 1; step <= MAX_CLIMB; step++) {
    const level = [...new Set(levels[step - 1]!.flatMap(next))].filter((offset) => !seen.has(offset));
    for (const offset of level) seen.add(offset);
    levels.push(level);
  }
  return levels;
}
