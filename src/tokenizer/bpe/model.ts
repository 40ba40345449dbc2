/** What a byte-level BPE tokenizer is made of, and whether what was read holds together. */
import { type AddedToken, MAX_PIECES } from "../hugging_face/layout.ts";
import { ALPHABET } from "./alphabet.ts";
import type { Merge } from "./learn.ts";

export interface BpeModel {
  /** Pieces by their ids, their bytes written in the alphabet; added tokens may be among them. */
  vocabulary: readonly string[];
  merges: readonly Merge[];
  /** In the order of their ids: those that are not in the vocabulary follow it. */
  added: readonly AddedToken[];
  /** Id of the special token that stands between documents. */
  separator: number;
  /** Whether a text that does not begin with a space is given one. */
  prefixSpace: boolean;
}

/** Pieces with their ids, and merges, as they stand in files. */
export interface Parts {
  vocab: readonly (readonly [piece: string, id: number])[];
  merges: readonly (string | readonly [string, string])[];
  added: readonly AddedToken[];
  prefixSpace: boolean;
}

/** Makes the error of a reason. */
type Wrong = (reason: string) => Error;

/** What our own files call the token between documents, and what others call it, in the order of preference. */
export const SEPARATOR = "<|endoftext|>";
export const SEPARATORS: readonly string[] = [SEPARATOR, "</s>", "<eos>", "<|end_of_text|>"];

/** The token that stands between documents as an added one. */
export const separatorToken = (id: number, content: string): AddedToken => ({
  ...{ id, content, single_word: false, lstrip: false, rstrip: false },
  ...{ normalized: false, special: true },
});

/**
 * Makes a model of what was read if ids are 0 … size − 1, all bytes are among the pieces, merges are of pieces and make pieces,
 * and a special token can stand between documents. Throws what `wrong` makes of the reason else.
 */
export function checkedModel({ vocab, merges, added, prefixSpace }: Parts, wrong: Wrong): BpeModel {
  const vocabulary = ordered(vocab, wrong);
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
      throw wrong(
        `added token ${show(content)}: its id, ${id}, is neither that of its piece nor the next one`,
      );
    }
  }
  const specials = tokens.filter(({ special }) => special);
  const [separator = specials[0]] = SEPARATORS.flatMap((name) =>
    specials.filter(({ content }) => content === name)
  );
  if (separator === undefined) throw wrong("has no special token that could stand between documents");
  return {
    ...{ vocabulary, prefixSpace, added: tokens, separator: separator.id },
    merges: numbered(merges, ids, wrong),
  };
}

/** Pieces in the order of their ids. */
function ordered(vocab: Parts["vocab"], wrong: Wrong): string[] {
  const pieces: string[] = new Array(vocab.length);
  for (const [piece, id] of vocab) {
    if (id >= vocab.length) {
      throw wrong(`vocab: the id of ${show(piece)} is ${id}, but there are ${vocab.length} pieces`);
    }
    if (pieces[id] !== undefined) throw wrong(`vocab: ${show(piece)} and ${show(pieces[id])} have one id`);
    pieces[id] = piece;
  }
  return pieces;
}

/** Merges by ids; of those of the same two pieces the last one counts. */
function numbered(merges: Parts["merges"], ids: ReadonlyMap<string, number>, wrong: Wrong): Merge[] {
  const found = new Map<number, Merge>();
  for (const [i, merge] of merges.entries()) {
    const [left = "", right = "", ...more] = typeof merge === "string" ? merge.split(" ") : merge;
    const [a, b] = [ids.get(left), ids.get(right)];
    if (a === undefined || b === undefined || more.length > 0) {
      throw wrong(`merges: number ${i + 1}, ${show(String(merge))}, is not of two pieces of the vocabulary`);
    }
    if (!ids.has(left + right)) {
      throw wrong(`merges: number ${i + 1} makes ${show(left + right)}, which is no piece`);
    }
    const key = a * 2 * MAX_PIECES + b;
    found.delete(key);
    found.set(key, [a, b]);
  }
  return [...found.values()];
}

const show = (piece: string): string => JSON.stringify(piece.length > 40 ? `${piece.slice(0, 40)}…` : piece);

/** Merges as lines of two pieces. */
export const mergeLines = ({ merges, vocabulary }: BpeModel): string[] =>
  merges.map(([left, right]) => `${vocabulary[left]} ${vocabulary[right]}`);
