/** What planning needs of WordNet, taken from the package: only the source tree does it. */
import { faker } from "@faker-js/faker/locale/en";
import { type English, readEnglish } from "../../words/english.ts";
import { EVERYDAY } from "../../data/words/everyday.ts";
import { FILE } from "../../data/words/wordnet.ts";
import { wordNetLines } from "../../data/words/wordnet_links.ts";
import { hasCrudeWord, isCrude, isFoul } from "./crude.ts";
import type { Entries, Lemma, Part, Sense } from "./format.ts";

/** Words must be at least so common: six times in 51 million words of subtitles. */
const MIN_COMMONNESS = 2;
/** First names: a thousand times or more. */
const MIN_COMMONNESS_NAME = 6;

/** Names by which no invented person is called, and a word that is known for something that WordNet lacks. */
const NO_NAMES = new Set(["jesus", "santa", "else"]);

/** Words that mean something foul besides, which nobody thinks of. */
const INNOCENT = new Set(
  "bull dirt shaft slit guinea jerry throwaway witless dike shag snatch".split(" "),
);

const PARTS = [["n", "noun"], ["v", "verb"], ["a", "adj"]] as const;
/** Frames of verbs: "Somebody ----s something", "Something ----s something". */
const TRANSITIVE = new Set(["08", "11"]);

/** A line of WordNet's data. */
interface Raw {
  id: string;
  part: Part;
  file: number;
  words: readonly string[];
  pointers: readonly { symbol: string; id: string }[];
  isTransitive: boolean;
  gloss: string;
}

/** Reads WordNet, in seconds. */
export function wordNetEntries(): Entries {
  const english = readEnglish();
  const raws = PARTS.flatMap(([part, name]) => wordNetLines(`data.${name}`).map((line) => parse(part, line)));
  const byId = new Map(raws.map((raw) => [raw.id, raw]));
  const uses = readUses();
  const isFoulSense = foulSenses(raws), crude = crudeWords(raws.filter(isFoulSense));
  const lemmasOf = (raw: Raw): Lemma[] =>
    raw.words.map((spelled): Lemma => {
      const word = spelled.replaceAll("_", " ");
      const { rank = 99, count = 0 } = uses.get(`${spelled.toLowerCase()} ${raw.id}`) ?? {};
      return { word, commonness: commonness(word, english), rank, uses: count };
    }).filter(({ word }) => !crude.has(word.toLowerCase()) && !hasCrudeWord(word));
  const lemmas = new Map(raws.map((raw) => [raw.id, lemmasOf(raw)]));
  const known = raws.filter((raw) =>
    !isInstance(raw) && !isGenus(raw) && !isCrude(raw.gloss) && !isFoulSense(raw) &&
    lemmas.get(raw.id)!.some(isKnown)
  );
  const kept = withAncestors(known, byId);
  const isFull = new Set(known.map(({ id }) => id));
  const numbers = new Map([...kept].map((id, number) => [id, number]));
  const senses = [...kept].flatMap((id) => {
    const raw = byId.get(id), all = lemmas.get(id) ?? [];
    return raw === undefined ? [] : [senseOf(raw, all, numbers, isFull.has(id))];
  });
  return { senses, names: firstNames(english, raws), crude: leftOut(raws, isFoulSense, senses) };
}

/** Words with a foul or crude sense, and with no other but as what others are kinds of. */
function leftOut(
  raws: readonly Raw[],
  isFoulSense: (raw: Raw) => boolean,
  senses: readonly Sense[],
): string[] {
  const words = raws.filter((raw) => isFoulSense(raw) || isCrude(raw.gloss))
    .flatMap(wordsOf);
  const told = senses.filter(({ gloss }) => gloss !== "");
  const kept = new Set(told.flatMap(({ lemmas }) => lemmas.map(({ word }) => word.toLowerCase())));
  return [...new Set(words)].filter((word) => !kept.has(word) && !hasCrudeWord(word)).sort();
}

const isKnown = ({ commonness }: Lemma): boolean => commonness >= MIN_COMMONNESS;
/** Genera have names of towns and people, and nobody asks for them. */
const isGenus = ({ words }: Raw): boolean => words.some((word) => word.startsWith("genus_"));
const isInstance = ({ pointers }: Raw): boolean => pointers.some(({ symbol }) => symbol === "@i");

/** A line: offset, file, part, words in hex, each with a number; pointers; of verbs frames; then the gloss. */
function parse(part: Part, line: string): Raw {
  const bar = line.indexOf(" | ");
  const fields = line.slice(0, bar).split(" ");
  const count = parseInt(fields[3]!, 16), from = 4 + 2 * count;
  const pointers = Array.from({ length: Number(fields[from]) }, (_, i) => {
    const [symbol = "", offset = "", target = ""] = fields.slice(from + 1 + 4 * i);
    return { symbol, id: target.replace("s", "a") + offset };
  });
  const frames = fields.slice(from + 2 + 4 * pointers.length);
  return {
    ...{ id: part + fields[0], part, file: Number(fields[1]), pointers },
    words: Array.from({ length: count }, (_, i) => fields[4 + 2 * i]!.replace(/\(\w+\)$/, "")),
    isTransitive: frames.some((frame, i) => frames[i - 1] === "+" && TRANSITIVE.has(frame)),
    gloss: definition(line.slice(bar + 3).trim()),
  };
}

