/** The likeliest segmentation: Viterbi's algorithm, with the sums and the order of SentencePiece. */
import { find, type Found, room, type Trie, trieOf } from "./trie.ts";
import { isExact, KIND, SPACE, type UnigramModel } from "./model.ts";

/** How much less likely than all pieces a character is that is in none. */
const PENALTY = 10;
/** Stands for a character that no piece stands for. */
export const NO_PIECE = -1;

/** What segmentation needs of a model. */
export interface Segmenter {
  readonly trie: Trie;
  /** By id. */
  readonly scores: Float32Array;
  /** Of a character that no piece stands for. */
  readonly unknownScore: number;
  readonly found: Found;
}

/** Piece by piece: ids, or NO_PIECE for one character, and where each ends in the text. */
export interface Segments {
  ids: number[];
  ends: number[];
}

export function segmenterOf(model: UnigramModel): Segmenter {
  const normal = model.pieces.map((piece, id) => ({ ...piece, id })).filter(({ kind }) =>
    kind === KIND.normal
  )
    .sort((a, b) => a.text < b.text ? -1 : 1);
  const trie = trieOf(normal.map(({ text }) => text), normal.map(({ id }) => id));
  const space = " ".charCodeAt(0), written = SPACE.charCodeAt(0);
  trie.symbols[space] = trie.symbols[written]!;
  // Else the character that stands for a space would come back as one.
  if (isExact(model)) trie.symbols[written] = 0;
  return {
    trie,
    scores: Float32Array.from(model.pieces, ({ score }) => score),
    unknownScore: Math.fround(Math.min(...normal.map(({ score }) => score)) - PENALTY),
    found: room(trie),
  };
}

/** Length of the character at a place. */
export function characterLength(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
}

let best = new Float32Array(0), starts = new Int32Array(0), pieces = starts;

/** Segments the part of a well-formed text from `from` to `to`, which must not be empty. */
export function segment(
  { trie, scores, unknownScore, found }: Segmenter,
  text: string,
  from: number,
  to: number,
): Segments {
  const length = to - from;
  if (best.length <= length) {
    best = new Float32Array(2 * length + 1);
    starts = new Int32Array(best.length);
    pieces = new Int32Array(best.length);
  }
  starts.fill(-1, 0, length + 1);
  best[0] = 0;
  const reach = (start: number, end: number, id: number, score: number) => {
    // SentencePiece adds up in 32 bits.
    const sum = Math.fround(best[start]! + score);
    if (starts[end]! >= 0 && sum <= best[end]!) return;
    best[end] = sum;
    starts[end] = start;
    pieces[end] = id;
  };
  for (let start = 0; start < length;) {
    const next = start + characterLength(text, from + start);
    const count = find(trie, text, from + start, to, found);
    for (let i = 0; i < count; i++) {
      const id = found.values[i]!;
      reach(start, found.ends[i]! - from, id, scores[id]!);
    }
    if (count === 0 || found.ends[0] !== from + next) {
      reach(start, next, NO_PIECE, unknownScore);
    }
    start = next;
  }
  const ids: number[] = [], ends: number[] = [];
  for (let end = length; end > 0; end = starts[end]!) {
    ids.push(pieces[end]!);
    ends.push(end + from);
  }
  return { ids: ids.reverse(), ends: ends.reverse() };
}
