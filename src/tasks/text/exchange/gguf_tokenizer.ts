/** Tokenizers in GGUF files. */
import { UserError } from "../../../base/errors.ts";
import { parseJson } from "../../../base/json.ts";
import type { GgufMetadata, GgufValue } from "../../../bundle/formats/gguf_types.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import { KIND, piecesSaid, WORDS } from "./gguf_pieces.ts";
import { layoutOf, tokenizerOfLayout } from "./layout.ts";

/** Where our own files keep the whole of `tokenizer.json`, as others do. */
const LAYOUT_KEY = "tokenizer.huggingface.json";

/** What files say of a tokenizer; texts get a separator in front, as they have in training. */
export function ggufTokenizer(tokenizer: Tokenizer): [string, GgufValue][] {
  const { separator } = tokenizer;
  const layout = layoutOf(tokenizer);
  const id = (value: number): GgufValue => ({ type: "uint32", value });
  const said: [string, GgufValue][] = [
    ...piecesSaid(tokenizer, layout),
    ["bos_token_id", id(separator)],
    ["eos_token_id", id(separator)],
    ["add_bos_token", { type: "bool", value: true }],
    ["add_eos_token", { type: "bool", value: false }],
  ];
  return [
    ...said.map(([name, value]): [string, GgufValue] => [`tokenizer.ggml.${name}`, value]),
    [LAYOUT_KEY, { type: "string", value: JSON.stringify(layout) }],
  ];
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
    const special = list[id] === KIND.control;
    const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false };
    return special || list[id] === KIND.userDefined ? [{ id, content, ...flags, special }] : [];
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
