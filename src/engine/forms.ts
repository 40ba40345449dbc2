/** Operations that published transformers are made of and ours is not; see `Operations` for what they compute. */
import * as tf from "@tensorflow/tfjs-core";
import { rotaryAngles } from "../network/rotary.ts";
import { type Engine, fusedEngine } from "./backend.ts";
import { fillZero } from "./heap.ts";
import { linearByRowsFused } from "./linear.ts";
import { type AttentionShape, differentiable, NORM_EPSILON } from "./reference.ts";
import { LAYER_NORM_EPSILON, referenceForms } from "./reference_forms.ts";

/** A new tensor on the heap, and one of zeros. */
const likeOf = ({ heap }: Engine, x: tf.Tensor2D) => heap.output<tf.Tensor2D>([...x.shape]);
function zerosLike(engine: Engine, x: tf.Tensor2D): tf.Tensor2D {
  const zeros = likeOf(engine, x);
  fillZero(engine.heap, zeros);
  return zeros;
}

/** The kernels read and write by shape without a check: a vector of another width must stop here. */
function checkVector(vector: tf.Tensor2D, x: tf.Tensor2D, what: string): void {
  if (vector.size === x.shape[1]) return;
  throw new RangeError(`${what}: [${vector.shape}] for rows of ${x.shape[1]}`);
}

function checkSame(a: tf.Tensor2D, b: tf.Tensor2D, what: string): void {
  if (a.shape.join() !== b.shape.join()) throw new RangeError(`${what}: [${a.shape}] and [${b.shape}]`);
}

/** x / sqrt(mean(x²) + 1e-6) · gain over the last axis of x [N, dim]; gain [1, dim] (Zhang & Sennrich 2019). */
export function rmsNormGain(x: tf.Tensor2D, gain: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return referenceForms.rmsNormGain(x, gain);
  checkVector(gain, x, "rmsNormGain");
  const { heap: { offset }, kernels } = engine;
  const [rows, dim] = x.shape;
  return differentiable([x, gain], () => {
    const value = likeOf(engine, x);
    kernels.rmsNormGain(offset(x), offset(gain), offset(value), rows, dim, NORM_EPSILON);
    return {
      value,
      saved: [x, gain],
      gradFunc: (dy, [x, gain]) => {
        const dx = likeOf(engine, x), dGain = zerosLike(engine, gain);
        kernels.rmsNormGainGrad(
          ...[offset(x), offset(gain), offset(dy), offset(dx), offset(dGain)] as const,
          ...[rows, dim, NORM_EPSILON] as const,
        );
        return [dx, dGain];
      },
    };
  });
}

/** (x − mean) / sqrt(variance + 1e-5) · gain + bias over the last axis of x [N, dim] (Ba et al. 2016). */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor2D, bias: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return referenceForms.layerNorm(x, gain, bias);
  checkVector(gain, x, "layerNorm");
  checkVector(bias, x, "layerNorm");
  const { heap: { offset }, kernels } = engine;
  const [rows, dim] = x.shape;
  return differentiable([x, gain, bias], () => {
    const value = likeOf(engine, x);
    kernels.layerNorm(offset(x), offset(gain), offset(bias), offset(value), rows, dim, LAYER_NORM_EPSILON);
    return {
      value,
      saved: [x, gain],
      gradFunc: (dy, [x, gain]) => {
        const dx = likeOf(engine, x), dGain = zerosLike(engine, gain), dBias = zerosLike(engine, gain);
        kernels.layerNormGrad(
          ...[offset(x), offset(gain), offset(dy), offset(dx), offset(dGain), offset(dBias)] as const,
          ...[rows, dim, LAYER_NORM_EPSILON] as const,
        );
        return [dx, dGain, dBias];
      },
    };
  });
}

/** x · Φ(x), element by element, as the hyperbolic tangent approximates it (Hendrycks & Gimpel 2016). */
export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return referenceForms.gelu(x);
  const { heap: { offset }, kernels } = engine;
  return differentiable([x], () => {
    const value = likeOf(engine, x);
    kernels.gelu(offset(x), offset(value), x.size);
    return {
      value,
      saved: [x],
      gradFunc: (dy, [x]) => {
        const dx = likeOf(engine, x);
        kernels.geluGrad(offset(x), offset(dy), offset(dx), x.size);
        return dx;
      },
    };
  });
}

/** gate · sigmoid(gate) · x, element by element (Shazeer 2020). */
export function swiglu(gate: tf.Tensor2D, x: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return referenceForms.swiglu(gate, x);
  checkSame(gate, x, "swiglu");
  const { heap: { offset }, kernels } = engine;
  return differentiable([gate, x], () => {
    const value = likeOf(engine, x);
    kernels.swiglu(offset(gate), offset(x), offset(value), x.size);
    return {
      value,
      saved: [gate, x],
      gradFunc: (dy, [gate, x]) => {
        const dGate = likeOf(engine, gate), dx = likeOf(engine, x);
        kernels.swigluGrad(offset(gate), offset(x), offset(dy), offset(dGate), offset(dx), x.size);
        return [dGate, dx];
      },
    };
  });
}

/** Turns queries and keys of qkv, as `attention` has it, by their places, counted from 0 in each sequence (Su et al. 2021). */
export function rotary(qkv: tf.Tensor2D, shape: Omit<AttentionShape, "window" | "alibi">): tf.Tensor2D {
  const { batch, time, heads, kvHeads = heads } = shape;
  const [rows, width] = qkv.shape;
  if (rows !== batch * time || width % (2 * (heads + 2 * kvHeads)) !== 0) {
    throw new RangeError(`rotary: [${qkv.shape}] does not hold ${batch}×${time} positions of ${heads} heads`);
  }
  const engine = fusedEngine();
  if (engine === null) return referenceForms.rotary(qkv, shape);
  const half = width / 2 / (heads + 2 * kvHeads);
  const { heap: { offset }, kernels } = engine;
  const turned = (
    x: tf.Tensor2D,
    angles: readonly [cosines: tf.Tensor2D, sines: tf.Tensor2D],
    sign: number,
  ) => {
    const value = likeOf(engine, x);
    const [cosines, sines] = angles;
    kernels.rotary(
      ...[offset(x), offset(cosines), offset(sines), offset(value)] as const,
      ...[rows, time, heads + kvHeads, kvHeads, half, sign] as const,
    );
    return value;
  };
  return differentiable([qkv], () => {
    const angles = anglesOf(time, half);
    return {
      value: turned(qkv, angles, 1),
      saved: angles,
      gradFunc: (dy, angles) => turned(dy, angles, -1),
    };
  });
}

/** Cosines and sines [time, half] of the angles of all places. */
function anglesOf(time: number, half: number): [cosines: tf.Tensor2D, sines: tf.Tensor2D] {
  const cosines = new Float32Array(time * half), sines = new Float32Array(time * half);
  const write = rotaryAngles(half);
  for (let place = 0; place < time; place++) write(place, cosines, sines, place * half);
  return [tf.tensor2d(cosines, [time, half]), tf.tensor2d(sines, [time, half])];
}

/** x [N, dim] · the first `rows` rows of table [K, dim], transposed → [N, rows]; in bfloat16 where `linear` is. */
export function linearByRows(x: tf.Tensor2D, table: tf.Tensor2D, rows: number): tf.Tensor2D {
  const engine = fusedEngine();
  return engine === null || (engine.bf16 ?? engine.blas) === null
    ? referenceForms.linearByRows(x, table, rows)
    : linearByRowsFused(engine, x, table, rows);
}
