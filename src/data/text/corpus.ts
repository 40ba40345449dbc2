/** Documents as tokens, and which of them are learned from. */
import { createHash } from "node:crypto";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import type { TextDocument } from "./documents.ts";

/** Token ids in shared memory, those to learn from first: each document begins and ends with a separator. */
export interface TextCorpus {
  tokens: Int32Array<SharedArrayBuffer>;
  /** Where those begin that are kept for validation. */
  split: number;
  /** sha256 of all texts. */
  digest: string;
  characters: number;
}

/** Share of a text that is kept for validation, and documents from which on whole ones are kept. */
const KEPT = 0.1, MANY = 10;

/** Digest of texts. */
export function digestOf(documents: readonly TextDocument[]): string {
  const hash = createHash("sha256");
  for (const { text } of documents) hash.update(`${text.length}:`).update(text);
  return hash.digest("hex");
}

/**
 * Encodes texts. Of many documents every tenth is kept for validation, of few the last tenth of each; what is learned from
 * and what is kept never stand in one document.
 */
export function encodeCorpus(documents: readonly TextDocument[], tokenizer: Tokenizer): TextCorpus {
  const learned: string[] = [], kept: string[] = [];
  for (const [i, { text }] of documents.entries()) {
    if (documents.length >= MANY) (i % MANY === MANY - 1 ? kept : learned).push(text);
    else {
      const at = boundaryBefore(text, Math.floor(text.length * (1 - KEPT)));
      learned.push(text.slice(0, at));
      kept.push(text.slice(at));
    }
  }
  const encode = (texts: string[]) =>
    texts.flatMap((text) => [[tokenizer.separator], tokenizer.encode(text)]).concat([[tokenizer.separator]]);
  const lengthOf = (parts: number[][]) => parts.reduce((sum, part) => sum + part.length, 0);
  const [first, second] = [encode(learned), encode(kept)];
  const split = lengthOf(first);
  const size = split + lengthOf(second);
  const tokens = new Int32Array(new SharedArrayBuffer(size * Int32Array.BYTES_PER_ELEMENT));
  let at = 0;
  for (const part of [...first, ...second]) {
    tokens.set(part, at);
    at += part.length;
  }
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  return { tokens, split, digest: digestOf(documents), characters };
}

/** A place near `at`, but in no pair of surrogates and, where one is near, behind a line end. */
function boundaryBefore(text: string, at: number): number {
  const line = text.lastIndexOf("\n", at) + 1;
  if (line > 0 && at - line < text.length / 100) return line;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
