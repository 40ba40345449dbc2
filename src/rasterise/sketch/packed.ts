/** Sketches as strings of 1,296 bits, row by row, compared 32 at a time. */
import { packSketch, SKETCH_SIDE } from "./sketch.ts";

const AREA = SKETCH_SIDE * SKETCH_SIDE;
/** 32-bit words of a sketch, the first pixel in the highest bit; the last word is half empty. */
export const SKETCH_WORDS = Math.ceil(AREA / 32);

/** The words of a packed sketch (162 bytes). */
export function sketchWords(packed: Uint8Array): Uint32Array {
  const words = new Uint32Array(SKETCH_WORDS);
  for (let byte = 0; byte < packed.length; byte++) {
    words[byte >> 2]! |= packed[byte]! << (24 - 8 * (byte & 3));
  }
  return words;
}

/** Set bits of a 32-bit word. */
export function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The words of the pixels that satisfy a condition. */
const pixels = (condition: (x: number, y: number) => boolean): Uint32Array =>
  sketchWords(packSketch(
    Uint8Array.from(
      { length: AREA },
      (_, i) => Number(condition(i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE))),
    ),
  ));

/** Moves all bits `by` places towards the end of the string and keeps those of the mask. */
function moved(words: Uint32Array, by: number, mask: Uint32Array): Uint32Array {
  const skip = Math.floor(by / 32), rest = by - 32 * skip;
  const out = new Uint32Array(SKETCH_WORDS);
  for (let word = 0; word < SKETCH_WORDS; word++) {
    const at = word - skip;
    const low = (words[at] ?? 0) >>> rest;
    out[word] = (rest === 0 ? low : low | (words[at - 1] ?? 0) << (32 - rest)) & mask[word]!;
  }
  return out;
}

/** Left-right mirror. */
function mirrored(words: Uint32Array): Uint32Array {
  const out = new Uint32Array(SKETCH_WORDS);
  for (let pixel = 0; pixel < AREA; pixel++) {
    if ((words[pixel >> 5]! << (pixel & 31)) >= 0) continue;
    const other = pixel + SKETCH_SIDE - 1 - 2 * (pixel % SKETCH_SIDE);
    out[other >> 5]! |= 0x80000000 >>> (other & 31);
  }
  return out;
}

const NOT_LAST_COLUMN = pixels((x) => x < SKETCH_SIDE - 1);
const NOT_LAST_ROW = pixels((_, y) => y < SKETCH_SIDE - 1);

/** Neighbouring pixels of a sketch (its words), across and down, of which one has ink. */
export function countEdges(words: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < SKETCH_WORDS; word++) {
    const here = words[word]!, next = words[word + 1] ?? 0, after = words[word + 2] ?? 0;
    // A row is 36 bits: the pixel below is one word and four bits away.
    count += ones((here ^ (here << 1 | next >>> 31)) & NOT_LAST_COLUMN[word]!) +
      ones((here ^ (next << 4 | after >>> 28)) & NOT_LAST_ROW[word]!);
  }
  return count;
}

/** Steps in each direction that two sketches may be apart, as `difference` has it. */
const REACH = SKETCH_SIDE / 18;
const STEPS = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
const MOVES = STEPS.flatMap((dx) => {
  const mask = pixels((x) => x >= dx && x < SKETCH_SIDE + dx);
  return STEPS.map((dy) => ({ by: dy * SKETCH_SIDE + dx, mask }));
});

/**
 * Whether the `difference` (see similarity.ts) of any two of some packed sketches is at most `limit`, by their indices;
 * worked out when asked for.
 */
export function likeness(packed: readonly Uint8Array[], limit: number): (a: number, b: number) => boolean {
  const words = packed.map(sketchWords);
  const ink = words.map(countInk);
  const known = new Map<number, Uint32Array[]>();
  const movesOf = (index: number) => {
    const all = known.get(index) ?? placements(words[index]!);
    known.set(index, all);
    return all;
  };
  return (a, b) => {
    const both = ink[a]! + ink[b]!;
    if (both === 0) return 0 <= limit;
    const alike = (common: number) => 1 - 2 * common / both <= limit;
    return alike(Math.min(ink[a]!, ink[b]!)) &&
      movesOf(a).some((sketch) => alike(commonInk(sketch, words[b]!)));
  };
}

/** A sketch (its words), plain and mirrored, as it is and moved by a few pixels. */
export function placements(words: Uint32Array): Uint32Array[] {
  return [words, mirrored(words)].flatMap((side) => MOVES.map(({ by, mask }) => moved(side, by, mask)));
}

/** Pixels with ink of a sketch (its words). */
export const countInk = (words: Uint32Array): number => words.reduce((sum, word) => sum + ones(word), 0);

/** Pixels with ink in both. */
export function commonInk(a: Uint32Array, b: Uint32Array): number {
  let common = 0;
  for (let word = 0; word < SKETCH_WORDS; word++) common += ones(a[word]! & b[word]!);
  return common;
}
