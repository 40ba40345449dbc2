/** Pieces by their likelihoods, as SentencePiece has them (Kudo 2018): `<unk>` `<s>` `</s>` | bytes | pieces of text. */
import { FILE, modelTypeOf } from "../hugging_face/layout.ts";
import type { TokenizerKind } from "../tokenizer.ts";
import { fitUnigram } from "./fit/fit.ts";
import { fromLayout } from "./layout.ts";
import { unigramTokenizer } from "./tokenizer.ts";

export const unigram: TokenizerKind = {
  fit: async (texts, settings, context) =>
    unigramTokenizer(await fitUnigram(texts, settings, context), "fitted model"),
  describes: (value) => modelTypeOf(value) === "Unigram",
  load: (value) => unigramTokenizer(fromLayout(value), FILE),
};
