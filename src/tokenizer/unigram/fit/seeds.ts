/** Seeds: what occurs more than once within words, by a suffix array of all different words. */
import { withinWord } from "../words.ts";
import type { Words } from "./count.ts";

/** A piece to begin with. */
export interface Seed {
  text: string;
  /** How often it occurs. */
  count: number;
}

/** Code units of the longest pieces. */
const LONGEST = 16;
const MOST = 1_000_000;
const SPACE = 0x20;
/** What stands before an occurrence: a code unit, or not the same everywhere. */
const DIVERSE = -1;

/** Seeds of more than one character, those first that cover the most text. */
export function seedsOf({ texts, counts }: Words): Seed[] {
  const pool = new Uint16Array(texts.reduce((sum, { length }) => sum + length + 1, 1));
  const weights = new Float64Array(pool.length);
  let size = 1;
  texts.forEach((text, word) => {
    for (let i = 0; i < text.length; i++) {
      weights[size] = counts[word]!;
      pool[size++] = text.charCodeAt(i);
    }
    size++;
  });
  const reach = reachesOf(pool);
  const suffixes = Int32Array.from(pool.keys().filter((i) => reach[i]! > 0 && !isTrailing(pool[i]!)));
  sortSuffixes(pool, reach, suffixes);
  const seeds: Seed[] = [];
  repeats({ pool, weights, reach, suffixes }, (at, length, count) => {
    if (isLeading(pool[at + length - 1]!)) return;
    const text = String.fromCharCode(...pool.subarray(at, at + length));
    if ([...text].length > 1 && withinWord(text)) seeds.push({ text, count });
  });
  return seeds.sort((a, b) => b.count * b.text.length - a.count * a.text.length || (a.text < b.text ? -1 : 1))
    .slice(0, MOST);
}

const isLeading = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isTrailing = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** How far a piece may reach from each place: to the end of the word, but of several spaces not beyond them. */
function reachesOf(pool: Uint16Array): Uint8Array {
  const reach = new Uint8Array(pool.length);
  for (let i = pool.length - 2; i > 0; i--) {
    if (pool[i] === 0) continue;
    const ends = pool[i] === SPACE && pool[i + 1] === SPACE && pool[i + 2] !== SPACE;
    reach[i] = ends ? 2 : Math.min(LONGEST, reach[i + 1]! + 1);
  }
  return reach;
}

/** Sorts suffixes by what they reach: quicksort by one code unit after the other (Bentley and Sedgewick 1997). */
function sortSuffixes(pool: Uint16Array, reach: Uint8Array, suffixes: Int32Array): void {
  const unitAt = (i: number, depth: number) => depth < reach[suffixes[i]!]! ? pool[suffixes[i]! + depth]! : 0;
  const swap = (i: number, j: number) => {
    const kept = suffixes[i]!;
    suffixes[i] = suffixes[j]!;
    suffixes[j] = kept;
  };
  const sort = (from: number, to: number, depth: number): void => {
    while (to - from > 1) {
      const pivot = unitAt((from + to) >> 1, depth);
      let [less, more] = [from, to];
      for (let i = from; i < more;) {
        const unit = unitAt(i, depth);
        if (unit < pivot) swap(i++, less++);
        else if (unit > pivot) swap(i, --more);
        else i++;
      }
      sort(from, less, depth);
      sort(more, to, depth);
      if (pivot === 0) return;
      [from, to, depth] = [less, more, depth + 1];
    }
  };
  sort(0, suffixes.length, 0);
}

interface Sorted {
  pool: Uint16Array;
  weights: Float64Array;
  reach: Uint8Array;
  suffixes: Int32Array;
}

/**
 * Tells of all that occurs at least twice and would occur less often if it were longer at either end: inner nodes of the
 * suffix tree and ends of words.
 */
function repeats(
  { pool, weights, reach, suffixes }: Sorted,
  tell: (at: number, length: number, count: number) => void,
): void {
  interface Node {
    at: number;
    length: number;
    count: number;
    before: number;
  }
  const open: Node[] = [];
  const merge = (into: Node, node: Node) => {
    into.count += node.count;
    if (into.before !== node.before) into.before = DIVERSE;
  };
  /** Adds to the node of its length, which must be the last one's or more. */
  const add = (node: Node) => {
    const last = open.at(-1);
    if (last !== undefined && last.length === node.length) merge(last, node);
    else open.push(node);
  };
  for (const [i, at] of suffixes.entries()) {
    const previous = pool[at - 1]!;
    // One more to the left would be no piece, or reach too far.
    const apart = previous === 0 || (pool[at] === SPACE && previous === SPACE);
    add({ at, length: reach[at]!, count: weights[at]!, before: apart ? DIVERSE : previous });
    const next = suffixes[i + 1];
    let common = 0;
    if (next !== undefined) {
      const most = Math.min(reach[at]!, reach[next]!);
      while (common < most && pool[at + common] === pool[next + common]) common++;
    }
    while (open.length > 0 && open.at(-1)!.length > common) {
      const node = open.pop()!;
      const { length, count, before } = node;
      if (length > 1 && count > 1 && (before === DIVERSE || length === LONGEST)) tell(node.at, length, count);
      const rest = { ...node, length: Math.max(common, open.at(-1)?.length ?? 0) };
      if (rest.length > 0) add(rest);
    }
  }
}
