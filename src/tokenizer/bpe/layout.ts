/** `tokenizer.json` of byte-level BPE in Hugging Face's layout. */
import * as z from "zod";
import type { core } from "zod";
import { parseAs } from "../../base/schema.ts";
import { FILE, type Frame, MAX_PIECES, readFrame, readPart, refused } from "../hugging_face/layout.ts";
import { ALPHABET } from "./alphabet.ts";
import type { Merge } from "./learn.ts";
import type { BpeModel } from "./tokenizer.ts";

/** What our own files call the token between documents, and what others call it, in the order of preference. */
export const SEPARATOR = "<|endoftext|>";
const SEPARATORS = [SEPARATOR, "</s>", "<eos>", "<|end_of_text|>"];

const none = z.literal(["", null]).default(null);
const mergeSchema = z.union([z.string(), z.tuple([z.string(), z.string()])]);

const modelSchema = z.strictObject({
  type: z.literal("BPE").default("BPE"),
  dropout: z.literal([0, null], "dropout is not known here").default(null),
  // All bytes are known, so that it never comes up.
  unk_token: z.string().nullable().default(null),
  continuing_subword_prefix: none,
  end_of_word_suffix: none,
  fuse_unk: z.boolean().default(false),
  byte_fallback: z.literal(false, "byte fallback is not known here").default(false),
  ignore_merges: z.literal(false, "to ignore merges is not known here").default(false),
  vocab: z.record(z.string(), z.int().min(0).max(MAX_PIECES)),
  merges: z.array(mergeSchema).max(MAX_PIECES),
});

const byteLevel = z.strictObject({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean().default(true),
  trim_offsets: z.boolean().default(true),
  use_regex: z.boolean().default(true),
});
const words = z.strictObject({
  ...byteLevel.shape,
  use_regex: z.literal(true, "words that are not cut are not known here").default(true),
});

/** Reads a file. Throws a UserError of kind "model" that names the field at fault, or the part that is not known here. */
export function fromLayout(value: unknown): BpeModel {
  const frame = readFrame(value);
  readPart(frame, "normalizer", {});
  const cut = readPart(frame, "pre_tokenizer", { ByteLevel: words });
  if (cut === undefined) throw refused("has no pre_tokenizer; ByteLevel is the one that is known here");
  // It only moves the offsets of tokens, which are not told here.
  readPart(frame, "post_processor", { ByteLevel: byteLevel });
  if (readPart(frame, "decoder", { ByteLevel: byteLevel }) === undefined) {
    throw refused("has no decoder; ByteLevel is the one that is known here");
  }
  const { vocab, merges } = parseAs(modelSchema, frame.model, "model", `${FILE}: model`);
  return checkedModel(
    { vocab: Object.entries(vocab), merges, added: frame.added_tokens, what: FILE },
    cut.add_prefix_space,
  );
}

/** Pieces with their ids, and merges as they stand in files. */
export interface Parts {
  vocab: readonly (readonly [piece: string, id: number])[];
  merges: readonly (string | readonly [string, string])[];
  added: Frame["added_tokens"];
  /** What errors call the source. */
  what: string;
}

/**
 * Makes a model of what was read, if it holds together: ids are 0 … size − 1, all bytes are among the pieces, merges are of
 * pieces and make pieces, and a special token can stand between documents. Throws a UserError of kind "model".
 */
export function checkedModel({ vocab, merges, added, what }: Parts, prefixSpace: boolean): BpeModel {
  const wrong = (reason: string) => refused(reason, what);
  const vocabulary: string[] = new Array(vocab.length);
  for (const [piece, id] of vocab) {
    if (id >= vocab.length) {
      throw wrong(`vocab: the id of ${show(piece)} is ${id}, but there are ${vocab.length} pieces`);
    }
    if (vocabulary[id] !== undefined) {
      throw wrong(`vocab: ${show(piece)} and ${show(vocabulary[id])} have one id`);
    }
    vocabulary[id] = piece;
  }
  const ids = new Map(vocab);
  const lacking = ALPHABET.findIndex((character) => !ids.has(character));
  if (lacking >= 0) {
    throw wrong(`vocab: the byte ${lacking} (written ${ALPHABET[lacking]}) is no piece; all 256 must be`);
  }
  const tokens = [...added].sort((a, b) => a.id - b.id);
  let size = vocabulary.length;
  for (const { id, content } of tokens) {
    if (id === size) size++;
    else if (vocabulary[id] !== content) {
      throw wrong(`the added token ${show(content)} has the id ${id} of another`);
    }
  }
  const separator =
    SEPARATORS.map((name) => tokens.find(({ content, special }) => special && content === name))
      .find((token) => token !== undefined) ?? tokens.find(({ special }) => special);
  if (separator === undefined) throw wrong("has no special token that could stand between documents");
  return {
    ...{ vocabulary, prefixSpace, added: tokens, separator: separator.id },
    merges: numbered(merges, ids, wrong),
  };
}

/** Merges by ids; of those of the same two pieces the last one counts. */
function numbered(
  merges: Parts["merges"],
  ids: ReadonlyMap<string, number>,
  wrong: (reason: string) => Error,
): Merge[] {
  const found = new Map<string, Merge>();
  for (const [i, merge] of merges.entries()) {
    const [left = "", right = "", ...more] = typeof merge === "string" ? merge.split(" ") : merge;
    const [a, b] = [ids.get(left), ids.get(right)];
    if (a === undefined || b === undefined || more.length > 0) {
      throw wrong(`merges: number ${i + 1}, ${show(String(merge))}, is not of two pieces of the vocabulary`);
    }
    if (!ids.has(left + right)) {
      throw wrong(`merges: number ${i + 1} makes ${show(left + right)}, which is no piece`);
    }
    const key = `${a} ${b}`;
    found.delete(key);
    found.set(key, [a, b]);
  }
  return [...found.values()];
}

const show = (piece: string): string => JSON.stringify(piece.length > 40 ? `${piece.slice(0, 40)}…` : piece);

/** What is written for a model; any version of the library reads it. */
export function toLayout(model: BpeModel): Record<string, core.util.JSONType> {
  const { vocabulary, added, prefixSpace } = model;
  const byteLevel = { type: "ByteLevel", add_prefix_space: prefixSpace, trim_offsets: true, use_regex: true };
  return {
    version: "1.0",
    ...{ truncation: null, padding: null },
    added_tokens: added.map((token) => ({ ...token })),
    ...{ normalizer: null, pre_tokenizer: byteLevel, post_processor: null, decoder: byteLevel },
    model: {
      type: "BPE",
      ...{ dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null },
      ...{ fuse_unk: false, byte_fallback: false, ignore_merges: false },
      vocab: Object.fromEntries(vocabulary.map((piece, id) => [piece, id])),
      merges: mergeLines(model),
    },
  };
}

/** Merges as lines of two pieces. */
export const mergeLines = ({ merges, vocabulary }: BpeModel): string[] =>
  merges.map(([left, right]) => `${vocabulary[left]} ${vocabulary[right]}`);
