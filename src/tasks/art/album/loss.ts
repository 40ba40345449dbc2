import * as tf from "@tensorflow/tfjs-core";
import { SKETCH_PIXELS } from "./ports.ts";
import { isNear, spots } from "../../../rasterise/sketch/spots.ts";
import { differentiable } from "../../../engine/reference.ts";

/** Weight of a blank pixel beside ink: a line a little thicker is hardly another picture. */
const BESIDE = 0.6;
/** A pixel of a spot of this share of a sketch weighs 1; of smaller ones more, by the root of its size: nobody overlooks an eye. */
const USUAL_SPOT = SKETCH_PIXELS / 54;
const MOST = 3;

/** How much each pixel of a sketch of 0 and 1 matters to a viewer; about 1. */
export function pixelWeights(sketch: Uint8Array): Float32Array {
  const weights = new Float32Array(SKETCH_PIXELS).fill(1);
  for (let i = 0; i < SKETCH_PIXELS; i++) {
    if (sketch[i] === 0 && isNear(sketch, i)) weights[i] = BESIDE;
  }
  for (const spot of spots(sketch)) {
    if (spot.length >= USUAL_SPOT) continue;
    const weight = Math.min(MOST, Math.sqrt(USUAL_SPOT / spot.length));
    for (const pixel of spot) weights[pixel] = weight;
  }
  return weights;
}

/**
 * Binary cross-entropy of logits [N, pixels] against targets of 0 and 1 and weights of the same shape, summed over the pixels
 * of each sketch: [N], in nats.
 */
export function sketchLosses(logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  return differentiable([logits], () => ({
    // −log σ(x) of ink and −log σ(−x) of blank, in one.
    value: tf.sum<tf.Tensor1D>(tf.mul(weights, tf.sub(tf.softplus(logits), tf.mul(logits, targets))), 1),
    saved: [logits],
    gradFunc: (dy, [x]) => tf.mul(tf.mul(weights, tf.sub(tf.sigmoid(x), targets)), tf.expandDims(dy, 1)),
  }));
}
