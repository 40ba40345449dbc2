/** The tokenizer that a unigram model makes. */
import type { core } from "zod";
import type { Random } from "../../base/random.ts";
import { splitting } from "../hugging_face/added.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { addedTokens, layoutOf } from "./layout.ts";
import { isExact, KIND, placesOf, SPACE, type UnigramModel } from "./model.ts";
import { normalising } from "./normalise.ts";
import { sample, type SampleOptions } from "./sample.ts";
import { NO_PIECE, segment, segmenterOf, type Segments } from "./segment.ts";
import { byItself, withinWord, wordEnd } from "./words.ts";

/** A tokenizer that can also take what is not the likeliest segmentation of a text. */
export interface UnigramTokenizer extends Tokenizer {
  readonly model: UnigramModel;
  /** How an id stands in files. */
  piece(id: number): string;
  /** Ids of a text by a segmentation that is left to chance (subword regularisation, Kudo 2018). */
  sample(text: string, options: SampleOptions, random: Random): number[];
}

/** Words whose ids are remembered, and code units that such a word has at most. */
const MOST_WORDS = 1 << 16, LONGEST_WORD = 64;

/** Code units after which a text is cut where it can be, since sums of 32 bits lose what tells segmentations apart. */
const LONG = 1 << 15;

/** Scores of our own models are multiples of this, so that sums are exact in any order up to 65,536. */
export const SCORE_STEP = 2 ** -8;

const REPLACEMENT = "\ufffd";
const encoder = new TextEncoder();

/** Throws a UserError of kind "model" that calls the model `what`, for one that does not hold together. */
export function unigramTokenizer(model: UnigramModel, what: string): UnigramTokenizer {
  const { unknown, separator, bytes } = placesOf(model, what);
  const { pieces, byteFallback, normaliser } = model;
  const normalise = normalising(normaliser);
  const segmenter = segmenterOf(model);
  const byteOf = new Int16Array(pieces.length).fill(-1);
  bytes.forEach((id, byte) => byteOf[id] = byte);
  const surfaces = pieces.map(({ text, kind }) => kind === KIND.normal ? text.replaceAll(SPACE, " ") : "");
  if (!byteFallback) surfaces[unknown] = REPLACEMENT;
  const lengths = Int32Array.from(surfaces, (surface) => encoder.encode(surface).length);
  for (const id of bytes) lengths[id] = 1;

  /** Appends the ids of what was segmented: bytes of what is in no piece, or one unknown for a row of such. */
  const append = (ids: number[], text: string, from: number, segments: Segments) => {
    let start = from;
    segments.ids.forEach((id, i) => {
      const end = segments.ends[i]!;
      if (id !== NO_PIECE) ids.push(id);
      else if (byteFallback) {
        for (const byte of encoder.encode(text.slice(start, end))) ids.push(bytes[byte]!);
      } else if (segments.ids[i - 1] !== NO_PIECE) ids.push(unknown);
      start = end;
    });
  };

  const known = new Map<string, readonly number[]>();
  const byWords = (text: string): number[] => {
    const ids: number[] = [];
    for (let from = 0, to; from < text.length; from = to) {
      to = wordEnd(text, from);
      if (to - from > LONGEST_WORD) {
        append(ids, text, from, segment(segmenter, text, from, to));
        continue;
      }
      const word = text.slice(from, to);
      let found = known.get(word);
      if (found === undefined) {
        const made: number[] = [];
        append(made, word, 0, segment(segmenter, word, 0, word.length));
        if (known.size >= MOST_WORDS) known.clear();
        known.set(byItself(word), found = made);
      }
      for (let i = 0; i < found.length; i++) ids.push(found[i]!);
    }
    return ids;
  };
  const longest = fallsApartAtSpaces(model) ? LONG : Infinity;
  const whole = (text: string): number[] => {
    const ids: number[] = [];
    for (let from = 0, to; from < text.length; from = to) {
      to = spaceFrom(text, from + longest);
      append(ids, text, from, segment(segmenter, text, from, to));
    }
    return ids;
  };
  const cut = fallsIntoWords(model) ? byWords : whole;
  const { split } = splitting(addedTokens(model));

  return {
    type: "unigram",
    size: pieces.length,
    separator,
    unknown: byteFallback ? undefined : unknown,
    model,
    piece: (id) => pieces[id]?.text ?? "",
    bytesOf: (id) => lengths[id] ?? 0,
    encode(text, { specials = false } = {}) {
      if (!specials) return cut(normalise(text));
      return split(text, true).flatMap((part) => typeof part === "number" ? part : cut(normalise(part)));
    },
    decode: (ids) => decode(ids, { surfaces, byteOf, normaliser }),
    sample(text, options, random) {
      const normal = normalise(text), ids: number[] = [];
      if (normal !== "") append(ids, normal, 0, sample(segmenter, normal, options, random));
      return ids;
    },
    toJSON: (): Record<string, core.util.JSONType> => layoutOf(model),
  };
}

/** Whether the likeliest segmentation of a text is that of its words, ties and rounded sums included. */
function fallsIntoWords(model: UnigramModel): boolean {
  return isExact(model) &&
    model.pieces.every(({ text, score, kind }) =>
      kind !== KIND.normal || (withinWord(text) && Number.isInteger(score / SCORE_STEP))
    );
}

/** Whether pieces have spaces only at their starts, so that a text can be cut before any. */
function fallsApartAtSpaces({ pieces }: UnigramModel): boolean {
  const normal = pieces.filter(({ kind }) => kind === KIND.normal);
  return normal.some(({ text }) => text === SPACE) &&
    normal.every(({ text }) => !text.replace(LEADING, "").includes(SPACE));
}

const LEADING = new RegExp(`^${SPACE}+`);
const isSpace = (unit: string | undefined) => unit === " " || unit === SPACE;

/** Where the next word begins, or the text ends. */
function spaceFrom(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (isSpace(text[i]) && !isSpace(text[i - 1])) return i;
  }
  return text.length;
}

interface Written {
  surfaces: readonly string[];
  byteOf: Int16Array;
  normaliser: UnigramModel["normaliser"];
}

/** Bytes in a row are read as UTF-8. A space that a prefix made goes, of removed spaces all those at the start. */
function decode(
  ids: Iterable<number>,
  { surfaces, byteOf, normaliser: { dummyPrefix, removeExtraSpaces } }: Written,
): string {
  let text = "", bytes: number[] = [], strips = dummyPrefix || removeExtraSpaces;
  const flush = () => {
    if (bytes.length > 0) text += decodeBytes(bytes);
    bytes = [];
  };
  for (const id of ids) {
    const byte = byteOf[id] ?? -1;
    if (byte >= 0) {
      bytes.push(byte);
      continue;
    }
    flush();
    let surface = surfaces[id] ?? "";
    if (strips && text === "" && surface.startsWith(" ")) {
      surface = surface.slice(1);
      strips = removeExtraSpaces;
    }
    text += surface;
  }
  flush();
  return text;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** As SentencePiece has it, each byte that belongs to no character is a U+FFFD. */
function decodeBytes(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    try {
      text += utf8.decode(Uint8Array.from(bytes.slice(at, at + length)));
      at += length;
    } catch {
      text += REPLACEMENT;
      at++;
    }
  }
  return text;
}
