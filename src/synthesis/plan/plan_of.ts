/** From a description to a plan. */
// @ts-types="@types/pluralize"
import pluralize from "pluralize";
import { UserError } from "../../base/errors.ts";
import { singulars, unmarked } from "../../words/forms.ts";
import { type Plan, planSchema, type Role, ROLES, type TextKind, type Tone } from "../plan.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { forChildren } from "./children.ts";
import { type Domain, DOMAINS, isNamedTopic } from "./domains/domains.ts";
import { readDescription, type Reading } from "./read.ts";
import { type PlanSettings, settled } from "./settings.ts";
import { roleOf } from "./roles.ts";
import { domainsOf, senseOf, type Topic, topicOf } from "./topics.ts";
import { TABLED } from "./tabled.ts";
import { PERSONAS } from "./vocabulary.ts";
import { leftOut } from "./without.ts";
import { wordsOf } from "./words.ts";

export type { PlanSettings } from "./settings.ts";

/** A plan, and what of its description was not understood or was taken otherwise, each a sentence without a full stop. */
export interface Planning {
  plan: Plan;
  notes: string[];
}

/** Characters of a description that a plan keeps. */
const MOST_KEPT = 2000;
/** The share of unknown words from which on a description is in another language, or none. */
const MOST_UNKNOWN = 0.5;

/** The plan of a description; the same for the same arguments. Throws a UserError of kind "usage" for an empty one. */
export const planOf = (description: string, settings: PlanSettings, lexicon: Lexicon): Plan =>
  planWithNotes(description, settings, lexicon).plan;

/** The same, with what there is to say of it. */
export function planWithNotes(description: string, settings: PlanSettings, lexicon: Lexicon): Planning {
  const told = description.replace(/[\p{Cc}\p{Zs}]+/gu, " ").trim();
  if (told === "") {
    throw new UserError("usage", 'the description is empty; say what to write, such as "cooking recipes"');
  }
  const read = withoutForm(withoutSpeakers(readDescription(told, lexicon))), notes = [...read.notes];
  const found = read.unknown.map((word) => tabledAs(word)), tabled = found.flatMap((topic) => topic ?? []);
  const reading = {
    ...read,
    words: [...read.words, ...tabled.map(({ word }) => word)],
    unknown: read.unknown.filter((_, i) => found[i] === undefined),
  };
  const topics = [...topicsOf(lexicon, reading, notes), ...tabled];
  const { kinds, domains, isKnown } = subjectOf(lexicon, reading, topics, notes);
  const asked = new Set(topics.map(({ word }) => word.toLowerCase()));
  const all = wordsOf(lexicon, topics, domains, isKnown);
  const fit = reading.isForChildren ? forChildren(lexicon, all, asked) : all;
  const { words, without, unknown } = leftOut(lexicon, reading.without, fit);
  const ignored = [...unknown.map((word) => `${word}-free`), ...reading.without.diets];
  notes.push(...ignored.map((diet) => `"${diet}" is not followed: look through the ingredients`));
  const { style } = reading.without;
  if (style.length > 0) notes.push(`without ${listed(style)} is not followed: it is a matter of style`);
  const named = [...new Set(Object.values(words).flat())].filter((word) => asked.has(word.toLowerCase()));
  const talking = new Set(reading.speakers?.map(({ noun }) => noun));
  const missing = topics.map(({ word }) => word).filter((word) =>
    !isNamedTopic(word) && !talking.has(word) &&
    !named.some((each) => each.toLowerCase() === word.toLowerCase())
  );
  if (missing.length > 0) notes.push(`no text names ${listed(missing)}`);
  const speaker = reading.persona?.split(" ") ?? [];
  const people = reading.people.filter((name) => !speaker.includes(name));
  const names = reading.speakers?.map(({ name }) => name) ?? people;
  if (names.length > 0) words.name = [...names];
  // Who talks speaks of other things than of who they are.
  const others = (words: readonly string[] = []) => words.filter((word) => !talking.has(word));
  const persona = reading.persona ?? (reading.tone === "pirate" ? PERSONAS.pirate : PERSONAS[kinds[0]!]);
  const plan: Plan = {
    version: 1,
    description: told.slice(0, MOST_KEPT),
    name: settings.name ?? nameOf(reading, kinds),
    kinds: sharesOf(kinds, reading.shares),
    tone: reading.tone ?? "plain",
    ...persona !== undefined && { persona },
    words: Object.fromEntries(
      ROLES.map((role) => [role, others(words[role])] as const).filter(([, words]) => words.length > 0),
    ),
    ...others(named).length > 0 && { topics: others(named) },
    ...without.length > 0 && { without },
    ...settled(settings),
  };
  return { plan: planSchema.parse(plan), notes };
}

/** A reading in which a form that is not known is no topic, unless it is all that was said. */
const withoutForm = (reading: Reading): Reading =>
  reading.form === undefined || reading.topics.length + reading.unknown.length + reading.places.length < 2
    ? reading
    : { ...reading, topics: reading.topics.filter((word) => word !== reading.form) };

