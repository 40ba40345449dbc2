/** GPT-2's two files of a tokenizer: ids by piece, and merges line by line. */
import * as z from "zod";
import { entriesOf, parseAs } from "../../base/schema.ts";
import { MAX_PIECES, refused } from "../hugging_face/layout.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { fromLayout } from "./layout.ts";
import { checkedModel, mergeLines, SEPARATOR, SEPARATORS, separatorToken } from "./model.ts";
import { bpeTokenizer } from "./tokenizer.ts";

export const VOCAB_FILE = "vocab.json", MERGES_FILE = "merges.txt";
const VERSION = "#version: 0.2";

const vocabSchema = entriesOf(z.int().min(0).max(MAX_PIECES));

/**
 * Makes a tokenizer of what the two files hold: JSON, and a text. A separator that is not among the pieces comes behind them.
 * Throws a UserError of kind "model" for files that do not hold together.
 */
export function fromGpt2(vocabulary: unknown, merges: string): Tokenizer {
  const vocab = parseAs(vocabSchema, vocabulary, "model", VOCAB_FILE);
  const ids = new Map(vocab);
  const name = SEPARATORS.find((name) => ids.has(name)) ?? SEPARATOR;
  const added = [separatorToken(ids.get(name) ?? vocab.length, name)];
  const lines = merges.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#version"));
  const wrong = (reason: string) => refused(reason, `${VOCAB_FILE} and ${MERGES_FILE}`);
  return bpeTokenizer(checkedModel({ vocab, merges: lines, added, prefixSpace: false }, wrong));
}

/** Texts of the two files by their names. Throws a UserError of kind "model" for a tokenizer that is none of BPE. */
export function toGpt2(tokenizer: Tokenizer): Record<string, string> {
  const model = fromLayout(tokenizer.toJSON());
  const pieces = [...model.vocabulary];
  for (const { id, content } of model.added) pieces[id] = content;
  return {
    [VOCAB_FILE]: JSON.stringify(Object.fromEntries(pieces.map((piece, id) => [piece, id]))),
    [MERGES_FILE]: [VERSION, ...mergeLines(model), ""].join("\n"),
  };
}
