/** What operations of tokenizers share. */
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { readTokenizer, tokenizerPath } from "../../tokenizer/files.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";

export const TOKENIZER_FIELDS = {
  tokenizer: {
    type: "list",
    value: "path",
    whole: true,
    short: "t",
    text:
      "tokenizer: a file, a folder that holds one, or a model in models/ by name; once for each of several files",
  },
} as const satisfies Fields;
/** Which tokenizer. */
export type TokenizerInput = Given<typeof TOKENIZER_FIELDS>;

/** Reads the tokenizer that is asked for. Throws a UserError where there is none. */
export async function openTokenizer({ tokenizer: paths = [] }: TokenizerInput): Promise<Tokenizer> {
  const [first] = paths;
  if (first === undefined) {
    throw new UserError("usage", "name a tokenizer, such as: --tokenizer models/notes");
  }
  if (paths.length > 1) return await readTokenizer(...paths);
  return await readTokenizer(await tokenizerPath(first));
}

/** How an id is written for people: as files write it, or else the text that it stands for. */
export const pieceOf = (tokenizer: Tokenizer, id: number): string =>
  tokenizer.piece?.(id) ?? (id === tokenizer.separator ? "<separator>" : tokenizer.decode([id]));
