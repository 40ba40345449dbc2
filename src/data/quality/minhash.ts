import { tally } from "./tally.ts";

/** Share of equal values in two signatures from which on pieces are near-duplicates. */
export const MIN_SIMILARITY = 0.7;
/** Values of a signature, a power of two, and how many of them make a band. */
export const VALUES = 64;
const BAND = 8;
/** A shingle is a window of so many rows and columns. */
const ROWS = 2, COLUMNS = 4;
/** What a value of a signature is where there is no shingle yet. */
const EMPTY = 0xffffffff;

/** A bijection of 32-bit integers that changes about half the bits for each bit changed (MurmurHash3). */
function mix(value: number): number {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/**
 * MinHash signature (Broder 1997) of a piece: 64 values, of which two pieces share about the part of their windows of
 * 2×4 characters that they share. Shifts, blank borders and trailing spaces change nothing. One permutation is dealt out
 * over the values, and what stays empty borrows from others (Shrivastava 2017): that costs a 64th of as many permutations.
 */
export function minhash(art: string): Uint32Array {
  const least = new Uint32Array(VALUES).fill(EMPTY);
  return dealShingles(art, least) === 0 ? least : borrowed(least);
}

/** The same of a set of numbers, which tell what a text is made of, such as hashes of runs of words. */
export function minhashOf(items: Iterable<number>): Uint32Array {
  const least = new Uint32Array(VALUES).fill(EMPTY);
  let count = 0;
  for (const item of items) {
    const value = mix(item | 0) >>> 0, place = value & (VALUES - 1);
    if (value < least[place]!) least[place] = value;
    count++;
  }
  return count === 0 ? least : borrowed(least);
}

/** Fills places that nothing was dealt to. */
function borrowed(least: Uint32Array): Uint32Array {
  // What borrows, borrows from values that were dealt.
  const dealt = least.slice();
  for (let place = 0; place < VALUES; place++) {
    for (let attempt = 1; least[place] === EMPTY; attempt++) {
      least[place] = dealt[mix(place + attempt * VALUES) & (VALUES - 1)]!;
    }
  }
  return least;
}

/** Share of equal values of two signatures. */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return equal / a.length;
}

/** One number for each band of a signature: pieces that share one are near-duplicates with high probability. */
export function bandHashes(signature: Uint32Array): number[] {
  const bands: number[] = [];
  for (let from = 0; from < signature.length; from += BAND) {
    let high = from, low = ~from;
    for (let i = from; i < from + BAND; i++) {
      high = mix(high ^ signature[i]!);
      low = mix(Math.imul(low, 31) + signature[i]! | 0);
    }
    bands.push((high >>> 0) * 2 ** 20 + (low >>> 12));
  }
  return bands;
}

const windows = tally();
/** For each column the four characters that end there, a byte each, spaces as 0: of the row above, then of this one. */
let above = new Int32Array(0), here = new Int32Array(0);

/**
 * Deals out the hashes of all windows with ink, which reach over the borders, and keeps the least in each place; returns
 * how many there were. A window that repeats counts again at its second, fourth, eighth … place only, so that long
 * strokes and fills weigh little.
 */
function dealShingles(art: string, least: Uint32Array): number {
  const lines = art.split("\n");
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const span = width + COLUMNS - 1;
  if (above.length < span) [above, here] = [new Int32Array(span), new Int32Array(span)];
  above.fill(0);
  windows.clear();
  let total = 0;
  for (let row = 0; row < lines.length + ROWS - 1; row++, [above, here] = [here, above]) {
    const line = lines[row] ?? "";
    let lower = 0;
    for (let end = 0; end < span; end++) {
      const code = end < line.length ? line.charCodeAt(end) - 32 : 0, upper = above[end]!;
      here[end] = lower = (lower << 8) | (code & 255);
      if ((upper | lower) === 0) continue;
      const window = mix(Math.imul(upper, 0x9e3779b1) + Math.imul(lower, 0x85ebca77) | 0);
      const turn = windows.add(window);
      if ((turn & (turn - 1)) !== 0) continue;
      const value = mix(window + turn | 0) >>> 0, place = value & (VALUES - 1);
      if (value < least[place]!) least[place] = value;
      total++;
    }
  }
  return total;
}
