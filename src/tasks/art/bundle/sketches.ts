import type { Album as Remembered } from "../album/album.ts";
import { packAspects, packCodes, packLists } from "../album/packing.ts";
import type { BundleContent } from "./write.ts";
import { encodeModel } from "../../../onnx/proto.ts";
import { buildSketchModel } from "../album/graph.ts";
import { UserError } from "../../../base/errors.ts";
import { namedViews } from "../../../network/parameters.ts";
import { decoderSpecs } from "../album/decoder.ts";
import type { SketchCheckpoint } from "../album/checkpoint.ts";
import type { Album } from "../album/pictures.ts";

/**
 * What a model folder holds of codes and decoder: the pictures that show a word. Throws a UserError of kind "corpus" where
 * the album is another's.
 */
export function bundledSketches(
  { shape, weights, codes, corpus }: SketchCheckpoint,
  album: Album,
): Pick<BundleContent, "decoder" | "album"> {
  if (album.corpus !== corpus) {
    throw new UserError("corpus", "the sketches were learned from another corpus; name that one by --data");
  }
  const numbers = new Map<number, number>();
  const numberOf = (picture: number): number => {
    const known = numbers.get(picture) ?? numbers.size;
    numbers.set(picture, known);
    return known;
  };
  const packed = (styles: Record<string, number[][]>) =>
    Object.fromEntries(
      Object.entries(styles).map((
        [style, words],
      ) => [style, packLists(words.map((found) => found.map(numberOf)))]),
    );
  const ranked = packed(album.pictures), small = packed(album.small);
  const few = Object.fromEntries(
    Object.entries(album.few).map(([columns, made]) => [columns, packed(made)]),
  );
  const pictures = [...numbers.keys()];
  const kept = new Float32Array(pictures.length * shape.code);
  pictures.forEach((picture, i) =>
    kept.set(codes.subarray(picture * shape.code, (picture + 1) * shape.code), i * shape.code)
  );
  const remembered: Remembered = {
    ...{ format: "ascii-gen-album", version: 3, decoder: shape },
    ...{
      aspects: packAspects(pictures.map((picture) => album.aspects[picture]!)),
      labels: album.labels,
      pictures: ranked,
      ...{ small, few },
      codes: packCodes(kept, shape.code),
    },
  };
  return {
    decoder: encodeModel(buildSketchModel(shape, namedViews(decoderSpecs(shape), weights))),
    album: remembered,
  };
}
