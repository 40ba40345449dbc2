/** How the lexicon is written: a text of one line a sense, which is carried compressed. */

/** Parts of speech as WordNet abbreviates them. */
export type Part = "n" | "v" | "a";

/** A word of a sense. */
export interface Lemma {
  /** As WordNet spells it: capitals for names; words of a compound apart by spaces. */
  word: string;
  /** 0 for one that film subtitles lack, then twice the decimal logarithm of how often it occurs there; of a compound its rarest word's. */
  commonness: number;
  /** Place of this sense among those of the word and part of speech, the most frequent being 1. */
  rank: number;
  /** How often the word is tagged with this sense in WordNet's texts. */
  uses: number;
}

/** Links of a sense to others, by their numbers. */
export interface Links {
  /** More general ones. */
  hypernyms: readonly number[];
  /** Parts, substances and members of it. */
  parts: readonly number[];
  /** Fields that it belongs to, such as sailing. */
  topics: readonly number[];
  /** Senses of words of the same root. */
  derived: readonly number[];
  /** Adjectives that mean much the same. */
  similar: readonly number[];
}

/** One meaning, and the words that have it. */
export interface Sense extends Links {
  part: Part;
  /** Number of its lexicographer file: 5 animals, 13 food, 18 persons… */
  file: number;
  /** Of a verb: whether somebody does it to something. */
  isTransitive: boolean;
  lemmas: readonly Lemma[];
  /** Definition, without examples; empty for one that only joins others. */
  gloss: string;
}

/** All that is carried. */
export interface Entries {
  senses: readonly Sense[];
  /** Common first names, lower case. */
  names: readonly string[];
  /** Words that it lacks since they are slurs or crude, lower case. */
  crude: readonly string[];
}

const LINKS = ["hypernyms", "parts", "topics", "derived", "similar"] as const;

/** Writes entries as a text. */
export function formatEntries({ senses, names, crude }: Entries): string {
  const lines = senses.map((sense, number) =>
    [
      `${sense.part}${sense.file}${sense.isTransitive ? "t" : ""}`,
      sense.lemmas.map(({ word, commonness, rank, uses }) =>
        [`${commonness}${word}`, rank, ...uses > 0 ? [uses] : []].join("|")
      ).join(";"),
      // Relative numbers of near senses are alike, and compress better.
      LINKS.map((kind) => sense[kind].map((other) => other - number).join(" ")).join(",").replace(/,+$/, ""),
      sense.gloss,
    ].join("\t")
  );
  return [names.join(" "), crude.join(";"), ...lines].join("\n");
}

const LINE = /^([nva])(\d+)(t?)\t([^\t]+)\t([-\d ,]*)\t([^\t]*)$/;

/** The reverse of `formatEntries()`. Throws for what is none. */
export function parseEntries(text: string): Entries {
  const [names = "", crude = "", ...lines] = text.split("\n");
  return { names: names.split(" "), crude: crude.split(";"), senses: lines.map(parseLine) };
}

function parseLine(line: string, number: number): Sense {
  const [, part, file, transitive, lemmas = "", links = "", gloss = ""] = LINE.exec(line) ?? [];
  if (part !== "n" && part !== "v" && part !== "a") {
    throw new Error(`the lexicon is damaged at ${JSON.stringify(line.slice(0, 80))}`);
  }
  const lists = links.split(",").map((list) =>
    list === "" ? [] : list.split(" ").map((delta) => number + Number(delta))
  );
  const [hypernyms = [], parts = [], topics = [], derived = [], similar = []] = lists;
  return {
    ...{ part, file: Number(file), isTransitive: transitive === "t", gloss },
    lemmas: lemmas.split(";").map(parseLemma),
    ...{ hypernyms, parts, topics, derived, similar },
  };
}

function parseLemma(text: string): Lemma {
  const [word = "", rank, uses = "0"] = text.split("|");
  return { word: word.slice(1), commonness: Number(word[0]), rank: Number(rank), uses: Number(uses) };
}
