import { Buffer } from "node:buffer";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import packed from "./english.br" with { type: "bytes" };

/** What is known of an English word. */
export interface EnglishWord {
  /** 0 for one that film subtitles lack, then twice the decimal logarithm of how often it occurs there. */
  commonness: number;
  /** Whether it is a person's first or last name; "rose" is one and more than that. */
  isGivenName: boolean;
  isFamilyName: boolean;
}

export type English = ReadonlyMap<string, EnglishWord>;

export const MAX_COMMONNESS = 9;

/** Letters that a word shares with the one before it, what is known of it, and the rest of the word. */
const LINE = /^([A-Y])([!-H])([a-z]*)$/;
const SHARED = "A".charCodeAt(0), FLAGS = "!".charCodeAt(0);

let loaded: English | undefined;

/** The English words that come with the program; `scripts/english.ts` makes them. */
export function readEnglish(): English {
  loaded ??= unpackWords(packed);
  return loaded;
}

/** Packs words that are in alphabetical order. */
export function packWords(words: English): Uint8Array {
  let previous = "";
  const lines = [...words].map(([word, { commonness, isGivenName, isFamilyName }]) => {
    let shared = 0;
    while (shared < 24 && shared < word.length && word[shared] === previous[shared]) shared++;
    previous = word;
    const flags = commonness + 10 * Number(isGivenName) + 20 * Number(isFamilyName);
    return String.fromCharCode(SHARED + shared, FLAGS + flags) + word.slice(shared);
  });
  const text = Buffer.from(lines.join("\n"));
  return new Uint8Array(
    brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  );
}

/** The reverse of `packWords()`. */
export function unpackWords(bytes: Uint8Array): English {
  let previous = "";
  const words = brotliDecompressSync(bytes).toString().split("\n").map((line): [string, EnglishWord] => {
    if (!LINE.test(line)) throw new Error(`the list of English words is damaged at ${JSON.stringify(line)}`);
    const flags = line.charCodeAt(1) - FLAGS;
    previous = previous.slice(0, line.charCodeAt(0) - SHARED) + line.slice(2);
    return [previous, {
      commonness: flags % 10,
      isGivenName: Math.floor(flags / 10) % 2 === 1,
      isFamilyName: flags >= 20,
    }];
  });
  return new Map(words);
}
