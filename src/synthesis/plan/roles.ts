/** What a sense can be in texts. */
import type { Role } from "../plan.ts";
import type { Lexicon, Sense } from "../lexicon/lexicon.ts";

/** Lexicographer files of nouns. */
export const FILES = {
  ...{
    act: 4,
    animal: 5,
    artifact: 6,
    attribute: 7,
    body: 8,
    cognition: 9,
    communication: 10,
    event: 11,
    feeling: 12,
  },
  ...{ food: 13, group: 14, location: 15, object: 17, person: 18, phenomenon: 19, plant: 20, possession: 21 },
  ...{ process: 22, quantity: 23, relation: 24, shape: 25, state: 26, substance: 27, time: 28 },
} as const;

/** Senses of which a role's are kinds, by word and lexicographer file; the first that fits tells. */
const ANCHORS: readonly (readonly [string, number, Role])[] = [
  ["weather", FILES.phenomenon, "weather"],
  ["storm", FILES.phenomenon, "weather"],
  ["precipitation", FILES.phenomenon, "weather"],
  ["disease", FILES.state, "problem"],
  ["trouble", FILES.communication, "problem"],
  ["misfortune", FILES.event, "problem"],
  ["damage", FILES.event, "problem"],
  ["danger", FILES.state, "problem"],
  ["dish", FILES.food, "dish"],
  ["dessert", FILES.food, "dish"],
  ["baked goods", FILES.food, "dish"],
  ["pasta", FILES.food, "dish"],
  ["ingredient", FILES.food, "ingredient"],
  ["flavorer", FILES.food, "ingredient"],
  ["vegetable", FILES.food, "ingredient"],
  ["edible fruit", FILES.food, "ingredient"],
  ["meat", FILES.food, "ingredient"],
  ["seafood", FILES.food, "ingredient"],
  ["dairy product", FILES.food, "ingredient"],
  ["foodstuff", FILES.food, "ingredient"],
  ["structure", FILES.artifact, "place"],
  ["institution", FILES.group, "place"],
  ["room", FILES.artifact, "place"],
  ["geological formation", FILES.object, "place"],
  ["body of water", FILES.object, "place"],
  ["land", FILES.object, "place"],
  ["implement", FILES.artifact, "tool"],
  ["utensil", FILES.artifact, "tool"],
  ["appliance", FILES.artifact, "tool"],
  ["container", FILES.artifact, "tool"],
  ["equipment", FILES.artifact, "tool"],
  ["instrument", FILES.artifact, "tool"],
];

const BY_FILE: ReadonlyMap<number, Role> = new Map<number, Role>([
  [FILES.animal, "animal"],
  [FILES.person, "person"],
  [FILES.feeling, "feeling"],
  [FILES.location, "place"],
  [FILES.artifact, "thing"],
  [FILES.plant, "thing"],
  [FILES.object, "thing"],
  [FILES.communication, "thing"],
  [FILES.possession, "thing"],
  [FILES.event, "thing"],
  [FILES.body, "part"],
]);

/** The role of a sense; undefined for what texts cannot take up as a word of the domain, such as a number. */
export function roleOf(lexicon: Lexicon, number: number): Role | undefined {
  const sense = lexicon.sense(number);
  if (sense.part === "v") return "action";
  if (sense.part === "a") return "quality";
  if (sense.file === FILES.person) return "person";
  // Wings and shells are listed with those who have them.
  if (sense.file === FILES.animal) return isOfBody(lexicon, number) ? "part" : "animal";
  for (const [word, file, role] of ANCHORS) {
    if (anchor(lexicon, word, file).some((top) => lexicon.isKind(number, top))) return role;
  }
  return BY_FILE.get(sense.file);
}

const isOfBody = (lexicon: Lexicon, number: number): boolean => {
  const { file, hypernyms } = lexicon.sense(number);
  return file === FILES.body || hypernyms.some((above) => isOfBody(lexicon, above));
};

/** Senses of a noun in one lexicographer file. */
export const anchor = (lexicon: Lexicon, word: string, file: number): number[] =>
  lexicon.of(word, "n").filter((number) => lexicon.sense(number).file === file).slice(0, 1);

/** Whether a noun can be had by one and by several, as far as its file tells. */
export const isThing = ({ part, file }: Sense): boolean => part === "n" && THINGS.has(file);

/** Whether it is something done, or how something is. */
export const isAct = ({ part, file }: Sense): boolean => part !== "n" || file === FILES.act;

const THINGS = new Set<number>([
  ...[FILES.animal, FILES.artifact, FILES.body, FILES.communication, FILES.food, FILES.object, FILES.plant],
  ...[FILES.possession, FILES.shape, FILES.event],
]);
