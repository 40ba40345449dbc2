import * as tf from "@tensorflow/tfjs-core";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { decoderSpecs } from "./decoder.ts";
import { roundedAsStored } from "./graph.ts";
import { SKETCH_PIXELS } from "./ports.ts";
import { decodeCodes } from "./network.ts";
import { initialize, type ParameterSpec } from "../../../network/parameters.ts";
import { pick, type Random, random } from "../../../base/random.ts";
import { unpackSketch } from "../../../rasterise/sketch/sketch.ts";
import { wrongPixels } from "../../../rasterise/sketch/wrong.ts";
import * as ops from "../../../engine/ops.ts";
import { update } from "../../../engine/optimizers/optimizers.ts";
import { learningRateFactor } from "../../../training/schedule.ts";
import { saveSketchCheckpoint, type SketchCheckpoint } from "./checkpoint.ts";
import { pixelWeights, sketchLosses } from "./loss.ts";
import type { Album } from "./pictures.ts";

/** What a run reports while it trains. */
export interface SketchHooks {
  log(line: string): void;
  /** Asked after each step: a true answer saves and stops. */
  stopped(): boolean;
}

export const SKETCH_CHECKPOINT = "sketches.bin";
const WARMUP = 0.02;
/** Share of the highest rate that is left at the end. */
const FLOOR = 0.01;
/**
 * The matrix that costs most to round, and the share of the budget from which on it is rounded as it will be stored, and
 * stays: the rest learns to make up for it.
 */
const ROUNDED = "output", ROUNDED_FROM = 0.85;
/** Minutes between lines in the log, and between checkpoints. */
const LOG_MINUTES = 0.5, SAVE_MINUTES = 3;
/** Pictures that a line of the log counts wrong pixels of. */
const SAMPLE = 1000;
/** Streams of random numbers. */
const ORDER = 1, NOISE = 2, CODES = 3, HARD = 4;
/** Share of a batch that is picked by loss: what is remembered already need not be seen as often. */
const HARD_SHARE = 0.5;
/** With fewer batches than this in an epoch, all are seen often enough. */
const FEW = 4;
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

/** How much of its budget a run has used; 1 where it is done. */
export function progressOf({ step, minutes, options }: SketchCheckpoint): number {
  return options.steps === undefined ? minutes / options.minutes! : step / options.steps;
}

/**
 * Trains codes and decoder together, in place, until the budget is used up or the caller stops it, with a checkpoint in
 * folder `out` now and then. What a step has depends on the seed and the state before it alone.
 */
export async function trainSketches(
  out: string,
  state: SketchCheckpoint,
  album: Album,
  hooks: SketchHooks,
): Promise<void> {
  const { shape, options } = state;
  const specs = decoderSpecs(shape);
  const gradient = new Float32Array(state.weights.length);
  const moments = [state.first, state.second];
  const material = sketchMaterial(album);
  const progress = () => progressOf(state);
  const save = () => saveSketchCheckpoint(join(out, SKETCH_CHECKPOINT), state);
  hooks.log(
    `${state.pictures} pictures, codes of ${shape.code} numbers, ${state.weights.length} weights in the decoder`,
  );
  let logged = state.minutes, saved = state.minutes;
  while (progress() < 1 && !hooks.stopped()) {
    const began = performance.now(), before = progress();
    const moving = before < ROUNDED_FROM ? specs : specs.filter(({ name }) => name !== ROUNDED);
    const rate = learningRateFactor(progress(), WARMUP, FLOOR);
    const pictures = batchOf(state, album);
    const { losses, codeGradient } = gradients(state, specs, moving, pictures, material, gradient);
    pictures.forEach((picture, row) => state.losses[picture] = losses[row]!);
    state.step++;
    await update("adamw", moving, { parameters: state.weights, gradient, moments }, {
      ...{ step: state.step, learningRate: options.learningRate * rate, weightDecay: 0 },
    });
    moveCodes(state, pictures, codeGradient, options.codeRate * rate);
    // A step waits for nothing: without this, signals would arrive when all is over.
    await setImmediate();
    state.minutes += (performance.now() - began) / 60_000;
    if (before < ROUNDED_FROM && progress() >= ROUNDED_FROM) round(state, specs);
    if (state.minutes - logged > LOG_MINUTES || progress() >= 1) {
      logged = state.minutes;
      const errors = sketchErrors(state, album, SAMPLE);
      hooks.log(
        `step ${state.step}  ${state.minutes.toFixed(1)} min  loss ${
          mean(state.losses).toPrecision(4)
        } nats  ` +
          `wrong pixels of ${SKETCH_PIXELS}: mean ${errors.mean.toFixed(1)}, median ${errors.median}, ` +
          `${errors.far.toFixed(1)} of them far from any line`,
      );
    }
    if (state.minutes - saved > SAVE_MINUTES) {
      saved = state.minutes;
      await save();
    }
  }
  await save();
}

