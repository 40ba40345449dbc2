/** What WordNet has around a topic: its kinds, its parts, and what is told by the topic's word. */
import type { Role } from "../plan.ts";
import { isHarsh } from "../lexicon/crude.ts";
import { singulars } from "../../words/forms.ts";
import { bases, type Lexicon, stem, stemsOf } from "../lexicon/lexicon.ts";
import { plural } from "../template/forms.ts";
import { countabilityOf } from "../template/lexicon.ts";
import type { Collection } from "./collection.ts";
import { descendants, likeness, mentioningAll, profileOf } from "./related.ts";
import { FILES, isAct, isThing, roleOf } from "./roles.ts";

/** A topic of which the sense is known. */
export interface KnownTopic {
  word: string;
  sense: number;
}

/** How common words must be: kinds and parts of a topic, and what only has to do with it. */
const COMMON_KIND = 3, COMMON_RELATED = 4;
/** Words of three letters that are rarer than this are riddles. */
const LONGER = 5;
/** Kinds of a topic, those that have its name in theirs, and how few of these have others beside them. */
const MOST_KINDS = 20, MOST_COMPOUNDS = 10, FEW = 8;
/** How many senses below a topic are looked at. */
const MOST_BELOW = 400;

/**
 * Adds the topic itself, in its role and as a thing that texts are about, and words of its root. `isKnown` tells whether it
 * has a domain, whose words do for such topics as "birthday".
 */
export function addTopic(
  lexicon: Lexicon,
  { word, sense }: KnownTopic,
  isKnown: boolean,
  found: Collection,
): void {
  const role = roleOf(lexicon, sense), spelled = spelledAs(lexicon, word, sense);
  const isOther = role === undefined && lexicon.sense(sense).part === "n" &&
    (countabilityOf(spelled, "thing") !== "count" || (!isKnown && isCounted(lexicon, spelled)));
  if (isThing(lexicon.sense(sense)) || isOther) found.add("thing", spelled);
  if (role !== undefined) found.add(role, spelled);
  if (SEASONS.has(word)) found.add("weather", word);
  // To bridge is seldom what a bridge does.
  if (!isAct(lexicon.sense(sense)) && lexicon.sense(sense).file !== FILES.person) return;
  for (const other of lexicon.sense(sense).derived) {
    const { part, lemmas, isTransitive } = lexicon.sense(other), [first] = lemmas;
    if (first === undefined || first.commonness < COMMON_RELATED || first.rank > 2) continue;
    if (part === "v" && isTransitive && !first.word.includes(" ")) found.add("action", first.word);
    if (part === "n" && roleOf(lexicon, other) === "person" && lexicon.of(first.word)[0] === other) {
      found.add("person", first.word);
    }
  }
}

const SEASONS: ReadonlySet<string> = new Set(["spring", "summer", "autumn", "winter"]);

/** Whether glosses speak of one or of several of it: "a murder", "X-rays", but no "violences". */
function isCounted(lexicon: Lexicon, noun: string): boolean {
  const pattern = new RegExp(
    `\\b(?:an?|each|every|another) ${
      RegExp.escape(noun)
    }(?=$|[;,.)]| (?:of|in|that|which|or|and|to|with|by|is)\\b)|` +
      `\\b${RegExp.escape(plural(noun))}\\b`,
    "i",
  );
  return lexicon.mentioning(stemsOf(noun).at(-1) ?? "").some((number) =>
    pattern.test(lexicon.sense(number).gloss)
  );
}

/** A word as its sense spells it: capitals of names, but "x-ray". */
const spelledAs = (lexicon: Lexicon, word: string, sense: number): string =>
  (lexicon.sense(sense).lemmas.find((lemma) => lemma.word.toLowerCase() === word)?.word ?? word)
    .replace(/^[A-Z]-/, (letter) => letter.toLowerCase());

/** Adds kinds of a topic, nearest first. */
export function addKinds(lexicon: Lexicon, { word, sense }: KnownTopic, found: Collection): void {
  const { part, file } = lexicon.sense(sense), role = roleOf(lexicon, sense);
  if (part !== "n" || role === undefined || !HAVING_KINDS.has(file)) return;
  const isPerson = file === FILES.person;
  const kinds = descendants(lexicon, sense).slice(0, MOST_BELOW).flatMap((number) => {
    const kind = wordFor(lexicon, number, COMMON_KIND), role = roleOf(lexicon, number);
    return kind === undefined || role === undefined || MISTAKEN.has(kind) ? [] : [{ number, kind, role }];
  });
  const compounds = kinds.filter(({ kind }) => kind.includes(" "));
  const proper = [
    // Most kinds of persons are oddities.
    ...isPerson ? [] : kinds.filter(({ kind }) => !kind.includes(" ")).slice(0, MOST_KINDS),
    ...compounds.filter(({ kind }) => isOf(kind, word)).slice(0, MOST_COMPOUNDS),
  ];
  const others = isPerson || proper.length >= FEW ? [] : compounds.slice(0, FEW);
  for (const { number, kind, role } of [...proper, ...others]) {
    if (isThing(lexicon.sense(number))) found.add("thing", kind);
    found.add(role, kind);
  }
}

/** Kinds of a topic whose word everybody takes for something else: a chicken that is to be fried. */
const MISTAKEN: ReadonlySet<string> = new Set(["fryer", "broiler", "roaster"]);

