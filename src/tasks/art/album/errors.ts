import * as tf from "@tensorflow/tfjs-core";
import * as ops from "../../../engine/ops.ts";
import { unpackSketch } from "../../../rasterise/sketch/sketch.ts";
import { wrongPixels } from "../../../rasterise/sketch/wrong.ts";
import type { SketchCheckpoint } from "./checkpoint.ts";
import { decoderSpecs } from "./decoder.ts";
import { decodeCodes } from "./network.ts";
import type { Album } from "./pictures.ts";
import { SKETCH_PIXELS } from "./ports.ts";

/** Pixels that come out wrong, over about `sample` pictures evenly picked; `far` is a mean as well. */
export function sketchErrors(
  { shape, weights, codes, pictures }: SketchCheckpoint,
  { sketches }: Album,
  sample: number,
): { mean: number; median: number; far: number } {
  const picked = Array.from(
    { length: Math.min(sample, pictures) },
    (_, i) => Math.floor(i * pictures / Math.min(sample, pictures)),
  );
  const logits = decodeAll({ shape, weights, codes }, picked);
  const wrong = picked.map((picture, row) => {
    const own = logits.subarray(row * SKETCH_PIXELS, (row + 1) * SKETCH_PIXELS);
    return wrongPixels(Uint8Array.from(own, (logit) => logit > 0 ? 1 : 0), unpackSketch(sketches[picture]!));
  });
  const all = wrong.map(({ all }) => all).toSorted((a, b) => a - b);
  return {
    mean: mean(all),
    median: all[all.length >> 1]!,
    far: mean(wrong.map(({ far }) => far)),
  };
}

/** Logits [picked, SKETCH_PIXELS] of some pictures. */
function decodeAll(
  { shape, weights, codes }: Pick<SketchCheckpoint, "shape" | "weights" | "codes">,
  picked: readonly number[],
): Float32Array {
  const rows = new Float32Array(picked.length * shape.code);
  picked.forEach((picture, row) =>
    rows.set(codes.subarray(picture * shape.code, (picture + 1) * shape.code), row * shape.code)
  );
  const logits = new Float32Array(picked.length * SKETCH_PIXELS);
  tf.tidy(() => {
    const named = Object.fromEntries(
      decoderSpecs(shape).map(({ name, offset, size, shape }) => [
        name,
        tf.tensor2d(weights.slice(offset, offset + size), shape),
      ]),
    );
    logits.set(decodeCodes(ops, named, shape, tf.tensor2d(rows, [picked.length, shape.code])).dataSync());
  });
  return logits;
}

/** Mean of as many numbers as there are. */
export const mean = (values: Iterable<number>): number => {
  let [sum, count] = [0, 0];
  for (const value of values) [sum, count] = [sum + value, count + 1];
  return sum / count;
};
