/** Tokenizers in the Hugging Face layout of `tokenizer.json`; those of characters are no others than pieces that never merge. */
import * as z from "zod";
import { loadTextTokenizer } from "../../../tokenizer/tokenizers.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import type { Values } from "../../../training/task.ts";

/** Special tokens of characters: they need names where others are to load them. */
export const UNKNOWN = "<unknown>", SEPARATOR = "<|endoftext|>";

const special = (id: number, content: string) => ({
  ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
});

/** A tokenizer as other programs load it. */
export function layoutOf(tokenizer: Tokenizer): Values {
  const stored = tokenizer.toJSON();
  if (tokenizer.type !== "char") return stored;
  const { unknown = 0, separator, size } = tokenizer;
  const vocab: Record<string, number> = { [UNKNOWN]: unknown, [SEPARATOR]: separator };
  for (let id = 0; id < size; id++) {
    if (id !== unknown && id !== separator) vocab[tokenizer.decode([id])] = id;
  }
  return {
    ...{ version: "1.0", truncation: null, padding: null },
    added_tokens: [special(unknown, UNKNOWN), special(separator, SEPARATOR)],
    ...{ normalizer: null, pre_tokenizer: null, post_processor: null, decoder: { type: "Fuse" } },
    model: {
      ...{ type: "BPE", dropout: null, unk_token: UNKNOWN, continuing_subword_prefix: null },
      ...{ end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false },
      ...{ vocab, merges: [] },
    },
  };
}

const ofCharacters = z.looseObject({
  added_tokens: z.tuple([
    z.looseObject({ id: z.literal(0), content: z.literal(UNKNOWN) }),
    z.looseObject({ id: z.literal(1), content: z.literal(SEPARATOR) }),
  ]),
  pre_tokenizer: z.null(),
  decoder: z.looseObject({ type: z.literal("Fuse") }),
  model: z.looseObject({ type: z.literal("BPE"), vocab: z.record(z.string(), z.int()), merges: z.tuple([]) }),
});

/** The tokenizer of a file. Throws a UserError of kind "model" that names what is not known here. */
export function tokenizerOfLayout(value: unknown): Tokenizer {
  const { data } = ofCharacters.safeParse(value);
  if (data === undefined) return loadTextTokenizer(value);
  const characters = Object.entries(data.model.vocab).toSorted(([, a], [, b]) => a - b).slice(2);
  return loadTextTokenizer({ type: "char", characters: characters.map(([character]) => character).join("") });
}

const named = z.looseObject({ added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string() })) });

/** What a special token is called in a layout; undefined where it has no name. */
export const nameIn = (layout: Values, id: number | undefined): string | undefined =>
  named.safeParse(layout).data?.added_tokens.find((token) => token.id === id)?.content;
