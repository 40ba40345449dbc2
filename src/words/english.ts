import packed from "./english.br" with { type: "bytes" };
import { type English, listWords, parseWords } from "./english_list.ts";
import { packText, unpackText } from "./packing.ts";

export { type English, type EnglishWord, MAX_COMMONNESS } from "./english_list.ts";

let loaded: English | undefined;

/** The English words that come with the program; `scripts/english.ts` makes them. */
export function readEnglish(): English {
  loaded ??= unpackWords(packed);
  return loaded;
}

/** Packs words that are in alphabetical order. */
export const packWords = (words: English): Uint8Array => packText(listWords(words));

/** The reverse of `packWords()`. */
export const unpackWords = (bytes: Uint8Array): English => parseWords(unpackText(bytes));
