import { type Album as Remembered, packCodes } from "../bundle/album.ts";
import type { BundleContent } from "../bundle/write.ts";
import { encodeModel } from "../bundle/onnx/proto.ts";
import { buildSketchModel } from "../bundle/onnx/sketch_graph.ts";
import { UserError } from "../errors.ts";
import { namedViews } from "../model/parameters.ts";
import { decoderSpecs } from "../model/sketch_decoder.ts";
import type { SketchCheckpoint } from "../training/sketches/checkpoint.ts";
import type { Album } from "../training/sketches/pictures.ts";

/** What a model folder holds of codes and decoder. Throws a UserError of kind "corpus" where the album is another's. */
export function bundledSketches(
  { shape, weights, codes, corpus }: SketchCheckpoint,
  album: Album,
): Pick<BundleContent, "decoder" | "album"> {
  if (album.corpus !== corpus) {
    throw new UserError("corpus", "the sketches were learned from another corpus; name that one by --data");
  }
  const remembered: Remembered = {
    ...{ format: "ascii-gen-album", version: 1, decoder: shape },
    ...{ aspects: album.aspects, words: album.words, codes: packCodes(codes, shape.code) },
  };
  return {
    decoder: encodeModel(buildSketchModel(shape, namedViews(decoderSpecs(shape), weights))),
    album: remembered,
  };
}
