/** A byte-level BPE tokenizer at work. */
import { splitting } from "../hugging_face/added.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { ALPHABET, bytesWritten } from "./alphabet.ts";
import { toLayout } from "./layout.ts";
import { merging } from "./merging.ts";
import type { BpeModel } from "./model.ts";
import { endOfWord } from "./words.ts";

/** Words whose ids are kept, and characters that such a word has at most. */
const MAX_WORDS = 1 << 16, MAX_LENGTH = 64;
/** Longer pieces of a text would keep the whole of it in memory. */
const COPIED = 13;

/** The tokenizer that a model describes. */
export function bpeTokenizer(model: BpeModel): Tokenizer {
  const { vocabulary, merges, added, separator, prefixSpace } = model;
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const idsOfBytes = Int32Array.from(ALPHABET, (character) => ids.get(character)!);
  const results = Int32Array.from(
    merges,
    ([left, right]) => ids.get(vocabulary[left]! + vocabulary[right]!)!,
  );
  const mergeBytes = merging(merges, results, idsOfBytes);
  const { split } = splitting(added);
  const pieces = flatPieces(model);
  const known = new Map<string, readonly number[]>();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  function idsOfWord(word: string): readonly number[] {
    const bytes = encoder.encode(word);
    const ids = mergeBytes(bytes);
    if (word.length > MAX_LENGTH) return ids;
    if (known.size >= MAX_WORDS) known.clear();
    known.set(word.length < COPIED ? word : decoder.decode(bytes), ids);
    return ids;
  }

  function encodePlain(text: string, into: number[]): void {
    for (let start = 0; start < text.length;) {
      const end = endOfWord(text, start);
      const word = text.slice(start, end);
      const ids = known.get(word) ?? idsOfWord(word);
      for (let i = 0; i < ids.length; i++) into.push(ids[i]!);
      start = end;
    }
  }

  return {
    type: "bpe",
    size: pieces.lengths.length,
    separator,
    unknown: undefined,
    bytesOf: (id) => pieces.lengths[id] ?? 0,
    piece: (id) => vocabulary[id] ?? added.find((token) => token.id === id)?.content ?? "",
    encode(text, { specials = false } = {}) {
      const ids: number[] = [];
      for (const part of split(text, specials)) {
        if (typeof part === "number") ids.push(part);
        else encodePlain(prefixSpace && !part.startsWith(" ") ? ` ${part}` : part, ids);
      }
      return ids;
    },
    decode(tokens) {
      const ids = Array.from(tokens).filter((id) => pieces.lengths[id]);
      const bytes = new Uint8Array(ids.reduce((sum, id) => sum + pieces.lengths[id]!, 0));
      let to = 0;
      for (const id of ids) {
        const from = pieces.starts[id]!, end = from + pieces.lengths[id]!;
        for (let at = from; at < end; at++) bytes[to++] = pieces.bytes[at]!;
      }
      return decoder.decode(bytes);
    },
    toJSON: () => toLayout(model),
  };
}

/** The bytes of all pieces one behind the other; special tokens have none. */
function flatPieces({ vocabulary, added }: BpeModel) {
  const encoder = new TextEncoder();
  // Pieces that are not written in the alphabet are texts as they stand.
  const pieces = vocabulary.map((piece) => bytesWritten(piece) ?? encoder.encode(piece));
  for (const { id, content, special } of added) {
    pieces[id] = special ? new Uint8Array() : encoder.encode(content);
  }
  const lengths = Int32Array.from(pieces, ({ length }) => length);
  const starts = new Int32Array(pieces.length);
  for (let id = 1; id < pieces.length; id++) starts[id] = starts[id - 1]! + lengths[id - 1]!;
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  for (const [id, piece] of pieces.entries()) bytes.set(piece, starts[id]);
  return { bytes, starts, lengths };
}