/** A gloss up to its examples, which stand in quotes. */
const definition = (gloss: string): string => gloss.replace(/[;:,]?\s*".*$/s, "").replace(/\s+/g, " ").trim();

/** Rank and count of each word's senses, by word and id. */
function readUses(): Map<string, { rank: number; count: number }> {
  const uses = new Map<string, { rank: number; count: number }>();
  const parts: Readonly<Record<string, string>> = { 1: "n", 2: "v", 3: "a", 5: "a" };
  // word%<part of speech>:… offset, sense number, tags
  for (const line of wordNetLines("index.sense")) {
    const [key = "", offset, rank, count] = line.split(" ");
    const [word, rest = ""] = key.split("%");
    uses.set(`${word} ${parts[rest[0]!]}${offset}`, { rank: Number(rank), count: Number(count) });
  }
  return uses;
}

/** Whether a sense is foul by its gloss, or by a link to a word for such words. */
function foulSenses(raws: readonly Raw[]): (raw: Raw) => boolean {
  const named = raws.filter(({ words }) => words.some((word) => /^(obscenity|ethnic_slur)$/.test(word)));
  const ids = new Set(named.map(({ id }) => id));
  return ({ gloss, pointers }) =>
    isFoul(gloss) || pointers.some(({ symbol, id }) => symbol === ";u" && ids.has(id));
}

const wordsOf = ({ words }: Raw): string[] => words.map((word) => word.toLowerCase().replaceAll("_", " "));

/** Words that a foul sense makes unfit in all others; everyday words stay. */
function crudeWords(foul: readonly Raw[]): Set<string> {
  return new Set(foul.flatMap(wordsOf).filter((word) => !EVERYDAY.has(word) && !INNOCENT.has(word)));
}

/** What of a compound is its rarest word's; articles and the like do not count against it. */
const commonness = (word: string, english: English): number =>
  Math.min(
    ...word.toLowerCase().split(/[ -]/).map((each) =>
      english.get(each.replace(/'s$/, "").replace(/[.']/g, ""))?.commonness ?? 0
    ),
  );

/** Ids of senses and of all that is more general, in the order of the files. */
function withAncestors(known: readonly Raw[], byId: ReadonlyMap<string, Raw>): Set<string> {
  const all = new Set<string>();
  const add = (raw: Raw | undefined): void => {
    if (raw === undefined || all.has(raw.id)) return;
    all.add(raw.id);
    for (const { symbol, id } of raw.pointers) if (symbol === "@") add(byId.get(id));
  };
  known.forEach(add);
  return new Set([...byId.keys()].filter((id) => all.has(id)));
}

function senseOf(
  raw: Raw,
  all: readonly Lemma[],
  numbers: ReadonlyMap<string, number>,
  isFull: boolean,
): Sense {
  const linked = (...symbols: string[]): number[] => [
    ...new Set(
      raw.pointers.filter(({ symbol }) => symbols.includes(symbol)).flatMap(({ id }) =>
        numbers.get(id) ?? []
      ),
    ),
  ];
  const known = isFull ? all.filter(isKnown) : [];
  // One that only joins others has a word to be told by.
  const [first = { word: raw.words[0]!.replaceAll("_", " "), commonness: 0, rank: 99, uses: 0 }] = all;
  return {
    ...{ part: raw.part, file: raw.file, isTransitive: raw.isTransitive },
    lemmas: known.length > 0 ? known : [{ ...first, commonness: 0 }],
    hypernyms: linked("@"),
    parts: linked("%p", "%s", "%m"),
    topics: linked(";c"),
    derived: linked("+"),
    similar: linked("&"),
    gloss: isFull ? raw.gloss.replaceAll("\t", " ") : "",
  };
}

/** Common first names that are no other word, and no place. */
function firstNames(english: English, raws: readonly Raw[]): string[] {
  const { female = [], male = [] } = faker.definitions.person.first_name;
  // Persons are called after others; what else a word means speaks against it.
  const others = raws.filter((raw) => raw.file !== FILE.person || !isInstance(raw));
  const adverbs = wordNetLines("index.adv").map((line) => line.slice(0, line.indexOf(" ")));
  const words = new Set([
    ...others.flatMap(({ words }) => words.map((word) => word.toLowerCase())),
    ...adverbs,
  ]);
  const names = [...new Set([...female, ...male].map((name) => name.toLowerCase()))];
  return names.filter((name) =>
    (english.get(name)?.commonness ?? 0) >= MIN_COMMONNESS_NAME && name.length > 2 && !words.has(name) &&
    !NO_NAMES.has(name)
  ).sort();
}
