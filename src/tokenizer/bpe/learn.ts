/**
 * Learns merges: again and again the commonest pair of neighbours within words becomes a piece of its own. Pairs that are
 * equally common come by their ids. The steps, and so the merges, are those of the trainer of Hugging Face's library, also where a
 * piece is found that there is already (ab + c after a + bc): what it counted then counts here.
 */
import { paceOf } from "../../base/pace.ts";
import { dequeue, enqueue } from "../../base/queue.ts";
import { pairTable } from "./pairs.ts";
import { endOfWord } from "./words.ts";

/** Two ids that become one. */
export type Merge = readonly [left: number, right: number];

/** A pair that may be the next, as it was when it was found. */
interface Candidate {
  pair: number;
  left: number;
  right: number;
  count: number;
  /** Words that it was found in. */
  words: number[];
}

const comesFirst = (a: Candidate, b: Candidate): boolean =>
  a.count !== b.count ? a.count > b.count : a.left !== b.left ? a.left < b.left : a.right < b.right;

/** How often each word stands in texts. */
export function countWords(texts: Iterable<string>): Map<string, number> {
  const places = new Map<string, number>();
  const counts: number[] = [];
  for (const text of texts) {
    for (let start = 0; start < text.length;) {
      const end = endOfWord(text, start);
      const word = text.slice(start, end);
      const place = places.get(word);
      if (place === undefined) {
        places.set(word, counts.length);
        counts.push(1);
      } else counts[place]!++;
      start = end;
    }
  }
  return new Map(Array.from(places, ([word, place]) => [word, counts[place]!]));
}

/**
 * Learns merges of words until `pieces` (written in the alphabet, each at its id; new ones are added to it) are `size` or no
 * pair is left. `idsOfBytes` are the ids of the bytes. Lets signals in; throws the reason of its own when that is aborted.
 */
export async function learnMerges(
  words: ReadonlyMap<string, number>,
  pieces: string[],
  idsOfBytes: Int32Array,
  size: number,
  signal: AbortSignal,
): Promise<Merge[]> {
  const { symbols, starts, lengths, counts } = flatten(words, idsOfBytes);
  const ids = new Map(pieces.map((piece, id) => [piece, id]));
  const pairs = pairTable(1 << 12);
  /** By the number of a pair: how often it stands in texts, and words in which it was made since the last merge. */
  const totals: number[] = [], made: (number[] | undefined)[] = [];
  /** Pairs with such words. */
  let changed: Candidate[] = [];
  const queue: Candidate[] = [];

  function count(left: number, right: number, times: number, word: number): void {
    const pair = pairs.add(left, right);
    totals[pair] = (totals[pair] ?? 0) + times;
    if (times <= 0) return;
    const found = made[pair];
    if (found === undefined) {
      made[pair] = [word];
      changed.push({ pair, left, right, count: 0, words: made[pair]! });
    } else if (found.at(-1) !== word) found.push(word);
  }

  function enqueueChanged(): void {
    for (const candidate of changed) {
      made[candidate.pair] = undefined;
      candidate.count = totals[candidate.pair]!;
      if (candidate.count > 0) enqueue(queue, candidate, comesFirst);
    }
    changed = [];
  }

  /** Puts an id in the place of a pair in a word, and counts what stands beside it anew. */
  function mergeWithin(word: number, { left, right }: Candidate, id: number): void {
    const start = starts[word]!, end = start + lengths[word]!, times = counts[word]!;
    let to = start;
    for (let at = start; at < end; at++) {
      if (symbols[at] !== left || at + 1 === end || symbols[at + 1] !== right) {
        symbols[to++] = symbols[at]!;
        continue;
      }
      if (to > start) {
        count(symbols[to - 1]!, left, -times, word);
        count(symbols[to - 1]!, id, times, word);
      }
      symbols[to++] = id;
      at++;
      if (at + 1 < end) {
        count(right, symbols[at + 1]!, -times, word);
        count(id, symbols[at + 1]!, times, word);
      }
    }
    lengths[word] = to - start;
  }

  for (let word = 0; word < starts.length; word++) {
    const end = starts[word]! + lengths[word]!;
    for (let at = starts[word]! + 1; at < end; at++) {
      count(symbols[at - 1]!, symbols[at]!, counts[word]!, word);
    }
  }
  enqueueChanged();

  /** By the number of a pair; one that is merged again takes the later place. */
  const merges = new Map<number, Merge>();
  const pace = paceOf({ progress() {}, signal });
  while (pieces.length < size) {
    const best = dequeue(queue, comesFirst);
    if (best === undefined) break;
    const total = totals[best.pair]!;
    if (best.count !== total) {
      if (total > 0) enqueue(queue, { ...best, count: total }, comesFirst);
      continue;
    }
    await pace("pieces", pieces.length, size);
    const piece = pieces[best.left]! + pieces[best.right]!;
    let id = ids.get(piece);
    if (id === undefined) {
      id = pieces.push(piece) - 1;
      ids.set(piece, id);
    }
    merges.delete(best.pair);
    merges.set(best.pair, [best.left, best.right]);
    for (const word of best.words) mergeWithin(word, best, id);
    enqueueChanged();
  }
  return [...merges.values()];
}

/** The ids of all words' bytes one behind the other, where each begins, how many it has, and how often it stands in texts. */
function flatten(words: ReadonlyMap<string, number>, idsOfBytes: Int32Array) {
  const encoder = new TextEncoder();
  const lengths = new Int32Array(words.size), starts = new Int32Array(words.size);
  const bytes: Uint8Array[] = [];
  let end = 0;
  for (const word of words.keys()) {
    const encoded = encoder.encode(word);
    starts[bytes.length] = end;
    lengths[bytes.length] = encoded.length;
    end += encoded.length;
    bytes.push(encoded);
  }
  const symbols = new Int32Array(end);
  for (const [i, word] of bytes.entries()) {
    for (let j = 0; j < word.length; j++) symbols[starts[i]! + j] = idsOfBytes[word[j]!]!;
  }
  return { symbols, starts, lengths, counts: Float64Array.from(words.values()) };
}