/** A reading in which those who talk by their own names are no topics. */
function withoutSpeakers(reading: Reading): Reading {
  const names = new Set(
    (reading.speakers ?? []).flatMap(({ name, noun }) =>
      noun === undefined ? name.toLowerCase().split(" ") : []
    ),
  );
  const others = (words: readonly string[]) => words.filter((word) => !names.has(word.toLowerCase()));
  return { ...reading, topics: others(reading.topics), unknown: others(reading.unknown) };
}

/** Topics with their senses; what the dictionary lacks is a thing, unless there is too much of it. */
function topicsOf(lexicon: Lexicon, reading: Reading, notes: string[]): Topic[] {
  const { words } = reading, isFit = (word: string) => !lexicon.isCrude(word);
  const topics = reading.topics.filter(isFit), unknown = reading.unknown.filter(isFit);
  const crude = [...reading.topics, ...reading.unknown].filter((word) => !isFit(word));
  if (crude.length > 0) notes.push(`no text has ${listed(crude)}`);
  const known = [
    ...topics.map((word): Topic => topicOf(lexicon, word, words, reading.parts.get(word))),
    ...reading.places.map((word): Topic => ({ word, sense: undefined, role: "place" })),
  ];
  if (unknown.length === 0) return known;
  if (isForeign(reading)) {
    notes.push(`not understood: ${listed(unknown)}; descriptions are read in English`);
    // The words of other languages that are English ones as well mean something else there.
    return [];
  }
  const isName = (word: string) => NAME.test(word) || lexicon.names.includes(word);
  const names = unknown.filter(isName), things = unknown.filter((word) => !isName(word));
  const byParts = new Map(things.map((word) => [word, derived(lexicon, word)]));
  const strange = things.filter((word) => byParts.get(word) === undefined);
  if (names.length > 0) {
    notes.push(`the dictionary lacks ${listed(names)}: write names among the words where they belong`);
  }
  if (strange.length > 0) {
    notes.push(`the dictionary lacks ${listed(strange)}: taken as things, of which nothing else is known`);
  }
  return [
    ...known,
    ...things.map((word) =>
      byParts.get(word) ?? { word: word.replace(/(?<=^\p{Lu}+)s$/u, ""), sense: undefined }
    ),
  ];
}

/** Foods and other things that templates know and the dictionary lacks: chickpeas, quinoa, ramen. */
function tabledAs(word: string): Topic | undefined {
  const forms = [word.toLowerCase(), ...singulars(word.toLowerCase())];
  for (const role of NOUNS) {
    const found = forms.find((form) => TABLED.get(role)?.has(form));
    if (found !== undefined) return { word: found, sense: undefined, role };
  }
  return undefined;
}

/** What a word that the dictionary lacks is by its parts: a supervillain is a villain, a houseplant a plant, a colonist somebody. */
function derived(lexicon: Lexicon, word: string): Topic | undefined {
  for (const form of [...singulars(word.toLowerCase()), word.toLowerCase()]) {
    for (let at = 3; at <= form.length - SHORTEST; at++) {
      const first = form.slice(0, at), head = form.slice(at);
      if (!PREFIXES.has(first) && !(at >= SHORTEST && isCommon(lexicon, first))) continue;
      const sense = isCommon(lexicon, head) ? senseOf(lexicon, head, [head], "n") : undefined;
      if (sense !== undefined) {
        return { word: form, sense: undefined, role: roleOf(lexicon, sense) ?? "thing" };
      }
    }
    if (/(?:[^aeiou]ist|eer|[^u]man|woman)$/.test(form)) {
      return { word: form, sense: undefined, role: "person" };
    }
  }
  return undefined;
}

/** Letters of a part of a compound at least. */
const SHORTEST = 4;
const PREFIXES: ReadonlySet<string> = new Set(
  "super mega ultra mini micro under over grand great step".split(" "),
);
const isCommon = (lexicon: Lexicon, word: string): boolean => {
  const [first] = lexicon.of(word, "n");
  return first !== undefined &&
    lexicon.sense(first).lemmas.some((lemma) => lemma.word.toLowerCase() === word && lemma.commonness >= 5);
};

const NOUNS: readonly Role[] = ["ingredient", "dish", "tool", "thing"];

/** Whether most words of a description are unknown. */
function isForeign({ unknown, words, kinds, tone }: Reading): boolean {
  const understood = new Set([...words, ...kinds]).size + (tone === undefined ? 0 : 1);
  return unknown.length / (unknown.length + understood) > MOST_UNKNOWN;
}

