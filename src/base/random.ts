/** A seeded source of random numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
}

/** A source whose place can be kept. */
export interface Stream extends Random {
  /** Another source of the numbers that this one has still to give. */
  copy(): Stream;
}

/**
 * A generator for a seed and any stream numbers (so that independent parts of a run draw independently): sfc32 by
 * Chris Doty-Humphrey (PractRand), its state filled by a 32-bit mix of all numbers.
 */
export function random(seed: number, ...stream: number[]): Stream {
  let mixed = 0x9e3779b9;
  const mix = (value: number) => {
    mixed = Math.imul(mixed ^ value, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^= mixed >>> 16);
  };
  for (const value of [seed, ...stream]) {
    mix(value | 0);
    mix(Math.floor(value / 2 ** 32) | 0);
  }
  const made = sfc32(mix(1), mix(2), mix(3), 1);
  for (let i = 0; i < 12; i++) made.next();
  return made;
}

function sfc32(a: number, b: number, c: number, counter: number): Stream {
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  return { next, int: (n) => Math.floor(next() * n), copy: () => sfc32(a, b, c, counter) };
}

/** Brings some items into a random order, in place (Fisher & Yates); gives them back. */
export function shuffle<T extends { [index: number]: unknown; readonly length: number }>(
  items: T,
  { int }: Random,
): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = int(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

/** The place in `[from, to)` of running sums of weights that a number in [0, 1) falls to; those of the range by themselves. */
export function pick(sums: Float64Array, u: number, from = 0, to = sums.length): number {
  const target = u * sums[to - 1]!;
  let [low, high] = [from, to - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
