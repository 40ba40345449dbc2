/** The kinds of tokenizers for texts by name. A new one is a folder and a line here. */
import { UserError } from "../base/errors.ts";
import { bpe } from "./bpe/bpe.ts";
import { char } from "./char/char.ts";
import { modelTypeOf, refused } from "./hugging_face/layout.ts";
import type { Tokenizer, TokenizerKind } from "./tokenizer.ts";
import { unigram } from "./unigram/unigram.ts";

const TOKENIZERS: Readonly<Record<string, TokenizerKind>> = {
  char,
  bpe,
  unigram,
};

export const TOKENIZER_NAMES: readonly string[] = Object.keys(TOKENIZERS);

/** Throws a UserError of kind "usage" for a kind that there is not. */
export function tokenizerKind(name: string): TokenizerKind {
  const kind = Object.hasOwn(TOKENIZERS, name) ? TOKENIZERS[name] : undefined;
  if (kind !== undefined) return kind;
  throw new UserError("usage", `there is no tokenizer "${name}", only ${TOKENIZER_NAMES.join(", ")}`);
}

/** Throws a UserError of kind "usage" for tokens that are asked for of a kind that has as many as its texts give it. */
export function refuseVocabulary(kind: string, vocabulary: number | undefined): void {
  if (vocabulary === undefined || !tokenizerKind(kind).sizedByTexts) return;
  const others = TOKENIZER_NAMES.filter((name) => !tokenizerKind(name).sizedByTexts).join(" or ");
  throw new UserError(
    "usage",
    `--vocabulary ${vocabulary} is for ${others}: ${kind} has as many tokens as texts give it`,
  );
}

/** The tokenizer that `tokenizer.json` describes. Throws a UserError of kind "model" for one that it does not. */
export function loadTextTokenizer(value: unknown): Tokenizer {
  const kind = Object.values(TOKENIZERS).find(({ describes }) => describes(value));
  if (kind !== undefined) return kind.load(value);
  const model = modelTypeOf(value);
  if (model !== undefined) throw refused(`model "${model}" is not known here`);
  throw new UserError("model", `tokenizer.json describes none of these kinds: ${TOKENIZER_NAMES.join(", ")}`);
}
