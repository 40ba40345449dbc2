/** Whether a text is English, by its script, its words, and words that hold sentences together. */
import { readEnglish } from "../../words/english.ts";

/** Words that are looked at, and as many as it takes to tell by. */
const LOOKED_AT = 2000, LEAST = 5;
/** Share of the letters that are Latin, and of the words that dictionaries and subtitles know, at least. */
const LATIN = 0.8, KNOWN = 0.6;
/** Words of grammar of other languages, and how many of them tell more than those of English. */
const FEW_FOREIGN = 3;

const setOf = (words: string) => new Set(words.split(" "));
const ENGLISH = setOf(
  "the of and to a in is it you that for on with as was he she they we his her their your my this be are at from or but " +
    "not have had if then when there so will would can all one out up about who what which were been them our its into " +
    "some just over by i don't it's i'm",
);
const FOREIGN = setOf(
  "der das und nicht ist mit ein eine einen auf für sich auch ich sie wir le les des du est une dans pour qui que pas " +
    "avec je vous sur el los las una por para del con se su como il lo gli che della di un non sono het een van niet " +
    "ze er op och att det som på av är en ett var med till hon han ikke nie się jest w z que uma não com os as um em",
);

/** Why a text is not English; undefined for one that is, or that is too short to tell. */
export function foreignIn(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0, latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= LEAST && latin < LATIN * letters) {
    return `${percent(latin / letters)} of its letters are Latin, at least ${percent(LATIN)}`;
  }
  const words = wordsOf(text);
  if (words.length < LEAST) return undefined;
  const known = words.filter(isKnown).length / words.length;
  if (known < KNOWN) {
    return `${percent(known)} of its words are known English ones, at least ${percent(KNOWN)}`;
  }
  const count = (set: ReadonlySet<string>) => words.filter((word) => set.has(word)).length;
  const foreign = count(FOREIGN), english = count(ENGLISH);
  return foreign >= FEW_FOREIGN && foreign > english
    ? `${foreign} words of other languages' grammar, ${english} of English`
    : undefined;
}

/** The first words of a text in lower case; names, by their capitals within a sentence, are left out. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { 0: word, index } of text.matchAll(/\p{L}+(?:['’]\p{L}+)*/gu)) {
    if (words.length === LOOKED_AT) break;
    const isName = /^\p{Lu}\p{Ll}/u.test(word) &&
      /[\p{Ll},] $/u.test(text.slice(Math.max(0, index - 2), index));
    if (!isName) words.push(word.toLowerCase().replaceAll("’", "'"));
  }
  return words;
}

/** Contractions are known by what stands before the apostrophe. */
const isKnown = (word: string): boolean =>
  readEnglish().has(word) || word.includes("'") && readEnglish().has(word.slice(0, word.indexOf("'")));

const percent = (share: number): string => `${Math.round(100 * share)} %`;
