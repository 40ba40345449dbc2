import type { Album } from "../../src/tasks/art/album/album.ts";
import { packAspects, packCodes, packLists } from "../../src/tasks/art/album/packing.ts";
import { encodeModel } from "../../src/onnx/proto.ts";
import { buildSketchModel } from "../../src/tasks/art/album/graph.ts";
import { decoderSpecs } from "../../src/tasks/art/album/decoder.ts";
import { random } from "../../src/base/random.ts";

/** Pictures that a made album has of each word and style. */
export const MADE_PICTURES = 3;

/** An album of made-up pictures of some words, and the network that decodes them: sketches of random pixels. */
export function madeSketches(
  words: readonly string[],
  styles: readonly string[] = ["line", "solid", "shaded"],
): { decoder: Uint8Array<ArrayBuffer>; album: Album } {
  const shape = { code: 8, hidden: 8, blocks: 1 };
  const { next } = random(1);
  const parameters = Object.fromEntries(
    decoderSpecs(shape).map(({ name, shape, size }) => {
      return [name, { shape: [...shape], data: Float32Array.from({ length: size }, () => next() - 0.5) }];
    }),
  );
  const pictures = words.length * MADE_PICTURES;
  const known = words.map((_, i) => Array.from({ length: MADE_PICTURES }, (_, n) => i * MADE_PICTURES + n));
  const codes = Float32Array.from({ length: pictures * shape.code }, () => 4 * next() - 2);
  return {
    decoder: encodeModel(buildSketchModel(shape, parameters)),
    album: {
      ...{ format: "ascii-gen-album", version: 3, decoder: shape },
      aspects: packAspects(Array.from({ length: pictures }, (_, picture) => 15 + picture % 10)),
      labels: [...words],
      pictures: Object.fromEntries(styles.map((style) => [style, packLists(known)])),
      codes: packCodes(codes, shape.code),
    },
  };
}
