/** Tokenizers in GGUF files: llama.cpp cuts texts itself, by pieces, merges and scores. */
import * as z from "zod";
import { UserError } from "../../../base/errors.ts";
import { parseJson } from "../../../base/json.ts";
import type { GgufMetadata, GgufValue } from "../../../bundle/formats/gguf_types.ts";
import { ALPHABET } from "../../../tokenizer/bpe/alphabet.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import type { Values } from "../../../training/task.ts";
import { layoutOf, tokenizerOfLayout } from "./layout.ts";

/** Kinds of tokens by the numbers that files have for them. */
const NORMAL = 1, UNKNOWN = 2, CONTROL = 3, USER_DEFINED = 4, UNUSED = 5;
/** The words of texts, as GPT-2 cuts them. */
const WORDS = "gpt-2";
/** Where our own files keep the whole of `tokenizer.json`, as others do. */
const LAYOUT_KEY = "tokenizer.huggingface.json";

/** Pieces by their ids, what kind each is, and how they come about. */
interface Pieces {
  tokens: string[];
  kinds: number[];
  merges: string[];
}

/** What files say of a tokenizer; texts get a separator in front, as they have in training. */
export function ggufTokenizer(tokenizer: Tokenizer): [string, GgufValue][] {
  const { separator, unknown } = tokenizer;
  const layout = layoutOf(tokenizer);
  const { tokens, kinds, merges } = tokenizer.type === "char"
    ? characters(tokenizer)
    : bytePairs(layout, tokenizer);
  const id = (value: number): GgufValue => ({ type: "uint32", value });
  const said: [string, GgufValue][] = [
    ["model", { type: "string", value: "gpt2" }],
    ["pre", { type: "string", value: WORDS }],
    ["tokens", { type: "string", list: tokens }],
    ["token_type", { type: "int32", list: kinds }],
    ["merges", { type: "string", list: merges }],
    ["bos_token_id", id(separator)],
    ["eos_token_id", id(separator)],
    ["add_bos_token", { type: "bool", value: true }],
  ];
  if (unknown !== undefined) said.push(["unknown_token_id", id(unknown)]);
  return [
    ...said.map(([name, value]): [string, GgufValue] => [`tokenizer.ggml.${name}`, value]),
    [LAYOUT_KEY, { type: "string", value: JSON.stringify(layout) }],
  ];
}

/**
 * A character is a piece of its bytes. The merges build it from its first byte on, by pieces that are no tokens themselves, so
 * that nothing but whole characters ever comes about; what is unknown vanishes.
 */
function characters(tokenizer: Tokenizer): Pieces {
  const { size, unknown, separator } = tokenizer;
  const tokens: string[] = [], kinds: number[] = [];
  const merges = new Set<string>();
  for (let id = 0; id < size; id++) {
    if (id === unknown || id === separator) {
      tokens.push(id === separator ? "<|endoftext|>" : "<unknown>");
      kinds.push(id === separator ? CONTROL : UNKNOWN);
      continue;
    }
    const bytes = Array.from(new TextEncoder().encode(tokenizer.decode([id])), (byte) => ALPHABET[byte]!);
    for (let end = 1; end < bytes.length; end++) merges.add(`${bytes.slice(0, end).join("")} ${bytes[end]}`);
    tokens.push(bytes.join(""));
    kinds.push(NORMAL);
  }
  return { tokens, kinds, merges: [...merges] };
}

const bytePairSchema = z.looseObject({
  pre_tokenizer: z.looseObject({ type: z.literal("ByteLevel"), add_prefix_space: z.literal(false) }),
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string(), special: z.boolean() })),
  model: z.looseObject({
    type: z.literal("BPE"),
    vocab: z.record(z.string(), z.int()),
    merges: z.array(z.string()),
  }),
});

function bytePairs(layout: Values, { type, size }: Tokenizer): Pieces {
  const { data } = bytePairSchema.safeParse(layout);
  if (data === undefined) {
    throw new UserError(
      "usage",
      `llama.cpp would cut texts otherwise than this tokenizer of kind "${type}" does; train with --tokenizer bpe or char`,
    );
  }
  const { model: { vocab, merges }, added_tokens: added } = data;
  const tokens = Array.from({ length: size }, (_, id) => `[unused ${id}]`);
  const kinds = new Array<number>(size).fill(UNUSED);
  for (const [piece, id] of Object.entries(vocab)) [tokens[id], kinds[id]] = [piece, NORMAL];
  for (const { id, content, special } of added) {
    [tokens[id], kinds[id]] = [content, special ? CONTROL : USER_DEFINED];
  }
  return { tokens, kinds, merges };
}

/** The tokenizer of a file. Throws a UserError of kind "model" that names what is not known here. */
export function readGgufTokenizer(metadata: GgufMetadata): Tokenizer {
  const text = (key: string) => {
    const value = metadata.get(key);
    return value?.type === "string" && "value" in value ? value.value : undefined;
  };
  const whole = text(LAYOUT_KEY);
  if (whole !== undefined) return tokenizerOfLayout(parsed(whole));
  const [model, words] = [text("tokenizer.ggml.model"), text("tokenizer.ggml.pre")];
  if (model !== "gpt2") throw refused("model", model, "gpt2");
  if (words !== WORDS) throw refused("pre", words, WORDS);
  const [tokens, merges] = [strings(metadata, "tokens"), strings(metadata, "merges")];
  const kinds = metadata.get("tokenizer.ggml.token_type");
  const list = kinds?.type === "int32" && "list" in kinds ? kinds.list : [];
  const added = tokens.flatMap((content, id) => {
    const special = list[id] === CONTROL;
    const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false };
    return special || list[id] === USER_DEFINED ? [{ id, content, ...flags, special }] : [];
  });
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  return tokenizerOfLayout({
    ...{ version: "1.0", added_tokens: added, pre_tokenizer: byteLevel, decoder: byteLevel },
    model: { type: "BPE", vocab: Object.fromEntries(tokens.map((piece, id) => [piece, id])), merges },
  });
}

function strings(metadata: GgufMetadata, name: string): readonly string[] {
  const value = metadata.get(`tokenizer.ggml.${name}`);
  if (value?.type === "string" && "list" in value) return value.list;
  throw new UserError("model", `tokenizer.ggml.${name} is no list of texts`);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new UserError("model", `${LAYOUT_KEY} ${error instanceof Error ? error.message : error}`);
  }
}

const refused = (name: string, value: string | undefined, known: string): UserError =>
  new UserError(
    "model",
    `tokenizer.ggml.${name} is ${JSON.stringify(value ?? null)}; only ${JSON.stringify(known)} is known here`,
  );
