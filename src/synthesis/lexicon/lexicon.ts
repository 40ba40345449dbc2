/** WordNet as planning asks it: senses of words, what is below and beside them, and whose glosses have a word. */
import { singulars } from "../../words/forms.ts";
import { hasCrudeWord } from "./crude.ts";
import type { Entries, Part, Sense } from "./format.ts";

export type { Lemma, Part, Sense } from "./format.ts";

/** Senses by number, with links both ways. */
export interface Lexicon {
  readonly senses: readonly Sense[];
  /** Common first names, lower case. */
  readonly names: readonly string[];
  /** Whether a word, or what it is a form of, is a slur or crude. */
  isCrude(word: string): boolean;
  sense(number: number): Sense;
  /** Numbers of a word's senses, most frequent first; of all parts of speech unless told. Takes the word as it stands. */
  of(word: string, part?: Part): readonly number[];
  /** The same for a word or a form of it, and which word it is a form of. */
  base(form: string, part?: Part): { word: string; senses: readonly number[] } | undefined;
  hyponyms(number: number): readonly number[];
  /** Senses that belong to a field. */
  members(topic: number): readonly number[];
  /** Senses whose gloss has one of a word's forms, the word as `stem()` gives it. */
  mentioning(stem: string): readonly number[];
  /** Whether the sense is this or a kind of it. */
  isKind(number: number, of: number): boolean;
}

/** Indexes entries. */
export function openLexicon({ senses, names, crude }: Entries): Lexicon {
  const unfit = new Set(crude);
  const byWord = indexWords(senses);
  const below = reversed(senses, ({ hypernyms }) => hypernyms);
  const inTopic = reversed(senses, ({ topics }) => topics);
  let mentions: Map<string, number[]> | undefined;
  const of = (word: string, part?: Part): readonly number[] => {
    const all = byWord.get(word.toLowerCase()) ?? [];
    return part === undefined ? all : all.filter((number) => senses[number]!.part === part);
  };
  const sense = (number: number): Sense => {
    const found = senses[number];
    if (found === undefined) throw new Error(`the lexicon has no sense ${number}`);
    return found;
  };
  const base = (form: string, part?: Part) => {
    for (const word of [form, ...bases(form)]) {
      const found = of(word, part);
      if (found.length > 0) return { word, senses: found };
    }
    return undefined;
  };
  const isKind = (number: number, wanted: number): boolean =>
    number === wanted || sense(number).hypernyms.some((each) => isKind(each, wanted));
  return {
    ...{ senses, names, sense, of, base, isKind },
    isCrude: (word) => {
      const plain = word.toLowerCase();
      return hasCrudeWord(plain) || [plain, ...bases(plain)].some((each) => unfit.has(each));
    },
    hyponyms: (number) => below.get(number) ?? [],
    members: (topic) => inTopic.get(topic) ?? [],
    mentioning: (word) => (mentions ??= indexGlosses(senses)).get(word) ?? [],
  };
}

/** Senses of each lower-case word: nouns, verbs and adjectives by how often they are used, then by rank. */
function indexWords(senses: readonly Sense[]): Map<string, number[]> {
  const entries = new Map<string, { number: number; uses: number; rank: number }[]>();
  for (const [number, { lemmas }] of senses.entries()) {
    for (const { word, uses, rank, commonness } of lemmas) {
      if (commonness === 0) continue;
      const key = word.toLowerCase(), list = entries.get(key);
      if (list === undefined) entries.set(key, [{ number, uses, rank }]);
      else list.push({ number, uses, rank });
    }
  }
  return new Map([...entries].map(([word, list]) => {
    list.sort((a, b) => b.uses - a.uses || a.rank - b.rank || a.number - b.number);
    return [word, list.map(({ number }) => number)];
  }));
}

function reversed(
  senses: readonly Sense[],
  links: (sense: Sense) => readonly number[],
): Map<number, number[]> {
  const all = new Map<number, number[]>();
  for (const [number, sense] of senses.entries()) {
    for (const other of links(sense)) {
      const list = all.get(other);
      if (list === undefined) all.set(other, [number]);
      else list.push(number);
    }
  }
  return all;
}

function indexGlosses(senses: readonly Sense[]): Map<string, number[]> {
  const all = new Map<string, number[]>();
  for (const [number, { gloss }] of senses.entries()) {
    for (const word of new Set(stemsOf(gloss))) {
      const list = all.get(word);
      if (list === undefined) all.set(word, [number]);
      else list.push(number);
    }
  }
  return all;
}

/** Stems of a text's words. */
export const stemsOf = (text: string): string[] => (text.toLowerCase().match(/[a-z]+/g) ?? []).map(stem);

/** What forms of a word have in common, roughly: "cooked", "cooking", "cooks" and "cook" have one. */
export function stem(word: string): string {
  let rest = word;
  if (/[^s]s$/.test(rest) && rest.length > 3 && !/(us|is|ss)$/.test(rest)) rest = rest.slice(0, -1);
  if (rest.length > 5) rest = rest.replace(/(ing|ed|er|or)$/, "");
  else if (rest.length > 4) rest = rest.replace(/ed$/, "");
  return rest.replace(/([^aeiouls])\1$/, "$1").replace(/(?<=..)(y|e)$/, "");
}

/** What a form could be inflected from, likeliest first. */
export function bases(form: string): string[] {
  const found = singulars(form);
  for (const [ending, instead] of ENDINGS) {
    if (!form.endsWith(ending) || form.length - ending.length < 2) continue;
    const start = form.slice(0, -ending.length);
    found.push(...instead.map((end) => start + end));
    if (/([^aeiou])\1$/.test(start)) found.push(start.slice(0, -1));
  }
  return [...new Set(found)].filter((word) => word !== form);
}

const ENDINGS: readonly (readonly [string, readonly string[]])[] = [
  ["ies", ["y"]],
  ["ied", ["y"]],
  ["es", ["", "e"]],
  ["s", [""]],
  ["ing", ["", "e"]],
  ["ed", ["", "e"]],
];
