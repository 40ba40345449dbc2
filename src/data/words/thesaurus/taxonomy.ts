import { isEveryday, popularity } from "../popularity.ts";
import { FILE, openWordNet } from "../wordnet.ts";

/** Steps from a word up to a more general label, and down to a label that is a kind of it. */
const MAX_CLIMB = 4;
/** Each step down makes a label this much less fitting. */
const DECAY = 0.75;
/** A label with more kinds than this says too little about one of them; "bird" and "tree", being everyday, may. */
const MAX_KINDS = 500;
const MAX_KINDS_EVERYDAY = 2000;
/** An animal or a person has thousands of kinds; an object, whose kinds show nothing of it, has more. */
const MAX_KINDS_ASKED = 8000;
/** Pictures that a label needs to stand for a kind of it. */
export const MIN_PICTURES = 2;
/** Words that are things in less of their uses are left out: "down" is plumage, but seldom. */
export const MIN_CONCRETE_SHARE = 0.25;
/** Persons in pictures, though the words mean things as well: kings and knights of chess. */
const FIGURES = new Set(
  "man baby king queen knight bishop pirate angel zombie monster dragon nurse doctor".split(" "),
);
/** Their pictures show no sense that WordNet lists first: foreigner, blood vessel, drug, headland, works, walrus. */
const HOMONYMS = new Set(
  `alien vessel ass mickey skunk wizard knockout cape plant seat comma coma lighter scroll led ram dug mp seahorse
  grinder effect gallery mug threads`.split(/\s+/),
);
/** What glosses say of words that nobody should be called. */
const INSULT = /\b(slur|offensive|derogatory|disparaging|insulting|sexual)\b/;
const EATABLE = new Set<number | undefined>([FILE.animal, FILE.food, FILE.plant]);

/** How a noun and a label stand in WordNet's tree of kinds. */
export interface Kin {
  label: string;
  why: "synonym" | "kind" | "example";
}

/** Labels by what their pictures show. */
export interface Taxonomy {
  /** The label to draw for a noun: a synonym, a more general one, or one of its kinds. */
  nearest(noun: string): Kin | undefined;
  /** The most popular label for a synset of nouns itself. */
  shownAt(offset: number): string | undefined;
  /** That or, at most so many steps up, a more general one. */
  above(offset: number, steps: number): string | undefined;
}

/** A label that a word may stand for, by steps apart, fewest first, and how likely it is meant. */
interface Candidate extends Kin {
  steps: number;
  weight: number;
}

/** `pictures`: how many show each label. */
export function openTaxonomy(
  labels: readonly string[],
  pictures: ReadonlyMap<string, number>,
): Taxonomy {
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
    // A letter is one who lets rooms, too, but that is not its first meaning.
    if (file(all[0]) === FILE.person && all[0] !== synsets(label)[0]) return [];
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
          .map((label): Candidate => ({
            label,
            steps,
            weight: weight(label),
            why: steps === 0 ? "synonym" : "kind",
          }))
      )
    );
  /** The most popular everyday kind alone: a rare one may be fewer steps away, and is no example. */
  const downwards = (sense: number): Candidate[] => {
    const levels = climb(sense, (offset) => synset(offset).hyponyms);
    return levels.flatMap((level, steps) =>
      level.flatMap((offset) => labelsAt.get(offset) ?? []).filter((label) =>
        steps === 0 || isEveryday(label)
      )
        .map((label): Candidate => ({
          label,
          steps,
          weight: weight(label) * DECAY ** steps,
          why: steps === 0 ? "synonym" : "example",
        }))
    ).sort((a, b) => b.weight - a.weight).slice(0, 1);
  };
  const best = (candidates: readonly Candidate[]): Candidate | undefined =>
    candidates.toSorted((a, b) => a.steps - b.steps || b.weight - a.weight)[0];
  const fromSense = (sense: number): Kin | undefined => {
    const kin = best([...upwards(sense), ...downwards(sense)]);
    return kin && { label: kin.label, why: kin.why };
  };
  const [animal = NaN] = synsets("animal");
  const isJustAnimal = (sense: number): boolean => synset(sense).hypernyms.includes(animal);
  const nearest = (noun: string): Kin | undefined => {
    const senses = synsets(noun).filter((offset) => {
      const { concrete, file, gloss } = synset(offset);
      if (INSULT.test(gloss)) return false;
      return concrete || (file === FILE.top && kinds(offset) <= MAX_KINDS_ASKED);
    });
    const first = senses.slice(0, 2);
    const [one, other] = first.map((offset) => synset(offset).file);
    // People ask for the nut, not for the tree that bears it, and for macaroni rather than for a dandy.
    if (other === FILE.food && (one === FILE.plant || one === FILE.person)) first.reverse();
    for (const [rank, sense] of first.entries()) {
      const kin = rank === 1 && synset(sense).file === FILE.person ? undefined : fromSense(sense);
      // A barnacle is a goose as well, but who knows?
      if (kin !== undefined && (rank === 0 || kin.why === "synonym")) return kin;
    }
    // A pet is no kind of anything that is drawn, but it is an animal.
    return senses[0] !== undefined && isJustAnimal(senses[0]) ? fromSense(animal) : undefined;
  };
  return {
    nearest,
    shownAt: (offset) => labelsAt.get(offset)?.toSorted((a, b) => weight(b) - weight(a))[0],
    above: (offset, steps) => best(upwards(offset).filter((candidate) => candidate.steps <= steps))?.label,
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
