/** Byte-level byte pair encoding as of GPT-2: <|endoftext|> | 256 bytes | pieces in the order in which they were learned. */
import { UserError } from "../../base/errors.ts";
import { modelTypeOf } from "../hugging_face/layout.ts";
import type { TokenizerKind } from "../tokenizer.ts";
import { ALPHABET } from "./alphabet.ts";
import { fromLayout } from "./layout.ts";
import { countWords, learnMerges } from "./learn.ts";
import { SEPARATOR, separatorToken } from "./model.ts";
import { bpeTokenizer } from "./tokenizer.ts";

/** Tokens that there are in any case. */
export const LEAST_VOCABULARY = 1 + ALPHABET.length;

export const bpe: TokenizerKind = {
  async fit(texts, { vocabulary: size }, { log, signal }) {
    if (size < LEAST_VOCABULARY) {
      throw new UserError(
        "usage",
        `a bpe vocabulary of ${size} is too small: ${ALPHABET.length} bytes and a separator are ${LEAST_VOCABULARY}`,
      );
    }
    // Sorted, as Hugging Face's trainer does, and as pieces of equal count go by their ids.
    const vocabulary = [SEPARATOR, ...ALPHABET.toSorted()];
    const idsOfBytes = Int32Array.from(ALPHABET, (character) => vocabulary.indexOf(character));
    const merges = await learnMerges(countWords(texts), vocabulary, idsOfBytes, size, signal);
    if (vocabulary.length < size) {
      log(
        `the vocabulary has ${vocabulary.length} tokens instead of ${size}: there is nothing left to merge`,
      );
    }
    const added = [separatorToken(0, SEPARATOR)];
    return bpeTokenizer({ vocabulary, merges, added, separator: 0, prefixSpace: false });
  },
  describes: (value) => modelTypeOf(value) === "BPE",
  load: (value) => bpeTokenizer(fromLayout(value)),
};
