/** What a tokenizer is, how it cuts texts, and its pieces. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { loadTexts } from "../../data/text/load.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { idOf } from "./encode.ts";
import { openTokenizer, pieceOf, TOKENIZER_FIELDS } from "./fields.ts";
import { type TextMeasures, textMeasures } from "./measures.ts";

export const STATS_FIELDS = {
  ...TOKENIZER_FIELDS,
  longest: {
    type: "integer",
    least: 0,
    most: 10_000,
    fallback: 10,
    text: "how many of the longest pieces are told",
  },
} as const satisfies Fields;
/** Which tokenizer, and files or folders of texts to measure it by, if any. */
export type StatsInput = Given<typeof STATS_FIELDS> & { files?: readonly string[] };

/** A token. */
export interface Piece {
  id: number;
  /** As files write it. */
  piece: string;
  /** Bytes of text that it stands for; special tokens have none. */
  bytes: number;
}

export interface StatsResult {
  kind: string;
  vocabulary: number;
  /** Tokens that stand for no text. */
  special: number;
  separator: Piece;
  longest: Piece[];
  /** Where there are texts. */
  texts?: TextMeasures;
}

/** Counts a tokenizer's pieces, and measures how it cuts texts. */
export async function tokenizerStats(
  { files = [], ...input }: StatsInput,
  context: Context,
): Promise<StatsResult> {
  const { longest: count } = checked(STATS_FIELDS, input);
  const tokenizer = await openTokenizer(input);
  const pieces = Array.from({ length: tokenizer.size }, (_, id) => describe(tokenizer, id));
  const { texts } = files.length > 0 ? await loadTexts(files, context, 1) : { texts: [] };
  return {
    ...{ kind: tokenizer.type, vocabulary: tokenizer.size },
    special: pieces.filter(({ bytes }) => bytes === 0).length,
    separator: describe(tokenizer, tokenizer.separator),
    longest: pieces.toSorted((a, b) => b.bytes - a.bytes || a.id - b.id).slice(0, count),
    ...texts.length > 0 && { texts: textMeasures(tokenizer, texts) },
  };
}

/** Which tokens: ids or ranges of them, such as "256-300"; all where none is named. */
export type ShowInput = Given<typeof TOKENIZER_FIELDS> & { ids?: readonly string[] };

/** Tokens by their ids. Throws a UserError for what is no id of the tokenizer. */
export async function showPieces({ ids = [], ...input }: ShowInput): Promise<Piece[]> {
  const tokenizer = await openTokenizer(input);
  const ranges = ids.length > 0 ? ids : [`0-${tokenizer.size - 1}`];
  return ranges.flatMap((range) => {
    const [from = "", to = from] = range.split(/(?<=.)-/);
    const [first, last] = [idOf(from, tokenizer.size), idOf(to, tokenizer.size)];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => describe(tokenizer, first + i));
  });
}

const describe = (tokenizer: Tokenizer, id: number): Piece => ({
  id,
  piece: pieceOf(tokenizer, id),
  bytes: tokenizer.bytesOf(id),
});
