/** Texts that say the same again and again. */

/** Words, and lines, that are looked at together, so that long texts are asked for no more than short ones. */
const WORDS = 500, LINES = 100;
/** Words in a row that may come again, and the share of these runs that may. */
const RUN = 4, RUNS = 0.4;
/** Words from which on, and lines from which on, there is something to tell by. */
const LEAST_WORDS = 24, LEAST_LINES = 6;
/** Share of the characters in lines that were there before. */
const SAME_LINES = 0.5;
/** How often one character, or one word, stands in a row at most; rules and columns of dots are drawn with marks. */
const CHARACTERS = 20, SAME_WORD = 8;
/** One character in a row too often. No more of it is matched: the stack of a regular expression ends at millions. */
const ROW = new RegExp(`([\\p{L}\\p{N}!?])\\1{${CHARACTERS - 1}}`, "u");
/** A word; what goes on for longer, such as data in letters, is taken for several. */
const WORD = /[\p{L}\p{N}]{1,100}(?:['’]\p{L}{1,100}){0,10}/gu;
/** Different characters for each hundred, where there are that many. */
const KINDS = 8;

/** Why a text is repetitive; undefined where it is not. */
export function repetitionIn(text: string): string | undefined {
  const row = ROW.exec(text);
  if (row !== null) return `${JSON.stringify(row[1])} ${rowLength(text, row.index, row[1]!)} times in a row`;
  const words = text.toLowerCase().match(WORD) ?? [];
  const stuck = stuckWord(words);
  if (stuck !== undefined) return `${JSON.stringify(stuck)} more than ${SAME_WORD} times in a row`;
  const runs = mean(words, WORDS, LEAST_WORDS, (part) => repeated(runsOf(part), () => 1));
  if (runs > RUNS) {
    return `${percent(runs)} of its runs of ${RUN} words were there before, at most ${percent(RUNS)}`;
  }
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const same = mean(lines, LINES, LEAST_LINES, (part) => repeated(part, (line) => line.length));
  if (same > SAME_LINES) {
    return `${percent(same)} of it in lines that were there before, at most ${percent(SAME_LINES)}`;
  }
  const kinds = new Set(text.slice(0, 1000)).size;
  return text.length >= 100 && kinds < KINDS ? `only ${kinds} different characters` : undefined;
}

/** How often a character stands in a row from `start` on. */
function rowLength(text: string, start: number, character: string): number {
  let end = start;
  while (text.startsWith(character, end)) end += character.length;
  return (end - start) / character.length;
}

function stuckWord(words: readonly string[]): string | undefined {
  let times = 0, previous: string | undefined;
  for (const word of words) {
    times = word === previous ? times + 1 : 1;
    if (times > SAME_WORD) return word;
    previous = word;
  }
  return undefined;
}

const runsOf = (words: readonly string[]): string[] =>
  words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(" "));

/** Share of items, by what they weigh, that were there before. */
function repeated(items: readonly string[], weigh: (item: string) => number): number {
  const seen = new Set<string>();
  let all = 0, again = 0;
  for (const item of items) {
    const weight = weigh(item);
    all += weight;
    if (seen.has(item)) again += weight;
    seen.add(item);
  }
  return again / Math.max(1, all);
}

/** What a measure is of stretches of so many items, on average; 0 where there are too few. */
function mean(
  items: readonly string[],
  stretch: number,
  least: number,
  measure: (part: readonly string[]) => number,
): number {
  let sum = 0, count = 0;
  for (let from = 0; from < items.length; from += stretch) {
    const part = items.slice(from, from + stretch);
    if (part.length < least) break;
    sum += measure(part);
    count++;
  }
  return sum / Math.max(1, count);
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
