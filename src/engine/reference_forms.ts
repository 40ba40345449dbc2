/** Plain TensorFlow.js versions of the operations in forms.ts, for every backend. */
import * as tf from "@tensorflow/tfjs-core";
import { rotaryAngles } from "../network/rotary.ts";
import { type AttentionShape, NORM_EPSILON } from "./reference.ts";

/** Added under the square root of layerNorm. */
export const LAYER_NORM_EPSILON = 1e-5;

export const referenceForms = { rmsNormGain, layerNorm, gelu, swiglu, rotary, linearByRows };

function rmsNormGain(x: tf.Tensor2D, gain: tf.Tensor2D): tf.Tensor2D {
  const meanSquare = tf.mean(tf.square(x), 1, true); // [N, 1]
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(meanSquare, NORM_EPSILON))), gain);
}

function layerNorm(x: tf.Tensor2D, gain: tf.Tensor2D, bias: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true);
  return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, LAYER_NORM_EPSILON))), gain), bias);
}

function gelu(x: tf.Tensor2D): tf.Tensor2D {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

function swiglu(gate: tf.Tensor2D, x: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(tf.mul(gate, tf.sigmoid(gate)), x);
}

/** The pairs of each head are swapped by a matrix, as TensorFlow.js has no gradient of joining here. */
function rotary(qkv: tf.Tensor2D, shape: Omit<AttentionShape, "window" | "alibi">): tf.Tensor2D {
  const { time, heads, kvHeads = heads } = shape;
  const [rows, width] = qkv.shape, all = heads + 2 * kvHeads, half = width / 2 / all;
  const { cosines, sines, swap } = turning(time, heads + kvHeads, all, half);
  const apart = tf.reshape<tf.Rank.R2>(qkv, [rows * all, 2 * half]);
  const swapped = tf.reshape<tf.Rank.R3>(tf.matMul(apart, swap), [rows / time, time, width]);
  const whole = tf.reshape<tf.Rank.R3>(qkv, [rows / time, time, width]);
  return tf.reshape(tf.add(tf.mul(whole, cosines), tf.mul(swapped, sines)), [rows, width]);
}

/** Cosines and sines [time, width], those of heads that are not turned 1 and 0, and the matrix that makes (−b, a) of a head's (a, b). */
function turning(time: number, turned: number, all: number, half: number) {
  const width = 2 * all * half;
  const cosines = new Float32Array(time * width).fill(1), sines = new Float32Array(time * width);
  const write = rotaryAngles(half);
  for (let place = 0; place < time; place++) {
    for (let group = 0; group < 2 * turned; group++) {
      write(place, cosines, sines, place * width + group * half);
    }
  }
  const swap = new Float32Array(4 * half * half);
  for (let i = 0; i < half; i++) {
    swap[i * 2 * half + half + i] = 1;
    swap[(half + i) * 2 * half + i] = -1;
  }
  return {
    cosines: tf.tensor2d(cosines, [time, width]),
    sines: tf.tensor2d(sines, [time, width]),
    swap: tf.tensor2d(swap, [2 * half, 2 * half]),
  };
}

function linearByRows(x: tf.Tensor2D, table: tf.Tensor2D, rows: number): tf.Tensor2D {
  return tf.matMul(x, tf.slice2d(table, [0, 0], [rows, table.shape[1]]), false, true);
}