/** Nouns whose kinds are things of the same domain; those of "loss" or "body" are of all. */
const HAVING_KINDS = new Set<number>([
  ...[FILES.animal, FILES.artifact, FILES.food, FILES.plant, FILES.object, FILES.person, FILES.phenomenon],
]);

/** Adds parts of a topic; an animal and a plant also have those of what they are a kind of. */
export function addParts(lexicon: Lexicon, { sense }: KnownTopic, found: Collection): void {
  const wholes = [
    sense,
    ...lexicon.sense(sense).hypernyms.filter((above) => LIVING.has(lexicon.sense(above).file)),
  ];
  for (const number of wholes.flatMap((each) => lexicon.sense(each).parts)) {
    const word = wordFor(lexicon, number, COMMON_KIND);
    const sense = lexicon.sense(number);
    // What an octopus is eaten as is no part of one.
    if (word !== undefined && isThing(sense) && sense.file !== FILES.food) found.add("part", word);
  }
}

const LIVING = new Set<number>([FILES.animal, FILES.plant]);

/** How much is taken of what a topic's word only stands in the gloss of. */
export interface Reach {
  /** Words of a role. */
  most: number;
  /** Whether they must have the topic's word in them, as "garden rake" has. */
  isNear: boolean;
}

/** Adds senses whose gloss has the topic's word, best first; of a compound all its words. */
export function addRelated(lexicon: Lexicon, topic: KnownTopic, reach: Reach, found: Collection): void {
  const own = topic.word.split(" ").map(stem);
  // Of "coding" that leaves a fish.
  if (own.some((each) => each.length < SHORT && !topic.word.split(" ").includes(each))) return;
  const others = lexicon.of(topic.word, "n").filter((number) => number !== topic.sense);
  const counts = new Map<Role, number>();
  for (const { number, shared } of ranked(lexicon, topic.sense, own)) {
    const role = roleOf(lexicon, number), word = wordFor(lexicon, number, COMMON_RELATED, true);
    if (role === undefined || word === undefined || !RELATED.has(role)) continue;
    const isCompound = word.includes(" ");
    if (isCompound ? !isOf(word, topic.word) : reach.isNear || shared < SHARED) continue;
    if (isCompound && isOdd(lexicon, topic, number, word)) continue;
    if (role === "action" && (!lexicon.sense(number).isTransitive || isCompound)) continue;
    // A coil spring is a spring, but not the season.
    if (others.some((other) => lexicon.isKind(number, other))) continue;
    const count = counts.get(role) ?? 0;
    if (count >= reach.most || found.has(role, word)) continue;
    counts.set(role, count + 1);
    found.add(role, word);
  }
}

/**
 * Whether a compound says another thing than its words do, as a night owl is no owl, or is an animal that only has its name of the
 * topic, as the bank martin.
 */
function isOdd(lexicon: Lexicon, topic: KnownTopic, number: number, compound: string): boolean {
  const head = compound.slice(compound.lastIndexOf(" ") + 1).toLowerCase();
  const isKind = lexicon.base(head, "n")?.senses.some((sense) => lexicon.isKind(number, sense)) ?? false;
  const isBeast = lexicon.sense(number).file === FILES.animal;
  return !isKind || (isBeast && lexicon.sense(topic.sense).file !== FILES.animal);
}

/** Stems shorter than this are of too many words, unless they are the word. */
const SHORT = 4;
/** Stems that a gloss has to share with a topic's profile, its own word among them. */
const SHARED = 2;

const RELATED: ReadonlySet<Role> = new Set<Role>(
  ["thing", "person", "place", "tool", "action", "quality", "animal", "dish"],
);

function ranked(lexicon: Lexicon, sense: number, own: readonly string[]) {
  const profile = profileOf(lexicon, [sense]);
  return mentioningAll(lexicon, own).map((number) => ({ number, ...likeness(lexicon, profile, number) }))
    .sort((a, b) => b.score - a.score || a.number - b.number);
}

/** Whether a compound has a word of a topic in it, or what that is a form of: garden tools are of gardening, bearings of no bear. */
function isOf(compound: string, topic: string): boolean {
  const own = new Set(topic.split(" ").flatMap((word) => [word, ...bases(word)]));
  return compound.toLowerCase().split(" ").some((word) =>
    [word, ...singulars(word)].some((each) => own.has(each))
  );
}

/**
 * The word to call a sense by: its most common one that means this first; undefined where it has none. A word of several
 * parts of speech may mean another thing in each, unless it must mean this `alone`.
 */
function wordFor(lexicon: Lexicon, number: number, least: number, alone = false): string | undefined {
  const { lemmas, gloss } = lexicon.sense(number);
  if (gloss === "" || isHarsh(gloss)) return undefined;
  const fit = lemmas.filter(({ word, commonness, rank }) => {
    if (commonness < least || /[-.\d]/.test(word) || word.split(" ").length > 2) return false;
    if (word.includes(" ")) return rank === 1;
    if (word.length <= (commonness < LONGER ? 3 : 2)) return false;
    return lexicon.of(word)[0] === number && !(alone && /^[A-Z]/.test(word));
  });
  return fit.sort((a, b) => b.commonness - a.commonness || a.rank - b.rank)[0]?.word;
}
