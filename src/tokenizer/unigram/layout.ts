/**
 * `tokenizer.json` of unigram models in Hugging Face's layout. All that is done to a text stands in its normalizer, since
 * that library's Metaspace does not add the prefix as SentencePiece does.
 */
import * as z from "zod";
import type { core } from "zod";
import { parseAs } from "../../base/schema.ts";
import { type AddedToken, FILE, MAX_PIECES, readFrame, readPart, refused } from "../hugging_face/layout.ts";
import { isBytePiece, KIND, type Normaliser, type Piece, SPACE, type UnigramModel } from "./model.ts";

const replace = (pattern: Record<string, string>, content: string) => ({ type: "Replace", pattern, content });
/** What stands for a removal of spaces: those at the ends, then those behind another. */
const REMOVAL = [replace({ Regex: "\\A +| +\\z" }, ""), replace({ Regex: " {2,}" }, " ")];
const PREFIX = { type: "Prepend", prepend: SPACE };
const ESCAPE = replace({ String: " " }, SPACE);
const UNESCAPE = replace({ String: SPACE }, " ");
const STRIP = { type: "Strip", content: " ", start: 1, stop: 0 };

const sequence = (list: string) =>
  z.strictObject({
    type: z.literal("Sequence"),
    [list]: z.array(z.looseObject({ type: z.string() })).max(16),
  });
const charsmapSchema = z.strictObject({ type: z.literal("Precompiled"), precompiled_charsmap: z.base64() });

const modelSchema = z.strictObject({
  type: z.literal("Unigram"),
  unk_id: z.int("a model without unknown piece is not known here").min(0).max(MAX_PIECES),
  vocab: z.array(z.tuple([z.string(), z.number()])).max(MAX_PIECES),
  byte_fallback: z.boolean().default(false),
});

/** Score of what is no text: Hugging Face's library looks for all pieces in texts, and is not to take these. */
const NEVER = -1000;

/** The file of a model. */
export function layoutOf(model: UnigramModel): Record<string, core.util.JSONType> {
  const { pieces, byteFallback, normaliser } = model;
  const { charsmap, dummyPrefix, removeExtraSpaces } = normaliser;
  const rules = charsmap === undefined
    ? []
    : [{ type: "Precompiled", precompiled_charsmap: charsmap.toBase64() }];
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: addedTokens(model),
    normalizer: {
      type: "Sequence",
      normalizers: [
        ...rules,
        ...(removeExtraSpaces ? REMOVAL : []),
        ...(dummyPrefix ? [PREFIX] : []),
        ESCAPE,
      ],
    },
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: "Sequence", decoders: decodersOf(normaliser, byteFallback) },
    model: {
      type: "Unigram",
      unk_id: pieces.findIndex(({ kind }) => kind === KIND.unknown),
      vocab: pieces.map(({ text, score, kind }) => [text, kind === KIND.normal ? score : NEVER]),
      byte_fallback: byteFallback,
    },
  };
}

/** Pieces that are no text: the unknown one and control pieces. */
export function addedTokens({ pieces }: UnigramModel): AddedToken[] {
  return pieces.flatMap(({ text, kind }, id) =>
    kind === KIND.unknown || kind === KIND.control
      ? [{
        ...{ id, content: text, single_word: false, lstrip: false, rstrip: false },
        ...{ normalized: false, special: true },
      }]
      : []
  );
}

function decodersOf({ dummyPrefix, removeExtraSpaces }: Normaliser, byteFallback: boolean) {
  const strips = dummyPrefix || removeExtraSpaces;
  return [
    UNESCAPE,
    ...(byteFallback ? [{ type: "ByteFallback" }] : []),
    { type: "Fuse" },
    ...(strips ? [STRIP] : []),
  ];
}

/** Reads a file. Throws a UserError of kind "model" that names the field at fault, or the part that is not known here. */
export function fromLayout(value: unknown): UnigramModel {
  const frame = readFrame(value);
  readPart(frame, "pre_tokenizer", {});
  readPart(frame, "post_processor", {});
  const { vocab, unk_id, byte_fallback } = parseAs(modelSchema, frame.model, "model", `${FILE}: model`);
  const controls = new Map(frame.added_tokens.map((token) => [token.id, token]));
  const pieces = vocab.map(([text, score], id): Piece => {
    const token = controls.get(id);
    const kind = id === unk_id
      ? KIND.unknown
      : token !== undefined
      ? KIND.control
      : byte_fallback && isBytePiece(text)
      ? KIND.byte
      : KIND.normal;
    return { text, score: kind === KIND.normal ? Math.fround(score) : 0, kind };
  });
  for (const { id, content, special } of controls.values()) {
    const name = JSON.stringify(content);
    if (pieces[id]?.text !== content) {
      throw refused(`the added token ${name} is not piece ${id} of the model`);
    }
    if (!special) throw refused(`the added token ${name} is not special, which is not known here`);
  }
  const normaliser = readNormaliser(readPart(frame, "normalizer", { Sequence: sequence("normalizers") }));
  const decoder = readPart(frame, "decoder", { Sequence: sequence("decoders") });
  const expected = { type: "Sequence", decoders: decodersOf(normaliser, byte_fallback) };
  if (JSON.stringify(decoder) !== JSON.stringify(expected)) {
    throw refused(`decoder: only ${JSON.stringify(expected)} is known here for this normalizer`);
  }
  return { pieces, byteFallback: byte_fallback, normaliser };
}

/** The parts that `layoutOf` writes, in that order, each of them there or not. */
function readNormaliser(part: Record<string, unknown> | undefined): Normaliser {
  const left = z.array(z.looseObject({ type: z.string() })).parse(part?.normalizers ?? []);
  const takes = (...expected: unknown[]): boolean => {
    const there = expected.every((step, i) => JSON.stringify(left[i]) === JSON.stringify(step));
    if (there) left.splice(0, expected.length);
    return there;
  };
  let charsmap: Uint8Array<ArrayBuffer> | undefined;
  if (left[0]?.type === "Precompiled") {
    const { precompiled_charsmap } = parseAs(charsmapSchema, left.shift(), "model", `${FILE}: normalizer`);
    charsmap = Uint8Array.fromBase64(precompiled_charsmap);
  }
  const removeExtraSpaces = takes(...REMOVAL), dummyPrefix = takes(PREFIX);
  if (!takes(ESCAPE)) {
    throw refused(
      `normalizer: ${JSON.stringify(left[0] ?? null)} is not known here where ${
        JSON.stringify(ESCAPE)
      } belongs`,
    );
  }
  if (left.length > 0) {
    throw refused(`normalizer: ${JSON.stringify(left[0])} behind the last known part is not known here`);
  }
  return { charsmap, dummyPrefix, removeExtraSpaces };
}
