/** Values of a signature, a power of two, and how many of them make a band. */
const VALUES = 64;
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
  const shingles = shinglesOf(art);
  for (const shingle of shingles) {
    const value = shingle >>> 0, place = value & (VALUES - 1);
    if (value < least[place]!) least[place] = value;
  }
  if (shingles.length === 0) return least;
  return least.map((value, place) => {
    for (let attempt = 1; value === EMPTY; attempt++) {
      value = least[mix(place + attempt * VALUES) & (VALUES - 1)]!;
    }
    return value;
  });
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

/**
 * Hashes of all windows with ink; they reach over the borders. A window that repeats counts again at its second, fourth,
 * eighth … place only, so that long strokes and fills weigh little.
 */
function shinglesOf(art: string): Int32Array {
  const lines = art.split("\n");
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const span = width + COLUMNS - 1;
  const height = lines.length + ROWS - 1;
  const found = new Int32Array(span * height);
  const countOf = counter(found.length);
  let total = 0;
  let above = new Int32Array(span), here = new Int32Array(span);
  for (let row = 0; row < height; row++, [above, here] = [here, above]) {
    readRuns(lines[row] ?? "", here);
    for (let end = 0; end < span; end++) {
      const upper = above[end]!, lower = here[end]!;
      if ((upper | lower) === 0) continue;
      const window = mix(Math.imul(upper, 0x9e3779b1) + Math.imul(lower, 0x85ebca77) | 0);
      const turn = countOf(window);
      if ((turn & (turn - 1)) === 0) found[total++] = mix(window + turn | 0);
    }
  }
  return found.subarray(0, total);
}

/** The four characters that end at each column, a byte each; spaces are 0. */
function readRuns(line: string, runs: Int32Array): void {
  let run = 0;
  for (let end = 0; end < runs.length; end++) {
    const code = end < line.length ? line.charCodeAt(end) - 32 : 0;
    runs[end] = run = (run << 8) | (code & 255);
  }
}

/** Counts how often it was called with a number; open addressing for at most `most` different ones. */
function counter(most: number): (key: number) => number {
  const slots = 2 ** Math.ceil(Math.log2(2 * most + 1));
  const keys = new Int32Array(slots), counts = new Int32Array(slots);
  return (key) => {
    let slot = key & (slots - 1);
    while (counts[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (slots - 1);
    keys[slot] = key;
    return counts[slot]! += 1;
  };
}
