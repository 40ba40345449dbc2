import type { Album } from "./album.ts";
import { aspectOfPicture, learnedPictures, TAUGHT_BYTES, unpackCode, unpackLists } from "./packing.ts";
import { SKETCH_PIXELS, SKETCH_PORTS } from "./ports.ts";
import { SMALL_COLUMNS } from "../../../art/few.ts";
import { UserError } from "../../../base/errors.ts";
import { type Random, random } from "../../../base/random.ts";
import { evenHalves } from "../../../rasterise/sketch/mirror.ts";
import { filled, outlined } from "../../../rasterise/sketch/outline.ts";
import { unpackSketch } from "../../../rasterise/sketch/sketch.ts";
import { warped } from "../../../rasterise/sketch/warp.ts";
import type { Network } from "../../../inference/runtime/onnxruntime.ts";

/** A fine sketch, 64×64 of 0 and 1, and the aspect bin of the picture it stands for. */
export interface Sketch {
  bits: Uint8Array;
  aspect: number;
}

/** Which sketch is asked for. */
export interface SketchRequest {
  /** A word that the album knows. */
  word: string;
  style: string;
  /** Seeds from 1 on walk through the word's pictures in their order, round and round. */
  seed: number;
  /**
   * How many columns a usual picture gets, default any number: in few columns pictures that were made for no more than those come
   * first, in a small drawing also those of which something is left then.
   */
  columns?: number | undefined;
  /** How far the sketch may be from the picture, 0 for not at all; default 0 the first time round, then USUAL. */
  variation?: number | undefined;
  /** Whether further pictures of the word will be asked for as well: the next ones are decoded along with it. */
  browsing?: boolean | undefined;
}

/** The pictures that a model remembers. */
export interface SketchBook {
  /** How many pictures of a word it has in a style; those of other styles stand in where it has none. */
  count(word: string, style: string): number;
  /** Index of the first of these pictures that was not taught afterwards; 0 where all were. */
  firstLearned(word: string, style: string): number;
  /** Decodes a sketch. Throws a UserError of kind "input" for a word that it has no picture of. */
  sketch(request: SketchRequest): Sketch;
}

/** Once all pictures of a word have been shown, they are varied so much. */
export const USUAL_VARIATION = 0.6;
/** Pictures of a word that were shown before a seed's: seeds from 1 on walk through them. */
export const turnOf = (seed: number): number => Math.max(0, seed - 1);
/** Stream of random numbers. */
const STREAM = 1;
/** Pictures that are decoded in one run where one looks through them: eight take hardly longer than two. */
const BROWSED = 8;
/** Pictures that are kept for those who look through them again: two megabytes. */
const MOST_BROWSED = 512;

/** Styles whose pictures stand in for those of a style, and what makes them fit. */
const STAND_INS: Readonly<
  Record<string, readonly { style: string; change?: (bits: Uint8Array) => Uint8Array }[]>
> = {
  line: [{ style: "solid", change: outlined }, { style: "shaded" }],
  solid: [{ style: "line", change: filled }, { style: "shaded", change: filled }],
  shaded: [{ style: "line" }, { style: "solid", change: outlined }],
};

/** Finds the pictures of words in an album: those of other styles stand in where there are none. */
function picturesOf(album: Album) {
  const listsOf = (packed: Readonly<Record<string, string>>) =>
    new Map(Object.entries(packed).map(([style, text]) => [style, unpackLists(text)]));
  const lists = listsOf(album.pictures), small = listsOf(album.small ?? {});
  const few = Object.entries(album.few ?? {})
    .map(([columns, packed]) => ({ columns: Number(columns), lists: listsOf(packed) }))
    .toSorted((a, b) => a.columns - b.columns);
  /** Those of a word's pictures that come first in so many columns: what is made for the fewest before what is made for more. */
  const firstOf = (number: number, style: string) => (columns: number) => [
    ...few.flatMap((made) => made.columns < columns ? [] : made.lists.get(style)?.at(number) ?? []),
    ...columns > SMALL_COLUMNS ? [] : small.get(style)?.at(number) ?? [],
  ];
  return (word: string, style: string) => {
    const number = album.labels.indexOf(word);
    return [{ style, change: undefined }, ...STAND_INS[style] ?? []].flatMap(({ style, change }) => {
      const pictures = lists.get(style)?.at(number) ?? [];
      return pictures.length === 0 ? [] : [{ pictures, change, first: firstOf(number, style) }];
    })[0];
  };
}

