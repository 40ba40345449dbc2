/** `tokenizer.json` of byte-level BPE in Hugging Face's layout. */
import * as z from "zod";
import type { core } from "zod";
import { entriesOf, parseAs } from "../../base/schema.ts";
import { FILE, MAX_PIECES, readFrame, readPart, refused } from "../hugging_face/layout.ts";
import { type BpeModel, checkedModel, mergeLines } from "./model.ts";

const none = z.literal(["", null], "is not known here").default(null);

const modelSchema = z.strictObject({
  type: z.literal("BPE").default("BPE"),
  dropout: z.literal([0, null], "is not known here").default(null),
  // All bytes are known, so that it never comes up.
  unk_token: z.string().nullable().default(null),
  continuing_subword_prefix: none,
  end_of_word_suffix: none,
  fuse_unk: z.boolean().default(false),
  byte_fallback: z.literal(false, "is not known here").default(false),
  ignore_merges: z.literal(false, "is not known here").default(false),
  vocab: entriesOf(z.int().min(0).max(MAX_PIECES)),
  // Of one form or the other, as it takes long to ask that of each.
  merges: z.union([
    z.array(z.string()).max(MAX_PIECES),
    z.array(z.tuple([z.string(), z.string()])).max(MAX_PIECES),
  ], "neither lines nor pairs"),
});

const byteLevel = z.strictObject({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean().default(true),
  trim_offsets: z.boolean().default(true),
  use_regex: z.boolean().default(true),
});
const words = byteLevel.extend({ use_regex: z.literal(true, "must be true").default(true) });

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
  const prefixSpace = cut.add_prefix_space;
  return checkedModel(
    { vocab, merges, added: frame.added_tokens, prefixSpace },
    refused,
  );
}

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
