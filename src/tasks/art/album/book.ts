import type { Album } from "./album.ts";
import { aspectOfPicture, unpackCode, unpackLists } from "./packing.ts";
import { SKETCH_PIXELS, SKETCH_PORTS } from "./ports.ts";
import { UserError } from "../../../base/errors.ts";
import { type Random, random } from "../../../base/random.ts";
import { isSymmetric, symmetrised } from "../../../rasterise/sketch/mirror.ts";
import { filled, outlined } from "../../../rasterise/sketch/outline.ts";
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
  /** How far the sketch may be from the picture, 0 for not at all; default 0 the first time round, then USUAL. */
  variation?: number | undefined;
  /** Number of the word's picture, from 1 on, if not that of the seed, which then only varies it. */
  picture?: number | undefined;
}

/** The pictures that a model remembers. */
export interface SketchBook {
  /** How many pictures of a word it has in a style; those of other styles stand in where it has none. */
  count(word: string, style: string): number;
  /** Decodes a sketch. Throws a UserError of kind "input" for a word that it has no picture of. */
  sketch(request: SketchRequest): Sketch;
}

/** Once all pictures of a word have been shown, they are varied so much. */
export const USUAL_VARIATION = 0.6;
/** Pictures of a word that were shown before a seed's. */
const turnOf = (seed: number): number => Math.max(0, seed - 1);
/** Stream of random numbers. */
const STREAM = 1;

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
  const lists = new Map(Object.entries(album.pictures).map(([style, text]) => [style, unpackLists(text)]));
  return (word: string, style: string) => {
    const number = album.labels.indexOf(word);
    return [{ style, change: undefined }, ...STAND_INS[style] ?? []].flatMap(({ style, change }) => {
      const pictures = lists.get(style)?.at(number) ?? [];
      return pictures.length === 0 ? [] : [{ pictures, change }];
    })[0];
  };
}

/** Counts the pictures of words in an album, as an open book does. */
export function pictureCounter(album: Album): SketchBook["count"] {
  const find = picturesOf(album);
  return (word, style) => find(word, style)?.pictures.length ?? 0;
}

/** Number of the picture that a seed shows, from 1 on, among so many. */
export const numberOf = (seed: number, count: number): number => turnOf(seed) % count + 1;

/** Opens an album whose decoder is loaded. */
export function openSketchBook(album: Album, decoder: Network): SketchBook {
  const { decoder: { code } } = album;
  const find = picturesOf(album);
  const codes = new Float32Array(code), logits = new Float32Array(SKETCH_PIXELS);
  let run: (() => void) | undefined;
  /** Bits of a picture. */
  const decode = (picture: number): Uint8Array => {
    run ??= decoder.bind(
      { [SKETCH_PORTS.codes]: { data: codes, shape: [1, code] } },
      { [SKETCH_PORTS.logits]: { data: logits, shape: [1, SKETCH_PIXELS] } },
    );
    codes.set(unpackCode(album, picture));
    run();
    const bits = Uint8Array.from(logits, (value) => value > 0 ? 1 : 0);
    // What is nearly symmetric was so before it was remembered, and is drawn with like halves.
    return isSymmetric(bits) ? symmetrised(bits) : bits;
  };

  return {
    count: (word, style) => find(word, style)?.pictures.length ?? 0,
    sketch({ word, style, seed, variation, picture: number }) {
      const found = find(word, style);
      if (found === undefined) {
        throw new UserError("input", `the model knows no ${style} picture of ${JSON.stringify(word)}`);
      }
      const { pictures, change } = found;
      const turn = turnOf(seed);
      const picture = pictures[number === undefined ? turn % pictures.length : number - 1];
      if (picture === undefined) {
        throw new UserError(
          "input",
          `there are ${pictures.length} ${style} pictures of ${
            JSON.stringify(word)
          }, and none with the number ${number}`,
        );
      }
      const freedom = variation ?? (turn < pictures.length ? 0 : USUAL_VARIATION);
      const bits = decode(picture);
      const hand: Random = random(seed, STREAM);
      return { bits: warped(change?.(bits) ?? bits, freedom, hand), aspect: aspectOfPicture(album, picture) };
    },
  };
}
