/** Texts as ids, and back. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { readBytes, readPlainFile } from "../../base/files.ts";
import { byteOrderMark, decodeFirst } from "../../base/text.ts";
import { openTokenizer, pieceOf, TOKENIZER_FIELDS } from "./fields.ts";

/** Bytes of a text at most. */
const MAX_BYTES = 1 << 28;
const STDIN = "-";

export const ENCODE_FIELDS = {
  ...TOKENIZER_FIELDS,
  file: { type: "text", value: "file", text: "the text is in this file, - for standard input" },
  specials: { type: "switch", text: "names of special tokens in the text stand for these" },
} as const satisfies Fields;

/** What is to be encoded: a text, or what a file holds. */
export type EncodeInput = Given<typeof ENCODE_FIELDS> & { text?: string };

export interface EncodeResult {
  ids: number[];
  /** How each id is written. */
  pieces: string[];
}

/** Encodes a text. Throws a UserError where there is none, or no such tokenizer. */
export async function encode(input: EncodeInput, context: Pick<Context, "input">): Promise<EncodeResult> {
  const { text: given, ...flags } = input;
  const { file, specials } = checked(ENCODE_FIELDS, flags);
  if ((given === undefined) === (file === undefined)) {
    throw new UserError("usage", "give one text to encode: as words, or by --file, - for standard input");
  }
  const tokenizer = await openTokenizer(input);
  const ids = tokenizer.encode(given ?? await readText(file ?? STDIN, context), { specials });
  return { ids, pieces: ids.map((id) => pieceOf(tokenizer, id)) };
}

export const DECODE_FIELDS = TOKENIZER_FIELDS;
/** Ids as texts, separated by spaces or commas; of standard input where there are none. */
export type DecodeInput = Given<typeof DECODE_FIELDS> & { ids?: readonly string[] };

/** Decodes ids. Throws a UserError for what is no id of the tokenizer. */
export async function decode({ ids: given = [], ...input }: DecodeInput, context: Pick<Context, "input">) {
  const tokenizer = await openTokenizer(input);
  const words = given.length > 0 ? given : [await readText(STDIN, context)];
  const ids = words.flatMap((word) => word.split(/[\s,[\]]+/)).filter((word) => word !== "")
    .map((word) => idOf(word, tokenizer.size));
  return { ids, text: tokenizer.decode(ids) };
}

/** The id that a word is. */
export function idOf(word: string, size: number): number {
  const id = /^\d{1,9}$/.test(word) ? Number(word) : NaN;
  if (id < size) return id;
  throw new UserError(
    "input",
    `${JSON.stringify(word)} is no id of this tokenizer, whose ids are 0 to ${size - 1}`,
  );
}

/** A text as it is, but for a byte order mark. */
async function readText(path: string, { input }: Pick<Context, "input">): Promise<string> {
  if (path === STDIN && input === undefined) {
    throw new UserError("usage", "there is no standard input to read here");
  }
  const tooLong = () => new UserError("input", `standard input has more than ${MAX_BYTES} bytes`);
  const bytes = path === STDIN && input !== undefined
    ? await readBytes(input, MAX_BYTES, tooLong)
    : await readPlainFile(path, MAX_BYTES);
  return decodeFirst(bytes, [byteOrderMark(bytes), "utf-8"]).text;
}
