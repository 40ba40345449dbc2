/** Codes of pictures: how they begin and how they move. */
import { decoderSpecs } from "./decoder.ts";
import { SKETCH_PIXELS } from "./ports.ts";
import { initialize } from "../../../network/parameters.ts";
import { type Random, random } from "../../../base/random.ts";
import { unpackSketch } from "../../../rasterise/sketch/sketch.ts";
import type { SketchCheckpoint } from "./checkpoint.ts";
import type { Album } from "./pictures.ts";

/** Stream of random numbers. */
const CODES = 3;
const BETA1 = 0.9, BETA2 = 0.98;

/**
 * Fills fresh weights and codes. A code begins as a random projection of its picture (Johnson & Lindenstrauss 1984), less
 * the mean of all: like pictures have like codes from the first step on.
 */
export function initializeSketches(state: SketchCheckpoint, { sketches }: Album): void {
  const { shape: { code: length }, weights, codes, options } = state;
  initialize(decoderSpecs(state.shape), weights, options.seed);
  const { next } = normal(random(options.seed, CODES));
  const projection = Float32Array.from({ length: SKETCH_PIXELS * length }, next);
  const mean = new Float64Array(length);
  for (const [picture, packed] of sketches.entries()) {
    unpackSketch(packed).forEach((bit, pixel) => {
      if (bit === 0) return;
      for (let i = 0; i < length; i++) {
        const value = projection[pixel * length + i]!;
        codes[picture * length + i]! += value;
        mean[i]! += value / sketches.length;
      }
    });
  }
  for (let at = 0; at < codes.length; at += length) {
    const code = codes.subarray(at, at + length);
    for (let i = 0; i < length; i++) code[i]! -= mean[i]!;
    normalise(code);
  }
}

/** AdamW of the codes that a batch had, which then have unit variance again. */
export function moveCodes(
  state: SketchCheckpoint,
  pictures: Uint32Array,
  gradient: Float32Array,
  rate: number,
): void {
  const { shape: { code: length }, codes, codeFirst, codeSecond, seen } = state;
  pictures.forEach((picture, row) => {
    const times = seen[picture]! += 1;
    const first = rate / (1 - BETA1 ** times), second = 1 / (1 - BETA2 ** times);
    for (let i = 0; i < length; i++) {
      const at = picture * length + i, g = gradient[row * length + i]!;
      const m = codeFirst[at] = BETA1 * codeFirst[at]! + (1 - BETA1) * g;
      const v = codeSecond[at] = BETA2 * codeSecond[at]! + (1 - BETA2) * g * g;
      codes[at] = codes[at]! - first * m / (Math.sqrt(v * second) + 1e-9);
    }
    normalise(codes.subarray(picture * length, (picture + 1) * length));
  });
}

/** Scales a code to unit variance around 0. */
function normalise(code: Float32Array): void {
  let squares = 0;
  for (const value of code) squares += value * value;
  const scale = 1 / Math.sqrt(squares / code.length + 1e-9);
  for (let i = 0; i < code.length; i++) code[i] = code[i]! * scale;
}

/** Normally distributed numbers (Box & Muller 1958). */
export function normal(rng: Random) {
  return { next: () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next()) };
}
