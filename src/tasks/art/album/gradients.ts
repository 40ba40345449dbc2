import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../../base/random.ts";
import * as ops from "../../../engine/ops.ts";
import type { ParameterSpec } from "../../../network/parameters.ts";
import { unpackSketch } from "../../../rasterise/sketch/sketch.ts";
import type { SketchCheckpoint } from "./checkpoint.ts";
import { normal } from "./codes.ts";
import { pixelWeights, sketchLosses } from "./loss.ts";
import { decodeCodes } from "./network.ts";
import type { Album } from "./pictures.ts";
import { SKETCH_PIXELS } from "./ports.ts";

/** Stream of random numbers. */
const NOISE = 2;

/** What sketches are learned from: pixels, and how much each matters; kept once worked out. */
export function sketchMaterial({ sketches }: Album) {
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

/**
 * Losses of a batch's sketches in nats; writes the gradient of the decoder's matrices that are `moving`, and returns that of
 * the codes [N, code].
 */
export function gradients(
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
