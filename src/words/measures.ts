/** How many, and how much, words say of what comes behind them. */
import { singulars } from "./forms.ts";

/** Words by how many they say; "many" and its like are seven. */
const COUNTS = byWord({
  1: "one",
  2: "two couple pair both twin",
  3: "three trio few some",
  4: "four several",
  5: "five",
  6: "six",
  7: "seven many",
  8: "eight",
  9: "nine",
  10: "ten",
  11: "eleven",
  12: "twelve dozen",
  20: "twenty",
  50: "fifty",
  100: "hundred",
  1000: "thousand",
});
/** The same of nouns, behind which "of" tells what: a family car is one. */
const GATHERED = byWord({
  4: "family pride pod gang stack number",
  5: "pack litter gaggle team fleet handful row line",
  6: "pile heap",
  7: "lot bunch group flock herd swarm school crowd colony army",
});
/** Of these one is what it is of: "a slice of cake" is a cake. */
const MEASURES = new Set("piece slice bit kind sort type scoop stick set pinch drop grain lump".split(" "));

function byWord(words: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(words).flatMap(([count, list]) =>
      list.split(" ").map((word): [string, number] => [word, Number(count)])
    ),
  );
}

/** How many a word, or a number in figures, says, before what comes next. */
export function countOf(word: string, next?: string | undefined): number | undefined {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  return next === "of" ? gathered(word) : COUNTS.get(word);
}

/** Whether a word, before "of", tells how much there is of what follows, and is nothing by itself. */
export const isMeasure = (word: string): boolean =>
  gathered(word) !== undefined || [word, ...singulars(word)].some((each) => MEASURES.has(each));

/** "Dozens of" are a dozen, "herds of" a herd. */
const gathered = (word: string): number | undefined =>
  [word, ...singulars(word)].map((each) => GATHERED.get(each) ?? COUNTS.get(each))
    .find((count) => count !== undefined);
