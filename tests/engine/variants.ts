/** What the tests of operations share: ways to compute them, and how results are compared. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { type BackendInfo, initBackend } from "../../src/engine/backend.ts";

// TensorFlow.js is global: each step starts the variant it tests. Without a BLAS on the machine the first is the second.
const VARIANTS: { name: string; start: () => Promise<BackendInfo> }[] = [
  { name: "wasm, kernels, BLAS if installed", start: () => initBackend("auto") },
  { name: "wasm, kernels", start: () => initBackend("wasm", { blas: false }) },
  { name: "wasm, BLAS if installed", start: () => initBackend("wasm", { kernels: false }) },
  { name: "wasm alone", start: () => initBackend("wasm", { blas: false, kernels: false }) },
  { name: "cpu", start: () => initBackend("cpu") },
];

export function forEachVariant(title: string, check: () => void): void {
  Deno.test(title, async (t) => {
    for (const { name, start } of VARIANTS) {
      await t.step(name, async () => {
        await start();
        const before = tf.memory().numTensors;
        tf.tidy(check);
        assert.equal(tf.memory().numTensors, before, "tensors leaked");
      });
    }
  });
}

/** Reproducible values in −1 … 1. */
export function noise<R extends tf.Rank = tf.Rank.R2>(shape: tf.ShapeMap[R], seed = 1): tf.Tensor<R> {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  return tf.tensor<R>(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next), shape);
}

export function close(actual: tf.Tensor, expected: ArrayLike<number>, tolerance = 2e-5): void {
  const values = actual.dataSync();
  assert.equal(values.length, expected.length);
  values.forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(expected[i]!));
    assert.ok(Math.abs(value - expected[i]!) <= limit, `element ${i}: ${value}, expected ${expected[i]}`);
  });
}

type Op = (x: tf.Tensor2D) => tf.Tensor;

const gradient = (op: Op) => (x: tf.Tensor2D, dy?: tf.Tensor) => tf.grad(() => op(x))(x, dy);

/** Forward and gradient (under a random output gradient) of two versions of an operation agree. */
export function agree(op: Op, expected: Op, x: tf.Tensor2D): void {
  const out = expected(x);
  close(op(x), out.dataSync());
  const dy = out.rank === 0 ? tf.scalar(0.7) : noise<tf.Rank>(out.shape, 99);
  const wanted = gradient(expected)(x, tf.clone(dy)).dataSync();
  close(gradient(op)(x, tf.clone(dy)), wanted); // operations free the gradient that they are given
}

/** The gradient of sum(op(x) · c) agrees with central differences at a few elements. */
export function agreeWithDifferences(op: Op, x: tf.Tensor2D): void {
  const c = noise<tf.Rank>(op(x).shape.length === 0 ? [1] : op(x).shape, 7);
  const loss = (x: tf.Tensor2D) => tf.sum(tf.mul(op(x), c));
  const grad = gradient(loss)(x).dataSync();
  const values = x.dataSync();
  const step = 1e-2;
  for (let i = 0; i < values.length; i += Math.ceil(values.length / 11)) {
    const moved = (by: number) => {
      const copy = Float32Array.from(values);
      copy[i]! += by;
      return loss(tf.tensor2d(copy, x.shape)).dataSync()[0]!;
    };
    const slope = (moved(step) - moved(-step)) / (2 * step);
    assert.ok(Math.abs(slope - grad[i]!) < 5e-3, `element ${i}: ${grad[i]}, by differences ${slope}`);
  }
}

/** Checks an operation of several inputs as one of each of them, the others held. */
export function forEachInput(
  op: (...inputs: tf.Tensor2D[]) => tf.Tensor2D,
  expected: (...inputs: tf.Tensor2D[]) => tf.Tensor2D,
  inputs: readonly tf.Tensor2D[],
): void {
  inputs.forEach((input, i) => {
    const others = (x: tf.Tensor2D) => inputs.map((each, j) => j === i ? x : each);
    agree((x) => op(...others(x)), (x) => expected(...others(x)), input);
    agreeWithDifferences((x) => op(...others(x)), input);
  });
}
