import { Buffer } from "node:buffer";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import packed from "./english.br" with { type: "bytes" };
import { type English, listWords, parseWords } from "./english_list.ts";

export { type English, type EnglishWord, MAX_COMMONNESS } from "./english_list.ts";

let loaded: English | undefined;

/** The English words that come with the program; `scripts/english.ts` makes them. */
export function readEnglish(): English {
  loaded ??= unpackWords(packed);
  return loaded;
}

/** Packs words that are in alphabetical order. */
export function packWords(words: English): Uint8Array {
  const text = Buffer.from(listWords(words));
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
export const unpackWords = (bytes: Uint8Array): English => parseWords(brotliDecompressSync(bytes).toString());