/** What is written like a name; several SUVs are things. */
const NAME = /^\p{Lu}(?:\p{Lu}*$|[\p{Ll}'-])/u;

/** Words as a note tells them. */
const listed = (words: readonly string[]): string =>
  words.slice(0, 5).map((word) => `"${word}"`).join(", ") + (words.length > 5 ? " …" : "");

/** Kinds and domains, each by the other where only one is told. */
function subjectOf(lexicon: Lexicon, reading: Reading, topics: readonly Topic[], notes: string[]) {
  const hints = reading.hints.map((word): Topic => ({ word, sense: undefined }));
  const found = domainsOf(lexicon, [...topics, ...hints]);
  const { form } = reading,
    kinds = reading.kinds.length > 0 ? reading.kinds : kindsOf(form === undefined ? found[0] : undefined);
  if (reading.kinds.length === 0) {
    const why = form === undefined
      ? "no kind of text was named"
      : `there is no grammar for "${pluralOf(form)}"`;
    notes.push(`${why}: taken are ${kinds.map((kind) => PLURALS[kind]).join(" and ")}`);
  }
  const needed = kinds.flatMap((kind) => NEEDED[kind] ?? [])
    .filter((name) => name !== "food" || found[0]?.name !== "drinks");
  const coloured = found.length === 0 && reading.tone !== undefined ? TONE_DOMAINS[reading.tone] : undefined;
  if (coloured !== undefined) needed.push(coloured);
  if (found.length === 0 && needed.length === 0) {
    // Only at bedtime are stories of nobody in particular those of the nursery.
    const isForChildren = reading.isForChildren || reading.tone === "gentle";
    const usual = kinds[0] === "story" && !isForChildren ? "city" : USUAL[kinds[0]!];
    const why = topics.length > 0
      ? `little is known of ${topics.map(({ word }) => `"${word}"`).slice(0, 3).join(", ")}`
      : "no topic was named";
    notes.push(`${why}: around it stand words of ${usual}`);
    needed.push(usual);
  }
  const domains = [...new Set([...found, ...needed.map((name) => DOMAINS.get(name)!)])];
  return { kinds, domains, isKnown: found.length > 0 };
}

/** Domains that a kind is of, whatever else its topic is. */
const NEEDED: Readonly<Partial<Record<TextKind, readonly string[]>>> = {
  recipe: ["food"],
  support: ["support"],
};

/** Domains of tones, where no topic tells one. */
const TONE_DOMAINS: Readonly<Partial<Record<Tone, string>>> = { spooky: "spooky", pirate: "pirates" };

/** The everyday domain of each kind, where nothing is known of a topic. */
const USUAL: Readonly<Record<TextKind, string>> = {
  recipe: "food",
  dialogue: "travel",
  story: "bedtime",
  question: "school",
  list: "home",
  letter: "travel",
  poem: "seasons",
  haiku: "seasons",
  joke: "pets",
  support: "support",
};

/** Kinds by domain, where none is told. */
function kindsOf(domain: Domain | undefined): readonly TextKind[] {
  if (domain?.name === "food" || domain?.name === "drinks") return ["recipe", "list"];
  if (domain?.name === "support") return ["support"];
  return domain === undefined ? ["question", "list", "story"] : ["story", "question", "list"];
}

const PLURALS: Readonly<Record<TextKind, string>> = {
  recipe: "recipes",
  dialogue: "dialogues",
  story: "stories",
  question: "questions",
  list: "lists",
  letter: "letters",
  poem: "poems",
  haiku: "haiku",
  joke: "jokes",
  support: "talks of customer support",
};

/** Shares of two digits: those that were told, and for the other kinds equal ones of what these leave. */
function sharesOf(
  kinds: readonly TextKind[],
  told: ReadonlyMap<TextKind, number>,
): Partial<Record<TextKind, number>> {
  const sum = [...told.values()].reduce((all, share) => all + share, 0);
  const others = kinds.filter((kind) => !told.has(kind)).length;
  const isTold = others === 0 || sum < 1;
  const rest = isTold && others > 0 ? (1 - sum) / others : 1 / kinds.length;
  const total = isTold && others === 0 ? sum : 1;
  return Object.fromEntries(kinds.map((kind) => {
    const share = isTold ? told.get(kind) ?? rest : rest;
    return [kind, Math.max(1, Math.round(100 * share / total)) / 100];
  }));
}

/** A short name: what it is about, then what is written; "pirate-jokes". */
function nameOf(reading: Reading, kinds: readonly TextKind[]): string {
  const { tone, isToneSaid, topics, named, words, kinds: asked } = reading;
  const about = (isForeign(reading) ? topics : named).slice(0, 2);
  const told = about.length === 0 && isToneSaid && tone !== undefined ? [tone] : about;
  const kind = words.find((word) => asked.length > 0 && !topics.includes(word));
  const parts = [...told, kind === undefined || VERBS.has(kind) ? PLURALS[kinds[0]!] : pluralOf(kind)];
  const name = unmarked(parts.join(" ")).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return name.slice(0, MAX_NAME).replace(/-+$/, "") || "model";
}

const MAX_NAME = 40;
/** Words for kinds that have no plural. */
const VERBS: ReadonlySet<string> = new Set(["explain", "teach", "talk", "chat"]);

const pluralOf = (word: string): string => UNCOUNTED.test(word) ? word : pluralize(word);

const UNCOUNTED =
  /\b(haiku|senryu|tanka|support|service|poetry|fiction|sci-fi|trivia|care|help|humor|comedy|advice|news)$/;
