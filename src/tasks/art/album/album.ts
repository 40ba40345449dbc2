/** The pictures that a model remembers: `album.json` says which words they show, `codes.bin` holds their codes. */
import * as z from "zod";
import { UserError } from "../../../base/errors.ts";
import { parseAs } from "../../../base/schema.ts";
import { LABEL } from "../config.ts";
import { decoderShapeSchema } from "./decoder.ts";
import { ASPECT_BINS } from "../../../tokenizer/grid/grid.ts";

/** Bits of a number of a code: with fewer more pixels come out wrong, with more hardly less do (docs/LOG.md). */
export const CODE_BITS = 6;
/** The largest size that a number can have: codes have unit variance. */
const RANGE = 3;
const LEVELS = 2 ** CODE_BITS, STEP = 2 * RANGE / LEVELS;

/** The character of the first aspect bin. */
const FIRST_ASPECT = "0".charCodeAt(0);
const ASPECTS = new RegExp(`^[0-${String.fromCharCode(FIRST_ASPECT + ASPECT_BINS - 1)}]*$`);

/** Aspect bins as text: a list of numbers takes ten times as long to read, in each start. */
export const packAspects = (bins: readonly number[]): string =>
  bins.map((bin) => String.fromCharCode(FIRST_ASPECT + bin)).join("");

/** Aspect bin of a picture. */
export const aspectOfPicture = ({ aspects }: Pick<Album, "aspects">, picture: number): number =>
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

/** What `album.json` holds. */
export const albumSchema = z.strictObject({
  format: z.literal("ascii-gen-album"),
  version: z.literal(3, {
    error: "is another version's: export the model anew, or use the version it came with",
  }),
  decoder: decoderShapeSchema,
  /** Aspect bin of each picture, a character each, see `packAspects`. */
  aspects: z.string().min(1).max(1 << 20).regex(ASPECTS),
  /** Words that there are pictures of, the most popular first. */
  labels: z.array(z.string().regex(LABEL)).min(1).max(65536),
  /** By style the pictures of each word, see `packLists`: the plainest first, then those unlike the ones before. */
  pictures: z.record(z.string().regex(/^[a-z]{1,16}$/), z.string().regex(/^[0-9a-z ,]*$/)),
}).refine(({ labels }) => new Set(labels).size === labels.length, {
  error: "a word is listed twice",
  path: ["labels"],
});
export type AlbumIndex = z.infer<typeof albumSchema>;

/** An album with its codes, packed. */
export interface Album extends AlbumIndex {
  codes: Uint8Array<ArrayBuffer>;
}

/** Bytes that a code takes. */
export const codeBytes = (length: number): number => Math.ceil(length * CODE_BITS / 8);

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
  { codes, decoder: { code: length } }: Album,
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

/** Checks an album from outside. Throws a UserError of kind "model" that names what is wrong. */
export function parseAlbum(value: unknown, codes: Uint8Array<ArrayBuffer>): Album {
  const index = parseAs(albumSchema, value, "model", "album.json");
  const { aspects, labels, pictures, decoder } = index;
  const seen = new Uint8Array(labels.length);
  for (const [style, text] of Object.entries(pictures)) {
    const known = unpackLists(text);
    if (known.count !== labels.length) {
      throw new UserError(
        "model",
        `album.json: pictures.${style} has ${known.count} entries; there are ${labels.length} words`,
      );
    }
    labels.forEach((label, word) => {
      const found = known.at(word);
      if (found.length > 0) seen[word] = 1;
      const stranger = found.find((picture) => picture >= aspects.length);
      if (stranger === undefined) return;
      throw new UserError(
        "model",
        `album.json: ${style} pictures of ${label}: there is no picture ${stranger}, only ${aspects.length}`,
      );
    });
  }
  const unseen = labels.find((_, word) => seen[word] === 0);
  if (unseen !== undefined) throw new UserError("model", `album.json: there is no picture of ${unseen}`);
  const expected = aspects.length * codeBytes(decoder.code);
  if (codes.length !== expected) {
    throw new UserError(
      "model",
      `codes.bin has ${codes.length} bytes; ${aspects.length} codes have ${expected}`,
    );
  }
  return { ...index, codes };
}
