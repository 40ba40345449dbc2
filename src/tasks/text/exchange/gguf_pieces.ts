/** What llama.cpp is told of tokenizers, by their kinds: it cuts texts itself. */
import { UserError } from "../../../base/errors.ts";
import type { GgufValue } from "../../../bundle/formats/gguf_types.ts";
import { ALPHABET } from "../../../tokenizer/bpe/alphabet.ts";
import { fromLayout as bytePairsOf } from "../../../tokenizer/bpe/layout.ts";
import { mergeLines } from "../../../tokenizer/bpe/model.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import { fromLayout as unigramOf } from "../../../tokenizer/unigram/layout.ts";
import type { Values } from "../../../training/task.ts";
import { SEPARATOR, UNKNOWN } from "./layout.ts";

/** Kinds of tokens by the numbers that files have for them, which are SentencePiece's. */
export const KIND = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5 } as const;
/** The words of texts, as GPT-2 cuts them. */
export const WORDS = "gpt-2";

/** Values by their names without "tokenizer.ggml." */
type Said = [name: string, value: GgufValue][];

/** How a tokenizer cuts texts. Throws a UserError of kind "usage" where llama.cpp would cut them otherwise. */
export function piecesSaid(tokenizer: Tokenizer, layout: Values): Said {
  switch (tokenizer.type) {
    case "char":
      return characters(tokenizer);
    case "bpe":
      return bytePairs(tokenizer, layout);
    case "unigram":
      return unigram(layout);
    default:
      throw refused(`of kind "${tokenizer.type}"`);
  }
}

/**
 * A character is a piece of its bytes. The merges build it from its first byte on, by pieces that are no tokens themselves, so
 * that nothing but whole characters ever comes about; what is unknown vanishes.
 */
function characters(tokenizer: Tokenizer): Said {
  const { size, unknown, separator } = tokenizer;
  const tokens: string[] = [], kinds: number[] = [];
  const merges = new Set<string>();
  for (let id = 0; id < size; id++) {
    if (id === unknown || id === separator) {
      tokens.push(id === separator ? SEPARATOR : UNKNOWN);
      kinds.push(id === separator ? KIND.control : KIND.unknown);
      continue;
    }
    const bytes = Array.from(new TextEncoder().encode(tokenizer.decode([id])), (byte) => ALPHABET[byte]!);
    for (let end = 1; end < bytes.length; end++) merges.add(`${bytes.slice(0, end).join("")} ${bytes[end]}`);
    tokens.push(bytes.join(""));
    kinds.push(KIND.normal);
  }
  return [...merging(tokens, kinds, [...merges]), ...unknownAt(kinds)];
}

function bytePairs({ size }: Tokenizer, layout: Values): Said {
  const model = bytePairsOf(layout);
  if (model.prefixSpace) throw refused("that puts a space before texts");
  const tokens = Array.from({ length: size }, (_, id) => model.vocabulary[id] ?? "");
  const kinds = new Array<number>(size).fill(KIND.normal);
  for (const { id, content, special } of model.added) {
    tokens[id] = content;
    kinds[id] = special ? KIND.control : KIND.userDefined;
  }
  return merging(tokens, kinds, mergeLines(model));
}

const merging = (tokens: string[], kinds: number[], merges: string[]): Said => [
  ["model", { type: "string", value: "gpt2" }],
  ["pre", { type: "string", value: WORDS }],
  ["tokens", { type: "string", list: tokens }],
  ["token_type", { type: "int32", list: kinds }],
  ["merges", { type: "string", list: merges }],
];

const unknownAt = (kinds: readonly number[]): Said => {
  const id = kinds.indexOf(KIND.unknown);
  return id < 0 ? [] : [["unknown_token_id", { type: "uint32", value: id }]];
};

function unigram(layout: Values): Said {
  const { pieces, normaliser: { charsmap, dummyPrefix, removeExtraSpaces } } = unigramOf(layout);
  const kinds = pieces.map(({ kind }) => kind);
  const said: Said = [
    ["model", { type: "string", value: "t5" }],
    ["tokens", { type: "string", list: pieces.map(({ text }) => text) }],
    ["scores", { type: "float32", list: pieces.map(({ score }) => score) }],
    ["token_type", { type: "int32", list: kinds }],
    ...unknownAt(kinds),
    ["add_space_prefix", { type: "bool", value: dummyPrefix }],
    ["remove_extra_whitespaces", { type: "bool", value: removeExtraSpaces }],
  ];
  if (charsmap !== undefined) said.push(["precompiled_charsmap", { type: "uint8", list: [...charsmap] }]);
  return said;
}

const refused = (which: string): UserError =>
  new UserError(
    "usage",
    `llama.cpp would cut texts otherwise than a tokenizer ${which}; train with --tokenizer bpe`,
  );
