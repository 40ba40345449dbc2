/** Settings of language models. */
import type { Fields } from "../../base/fields.ts";
import { TOKENIZER_NAMES } from "../../tokenizer/tokenizers.ts";
import { SPLIT_FIELDS } from "../split_fields.ts";

export const TEXT_FIELDS = {
  tokenizer: {
    type: "text",
    value: "name|path",
    choices: TOKENIZER_NAMES,
    usual: "bpe, or char for less than 100,000 characters",
    text: `what texts are cut into: ${
      TOKENIZER_NAMES.join(", ")
    }, or a tokenizer.json, or a model by its folder or name`,
  },
  vocabulary: {
    type: "integer",
    least: 16,
    most: 1 << 20,
    text: "tokens of a tokenizer that is fitted; char takes each character there is",
    usual: "512 to 8192 by the size of the text",
  },
  context: {
    type: "integer",
    least: 8,
    most: 4096,
    text: "tokens of a stretch of text that is learned",
    usual: "those that attention looks back",
  },
  weigh: {
    type: "choice",
    choices: ["tokens", "documents"],
    text: "what counts the same in the loss that is learned from: each token, or each document, however long",
    usual: "tokens",
  },
  stretches: {
    type: "choice",
    choices: ["anywhere", "documents"],
    text:
      "what is learned at a time: a stretch from anywhere, or a document, as much of it as context has room for",
    usual: "anywhere, or with weigh documents: documents",
  },
  ...SPLIT_FIELDS,
} as const satisfies Fields;

/** Characters from which on words and their parts come often enough to be learned. */
const WORDS = 100_000;

/** The usual kind of tokenizer. */
export const usualTokenizer = (characters: number): string => characters < WORDS ? "char" : "bpe";

/** Characters of text for each token of the usual vocabulary, and its limits. */
const CHARACTERS = 2000, SMALLEST = 512, LARGEST = 8192;

/** The usual size of a vocabulary: a power of two. */
export const usualVocabulary = (characters: number): number =>
  Math.min(LARGEST, Math.max(SMALLEST, 2 ** Math.round(Math.log2(Math.max(1, characters / CHARACTERS)))));
