/** Merges within a word: of all pairs that may be merged the one that was learned first, of several such the leftmost. */
import { type Before, dequeue, enqueue } from "../../base/queue.ts";
import type { Merge } from "./learn.ts";
import { pairTable } from "./pairs.ts";

/** Bits of an entry of the queue that tell the place, below those that tell the rank. */
const PLACES = 2 ** 32;
const comesFirst: Before<number> = (a, b) => a < b;

/** Makes what puts the ids of a word's bytes (UTF-8) together; `results` are the ids that merges make, by their rank. */
export function merging(
  merges: readonly Merge[],
  results: Int32Array,
  idsOfBytes: Int32Array,
): (bytes: Uint8Array) => number[] {
  const ranks = pairTable(Math.max(1, merges.length));
  for (const [left, right] of merges) ranks.add(left, right);
  const queue: number[] = [];
  let symbols = new Int32Array(64), next = new Int32Array(64), previous = new Int32Array(64);

  return (bytes) => {
    const length = bytes.length;
    if (length > symbols.length) {
      symbols = new Int32Array(2 * length);
      next = new Int32Array(2 * length);
      previous = new Int32Array(2 * length);
    }
    for (let at = 0; at < length; at++) {
      symbols[at] = idsOfBytes[bytes[at]!]!;
      next[at] = at + 1;
      previous[at] = at - 1;
    }
    const rankAt = (at: number) => next[at]! < length ? ranks.find(symbols[at]!, symbols[next[at]!]!) : -1;
    const consider = (at: number) => {
      const rank = rankAt(at);
      if (rank >= 0) enqueue(queue, rank * PLACES + at, comesFirst);
    };
    queue.length = 0;
    for (let at = 0; at < length - 1; at++) consider(at);
    for (let entry; (entry = dequeue(queue, comesFirst)) !== undefined;) {
      const rank = Math.floor(entry / PLACES), at = entry % PLACES;
      // What stood there has been merged otherwise since.
      if (symbols[at]! < 0 || rankAt(at) !== rank) continue;
      const right = next[at]!;
      symbols[at] = results[rank]!;
      symbols[right] = -1;
      next[at] = next[right]!;
      if (next[at]! < length) previous[next[at]!] = at;
      if (previous[at]! >= 0) consider(previous[at]!);
      consider(at);
    }
    const ids: number[] = [];
    for (let at = 0; at < length; at = next[at]!) ids.push(symbols[at]!);
    return ids;
  };
}
