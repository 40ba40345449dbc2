import * as tf from "@tensorflow/tfjs-core";
import { SKETCH_PIXELS } from "../../model/sketch_decoder.ts";
import { forEachAround, spots } from "../../rasterise/spots.ts";
import { differentiable } from "../backend/reference.ts";

/** Weight of a blank pixel beside ink: a line a little thicker is hardly another picture. */
const BESIDE = 0.6;
/** A pixel of a spot of this share of a sketch weighs 1; of smaller ones more, by the root of its size: nobody overlooks an eye. */
const USUAL_SPOT = SKETCH_PIXELS / 54;
const MOST = 3;

/** How much each pixel of a sketch of 0 and 1 matters to a viewer; about 1. */
export function pixelWeights(sketch: Uint8Array): Float32Array {
  const weights = new Float32Array(SKETCH_PIXELS).fill(1);
  for (let i = 0; i < SKETCH_PIXELS; i++) {
    if (sketch[i] === 1) continue;
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    forEachAround(SIDE, x, y, (other) => {
      if (sketch[other] === 1) weights[i] = BESIDE;
    });
  }
  for (const spot of spots(sketch)) {
    if (spot.length >= USUAL_SPOT) continue;
    const weight = Math.min(MOST, Math.sqrt(USUAL_SPOT / spot.length));
    for (const pixel of spot) weights[pixel] = weight;
  }
  return weights;
}

const SIDE = Math.sqrt(SKETCH_PIXELS);

/** The losses of single sketches [N], in nats, of which `sketchLoss` is the mean. */
export const lossOfEach = (logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D =>
  // −log σ(x) of ink and −log σ(−x) of blank, in one.
  tf.tidy(() => tf.sum(tf.mul(weights, tf.sub(tf.softplus(logits), tf.mul(logits, targets))), 1));

/**
 * Binary cross-entropy of logits [N, pixels] against targets of 0 and 1 and weights of the same shape, summed over pixels,
 * as a mean over the N sketches, in nats.
 */
export function sketchLoss(logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Scalar {
  const scale = 1 / logits.shape[0];
  return differentiable([logits], () => ({
    value: tf.mul<tf.Scalar>(tf.sum(lossOfEach(logits, targets, weights)), scale),
    saved: [logits],
    gradFunc: (dy, [x]) => tf.mul(tf.mul(tf.mul(weights, tf.sub(tf.sigmoid(x), targets)), scale), dy),
  }));
}
