import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pick, random, shuffle } from "../../../base/random.ts";
import { update } from "../../../engine/optimizers/optimizers.ts";
import type { ParameterSpec } from "../../../network/parameters.ts";
import { usualCosine } from "../../../training/schedules/cosine.ts";
import { saveSketchCheckpoint, type SketchCheckpoint } from "./checkpoint.ts";
import { moveCodes } from "./codes.ts";
import { decoderSpecs } from "./decoder.ts";
import { mean, sketchErrors } from "./errors.ts";
import { gradients, sketchMaterial } from "./gradients.ts";
import { roundedAsStored } from "./graph.ts";
import type { Album } from "./pictures.ts";
import { SKETCH_PIXELS } from "./ports.ts";

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
const ORDER = 1, HARD = 4;
/** Share of a batch that is picked by loss: what is remembered already need not be seen as often. */
const HARD_SHARE = 0.5;
/** With fewer batches than this in an epoch, all are seen often enough. */
const FEW = 4;

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
    const rate = usualCosine(progress(), WARMUP, FLOOR);
    const pictures = batchOf(state, album);
    const { losses, codeGradient } = gradients(state, specs, moving, pictures, material, gradient);
    pictures.forEach((picture, row) => state.losses[picture] = losses[row]!);
    state.step++;
    const pace = { step: state.step, learningRate: options.learningRate * rate, weightDecay: 0 };
    await update("adamw", specs, { parameters: state.weights, gradient, moments }, pace, moving);
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
  const order = shuffle(Uint32Array.from({ length: pictures }, (_, i) => i), rng);
  const first = step % steps * size;
  return order.subarray(first, first + size);
}

/** Rounds the matrix of ROUNDED in place. */
function round({ weights }: SketchCheckpoint, specs: readonly ParameterSpec[]): void {
  const { offset, size, shape } = specs.find(({ name }) => name === ROUNDED)!;
  weights.set(roundedAsStored(ROUNDED, shape, weights.slice(offset, offset + size)), offset);
}
