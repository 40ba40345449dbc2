/** How an album's aspects, lists and codes are packed; drawing needs no more, and starts without the code of the checks. */

import { SKETCH_PIXELS } from "./ports.ts";

/** Bits of a number of a code: with fewer more pixels come out wrong, with more hardly less do (docs/LOG.md). */
export const CODE_BITS = 6;
/** The largest size that a number can have: codes have unit variance. */
const RANGE = 3;
const LEVELS = 2 ** CODE_BITS, STEP = 2 * RANGE / LEVELS;

/** The character of the first aspect bin. */
export const FIRST_ASPECT = "0".charCodeAt(0);
/** Aspect bins as text: a list of numbers takes ten times as long to read, in each start. */
export const packAspects = (bins: readonly number[]): string =>
  bins.map((bin) => String.fromCharCode(FIRST_ASPECT + bin)).join("");

/** Aspect bin of a picture. */
export const aspectOfPicture = ({ aspects }: { aspects: string }, picture: number): number =>
  aspects.charCodeAt(picture) - FIRST_ASPECT;

/** Lists of numbers as text: commas between the lists, blanks between the numbers, which are to the base 36. */
export const packLists = (lists: readonly (readonly number[])[]): string =>
  lists.map((list) => list.map((number) => number.toString(36)).join(" ")).join(",");

/** The lists of `packLists`, each read when it is asked for; those that are not there are empty. */
export function unpackLists(text: string): { count: number; at(index: number): number[] } {
  const lists = text.split(",");
  return {
    count: lists.length,
    at: (index) => lists[index]?.split(" ").flatMap((number) => number ? [parseInt(number, 36)] : []) ?? [],
  };
}

/** Sketches that were taught, if there are any: their bits, one after the other. */
export const TAUGHT_FILE = "taught.bin";
export const TAUGHT_BYTES = SKETCH_PIXELS / 8;

/** Bytes that a code takes. */
export const codeBytes = (length: number): number => Math.ceil(length * CODE_BITS / 8);

/** How many pictures of an album have codes; those with higher numbers were taught. */
export const learnedPictures = (
  { codes, decoder }: { codes: Uint8Array; decoder: { code: number } },
): number => codes.length / codeBytes(decoder.code);

/** Packs codes [pictures, length] of unit variance, CODE_BITS a number, the lowest bits of a byte first. */
export function packCodes(codes: Float32Array, length: number): Uint8Array<ArrayBuffer> {
  const size = codeBytes(length), pictures = codes.length / length;
  const packed = new Uint8Array(pictures * size);
  for (let picture = 0; picture < pictures; picture++) {
    for (let i = 0; i < length; i++) {
      const level = Math.floor((codes[picture * length + i]! + RANGE) / STEP);
      const [byte, shift] = placeOf(i);
      const bits = Math.min(LEVELS - 1, Math.max(0, level)) << shift;
      packed[picture * size + byte]! |= bits & 255;
      if (bits > 255) packed[picture * size + byte + 1]! |= bits >> 8;
    }
  }
  return packed;
}

/** The code of a picture. */
export function unpackCode(
  { codes, decoder: { code: length } }: { codes: Uint8Array; decoder: { code: number } },
  picture: number,
): Float32Array<ArrayBuffer> {
  const start = picture * codeBytes(length);
  return Float32Array.from({ length }, (_, i) => {
    const [byte, shift] = placeOf(i);
    const bits = codes[start + byte]! | (codes[start + byte + 1] ?? 0) << 8;
    return ((bits >> shift & LEVELS - 1) + 0.5) * STEP - RANGE;
  });
}

/** The byte in which number `i` of a code begins, and the bits before it there. */
const placeOf = (i: number): [byte: number, shift: number] => [i * CODE_BITS >> 3, i * CODE_BITS & 7];