/** Numbers of the pictures of the next step, none twice: some in turn, the others by how much they have yet to be learned and matter. */
function batchOf(state: SketchCheckpoint, { importance }: Album): Uint32Array {
  const { step, pictures, losses, options: { seed, batch } } = state;
  const size = Math.min(batch, pictures);
  const hard = pictures < FEW * size ? 0 : Math.floor(size * HARD_SHARE);
  const chosen = new Set(inTurn(state, size - hard));
  const sums = new Float64Array(pictures);
  let sum = 0;
  losses.forEach((loss, picture) => sums[picture] = sum += loss * importance[picture]!);
  const { next } = random(seed, HARD, step);
  while (chosen.size < size) chosen.add(pick(sums, next()));
  return Uint32Array.from(chosen);
}

/** The next pictures of an epoch: each has all of them in another order, less what fills no step. */
function inTurn({ step, pictures, options: { seed } }: SketchCheckpoint, size: number): Uint32Array {
  const steps = Math.floor(pictures / size);
  const rng = random(seed, ORDER, Math.floor(step / steps));
  const order = Uint32Array.from({ length: pictures }, (_, i) => i);
  for (let i = pictures - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const first = step % steps * size;
  return order.subarray(first, first + size);
}

/** What sketches are learned from: pixels, and how much each matters; kept once worked out. */
function sketchMaterial({ sketches }: Album) {
  /** Weights as bytes hold them: steps of a weight of 1, and what each byte stands for. */
  const UNIT = 64, VALUES = Float32Array.from({ length: 256 }, (_, byte) => byte / UNIT);
  const known = new Map<number, Uint8Array>();
  return (picture: number, targets: Float32Array, weights: Float32Array, row: number): void => {
    const bits = unpackSketch(sketches[picture]!);
    let bytes = known.get(picture);
    if (bytes === undefined) {
      known.set(picture, bytes = Uint8Array.from(pixelWeights(bits).map((weight) => weight * UNIT)));
    }
    targets.set(bits, row * SKETCH_PIXELS);
    const to = weights.subarray(row * SKETCH_PIXELS, (row + 1) * SKETCH_PIXELS);
    for (let i = 0; i < SKETCH_PIXELS; i++) to[i] = VALUES[bytes[i]!]!;
  };
}

/** Rounds the matrix of ROUNDED in place. */
function round({ weights }: SketchCheckpoint, specs: readonly ParameterSpec[]): void {
  const { offset, size, shape } = specs.find(({ name }) => name === ROUNDED)!;
  weights.set(roundedAsStored(ROUNDED, shape, weights.slice(offset, offset + size)), offset);
}

/**
 * Losses of a batch's sketches in nats; writes the gradient of the decoder's matrices that are `moving`, and returns that of
 * the codes [N, code].
 */
function gradients(
  state: SketchCheckpoint,
  specs: readonly ParameterSpec[],
  moving: readonly ParameterSpec[],
  pictures: Uint32Array,
  material: ReturnType<typeof sketchMaterial>,
  gradient: Float32Array,
): { losses: Float32Array; codeGradient: Float32Array } {
  const { shape, options } = state;
  const count = pictures.length;
  const targets = new Float32Array(count * SKETCH_PIXELS), weights = new Float32Array(count * SKETCH_PIXELS);
  const codes = new Float32Array(count * shape.code);
  const { next } = normal(random(options.seed, NOISE, state.step));
  pictures.forEach((picture, row) => {
    material(picture, targets, weights, row);
    const code = state.codes.subarray(picture * shape.code, (picture + 1) * shape.code);
    code.forEach((value, i) => codes[row * shape.code + i] = value + options.noise * next());
  });
  const names = specs.map(({ name }) => name);
  const losses = new Float32Array(count);
  const codeGradient = new Float32Array(codes.length);
  // Nothing is handed out by `tidy`, which would look at each number for tensors.
  tf.tidy(() => {
    const target = tf.tensor2d(targets, [count, SKETCH_PIXELS]);
    const weight = tf.tensor2d(weights, [count, SKETCH_PIXELS]);
    const matrices = specs.map(({ offset, size, shape }) =>
      tf.tensor2d(state.weights.slice(offset, offset + size), shape)
    );
    const batch = tf.tensor2d(codes, [count, shape.code]);
    let each: tf.Tensor1D | undefined;
    const moved = matrices.filter((_, i) => moving.includes(specs[i]!));
    const { grads } = tf.valueAndGrads(() => {
      const named = Object.fromEntries(names.map((name, i) => [name, matrices[i]!]));
      each = tf.keep(sketchLosses(decodeCodes(ops, named, shape, batch), target, weight));
      return tf.mean<tf.Scalar>(each);
    })([...moved, batch]);
    moving.forEach(({ offset }, i) => gradient.set(grads[i]!.dataSync(), offset));
    codeGradient.set(grads[moving.length]!.dataSync());
    losses.set(each!.dataSync());
    each!.dispose();
  });
  return { losses, codeGradient };
}

/** AdamW of the codes that a batch had, which then have unit variance again. */
function moveCodes(
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

/** Mean of as many numbers as there are. */
const mean = (values: Iterable<number>): number => {
  let [sum, count] = [0, 0];
  for (const value of values) [sum, count] = [sum + value, count + 1];
  return sum / count;
};

/** Normally distributed numbers (Box & Muller 1958). */
function normal(rng: Random) {
  return { next: () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next()) };
}

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