/** Counts the pictures of words in an album, as an open book does. */
export function pictureCounter(album: Album): SketchBook["count"] {
  const find = picturesOf(album);
  return (word, style) => find(word, style)?.pictures.length ?? 0;
}

/** Opens an album whose decoder is loaded. */
export function openSketchBook(album: Album, decoder: Network): SketchBook {
  const { decoder: { code }, taught = new Uint8Array() } = album;
  const find = picturesOf(album), learned = learnedPictures(album);
  /** Bits of a picture that was taught; undefined for one that is remembered by its code. */
  const taughtBits = (picture: number): Uint8Array | undefined => {
    const start = (picture - learned) * TAUGHT_BYTES;
    return start < 0 ? undefined : evenHalves(unpackSketch(taught.subarray(start, start + TAUGHT_BYTES)));
  };
  /** Decodes up to so many pictures in one run. */
  const decoding = (rows: number) => {
    const codes = new Float32Array(rows * code), logits = new Float32Array(rows * SKETCH_PIXELS);
    const run = decoder.bind(
      { [SKETCH_PORTS.codes]: { data: codes, shape: [rows, code] } },
      { [SKETCH_PORTS.logits]: { data: logits, shape: [rows, SKETCH_PIXELS] } },
    );
    return (pictures: readonly number[]): Uint8Array[] => {
      pictures.forEach((picture, row) => codes.set(unpackCode(album, picture), row * code));
      run();
      return pictures.map((_, row) => {
        const own = logits.subarray(row * SKETCH_PIXELS, (row + 1) * SKETCH_PIXELS);
        // What is nearly symmetric was so before it was remembered, and is drawn with like halves.
        return evenHalves(Uint8Array.from(own, (value) => value > 0 ? 1 : 0));
      });
    };
  };
  let one: ReturnType<typeof decoding> | undefined, several: typeof one;
  /** Bits of pictures that were decoded along with others. */
  const browsed = new Map<number, Uint8Array>();
  const browse = (picture: number, next: readonly number[]): Uint8Array => {
    const known = browsed.get(picture);
    if (known !== undefined) return known;
    if (browsed.size > MOST_BROWSED) browsed.clear();
    const all = [...new Set([picture, ...next])].filter((picture) => picture < learned).slice(0, BROWSED);
    (several ??= decoding(BROWSED))(all).forEach((bits, i) => browsed.set(all[i]!, bits));
    return browsed.get(picture)!;
  };

  return {
    count: (word, style) => find(word, style)?.pictures.length ?? 0,
    firstLearned: (word, style) =>
      Math.max(0, find(word, style)?.pictures.findIndex((picture) => picture < learned) ?? 0),
    sketch({ word, style, seed, columns = Infinity, variation, browsing = false }) {
      const found = find(word, style);
      if (found === undefined) {
        throw new UserError("input", `the model knows no ${style} picture of ${JSON.stringify(word)}`);
      }
      const { change } = found;
      const pictures = [...new Set([...found.first(columns), ...found.pictures])];
      const turn = turnOf(seed);
      const at = turn % pictures.length, picture = pictures[at]!;
      const freedom = variation ?? (turn < pictures.length ? 0 : USUAL_VARIATION);
      const bits = taughtBits(picture) ??
        (browsing
          ? browse(picture, pictures.slice(at + 1, at + BROWSED))
          : (one ??= decoding(1))([picture])[0]!);
      const hand: Random = random(seed, STREAM);
      return { bits: warped(change?.(bits) ?? bits, freedom, hand), aspect: aspectOfPicture(album, picture) };
    },
  };
}
