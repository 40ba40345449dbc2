/** Small language models with random weights, of the forms that other programs compute. */
import { quietly } from "../../../../src/base/context.ts";
import { parameterSpecs } from "../../../../src/network/architectures.ts";
import { FORMS } from "../../../../src/network/form.ts";
import { initialize, namedViews, parameterCount } from "../../../../src/network/parameters.ts";
import type { ForeignModel } from "../../../../src/tasks/text/exchange/write.ts";
import { textPorts } from "../../../../src/tasks/text/state.ts";
import { bpe } from "../../../../src/tokenizer/bpe/bpe.ts";
import { unigram } from "../../../../src/tokenizer/unigram/unigram.ts";
import { charOf } from "../../../../src/tokenizer/char/char.ts";
import type { Tokenizer } from "../../../../src/tokenizer/tokenizer.ts";

const TEXT = "Ein Bär fängt 3 Fische — «näher», sagt er 🐟, and so it's done.\n日本語も少し。\n".repeat(3);

/** Tokenizers by their kind. */
export const TOKENIZERS: Readonly<Record<"char" | "bpe" | "unigram", Tokenizer>> = {
  char: charOf([TEXT]),
  bpe: await bpe.fit([TEXT], { vocabulary: 300, seed: 1 }, quietly),
  unigram: await unigram.fit([TEXT], { vocabulary: 320, seed: 1 }, quietly),
};

/** A model whose every weight is another. */
export function modelOf(
  form: "gpt2" | "llama",
  { tied = FORMS[form].tied, tokenizer = TOKENIZERS.bpe, kvHeads }: {
    tied?: boolean;
    tokenizer?: Tokenizer;
    kvHeads?: number;
  } = {},
): ForeignModel {
  const sizes = { dim: 32, layers: 2, heads: 2, hidden: 48, window: 24 };
  const shape = { ...sizes, ...kvHeads !== undefined && { kvHeads } };
  const config = { architecture: "transformer" as const, ...shape, form: { ...FORMS[form], tied } };
  const specs = parameterSpecs(textPorts(tokenizer, config), config);
  const flat = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: spec.role === "vector" ? 0.1 : 0.2 })), flat, 7);
  return { name: `tiny-${form}`, config, tokenizer, parameters: namedViews(specs, flat) };
}
