/** All segmentations of a word: what is expected of them, and the likeliest one. */
import { find, type Found, room, type Trie } from "../trie.ts";

/** Pieces in a word, in the order of their starts. */
export interface Lattice {
  readonly trie: Trie;
  /** Logarithms of probabilities by number of the piece; -Infinity for one that is no more. */
  scores: Float64Array;
  readonly found: Found;
  length: number;
  size: number;
  starts: Int32Array;
  ends: Int32Array;
  ids: Int32Array;
}

export function latticeOf(trie: Trie, scores: Float64Array): Lattice {
  const none = new Int32Array(0);
  return { trie, scores, found: room(trie), length: 0, size: 0, starts: none, ends: none, ids: none };
}

/** Finds the pieces of a word. */
export function fill(lattice: Lattice, word: string): void {
  const { trie, scores, found } = lattice;
  const most = word.length * trie.depth;
  if (lattice.ids.length < most) {
    for (const name of ["starts", "ends", "ids"] as const) lattice[name] = new Int32Array(2 * most);
  }
  const { starts, ends, ids } = lattice;
  let size = 0;
  for (let start = 0; start < word.length; start++) {
    const count = find(trie, word, start, word.length, found);
    for (let i = 0; i < count; i++) {
      const id = found.values[i]!;
      if (scores[id] === -Infinity) continue;
      starts[size] = start;
      ends[size] = found.ends[i]!;
      ids[size++] = id;
    }
  }
  lattice.length = word.length;
  lattice.size = size;
}

const logSum = (a: number, b: number): number =>
  a === -Infinity ? b : a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));

let forward = new Float64Array(0), backward = forward, origin = new Int32Array(0);

function prepare(length: number): void {
  if (forward.length <= length) {
    forward = new Float64Array(2 * length + 1);
    backward = new Float64Array(2 * length + 1);
    origin = new Int32Array(2 * length + 1);
  }
  forward.fill(-Infinity, 1, length + 1);
  backward.fill(-Infinity, 0, length);
  forward[0] = backward[length] = 0;
}

/**
 * Adds to `expected` how often each piece is expected in a word that occurs `count` times (forward-backward). Returns the
 * logarithm of the word's likelihood.
 */
export function expect(lattice: Lattice, count: number, expected: Float64Array): number {
  const { scores, starts, ends, ids, size, length } = lattice;
  prepare(length);
  for (let i = 0; i < size; i++) {
    const sum = forward[starts[i]!]! + scores[ids[i]!]!;
    forward[ends[i]!] = logSum(forward[ends[i]!]!, sum);
  }
  for (let i = size; i-- > 0;) {
    const sum = backward[ends[i]!]! + scores[ids[i]!]!;
    backward[starts[i]!] = logSum(backward[starts[i]!]!, sum);
  }
  const all = forward[length]!;
  for (let i = 0; i < size; i++) {
    const id = ids[i]!;
    expected[id]! += count * Math.exp(forward[starts[i]!]! + scores[id]! + backward[ends[i]!]! - all);
  }
  return all;
}

/** The likeliest segmentation, of more than one piece if need be; undefined where there is none. */
export function likeliest(
  { scores, starts, ends, ids, size, length }: Lattice,
  several = false,
): { score: number; pieces: number[] } | undefined {
  prepare(length);
  for (let i = 0; i < size; i++) {
    const start = starts[i]!, end = ends[i]!;
    if (several && end - start === length) continue;
    const sum = forward[start]! + scores[ids[i]!]!;
    if (sum <= forward[end]!) continue;
    forward[end] = sum;
    origin[end] = i;
  }
  const score = forward[length]!;
  if (score === -Infinity) return undefined;
  const pieces: number[] = [];
  for (let end = length; end > 0; end = starts[origin[end]!]!) pieces.push(ids[origin[end]!]!);
  return { score, pieces };
}
