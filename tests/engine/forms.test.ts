import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { referenceForms as reference } from "../../src/engine/reference_forms.ts";
import { close, forEachInput, forEachVariant, noise } from "./variants.ts";

for (const dim of [3, 22, 64]) {
  forEachVariant(`rmsNormGain() and layerNorm() have all gradients when dim is ${dim}`, () => {
    const x = tf.add<tf.Tensor2D>(tf.mul(noise([5, dim]), 2), 0.3), gain = noise([1, dim], 2);
    forEachInput(ops.rmsNormGain, reference.rmsNormGain, [x, gain]);
    forEachInput(ops.layerNorm, reference.layerNorm, [x, gain, noise([1, dim], 3)]);
  });
}

forEachVariant("linear() with a bias, gelu() and swiglu() have all gradients when sizes are odd", () => {
  const x = tf.mul<tf.Tensor2D>(noise([5, 7]), 3);
  forEachInput(ops.linear, (x, w, bias) => tf.add(tf.matMul(x!, w!), bias!), [
    ...[noise([5, 7]), noise([7, 3], 2), noise([1, 3], 3)],
  ]);
  forEachInput(ops.gelu, reference.gelu, [x]);
  forEachInput(ops.swiglu, reference.swiglu, [x, noise([5, 7], 2)]);
});

for (const [batch, time, heads, headDim] of [[2, 5, 3, 8], [1, 9, 1, 6]] as const) {
  const shape = { batch, time, heads };
  forEachVariant(`rotary() has its gradient when shaped ${JSON.stringify(shape)}`, () => {
    const qkv = noise([batch * time, 3 * heads * headDim]);
    forEachInput((x) => ops.rotary(x!, shape), (x) => reference.rotary(x!, shape), [qkv]);
  });
}

forEachVariant(
  "rotary() turns heads of queries and keys, however many share a key, as those of their own",
  () => {
    const [time, headDim] = [5, 8], shape = { batch: 2, time, heads: 4, kvHeads: 2 };
    const qkv = noise([2 * time, 8 * headDim]);
    forEachInput((x) => ops.rotary(x!, shape), (x) => reference.rotary(x!, shape), [qkv]);
    const part = (x: tf.Tensor2D, from: number, count: number) =>
      tf.slice2d(x, [0, from * headDim], [2 * time, count * headDim]);
    const turned = ops.rotary(qkv, shape);
    // Keys in the place of queries are turned the same.
    const keys = part(qkv, 4, 2);
    const alone = ops.rotary(tf.concat2d([keys, keys, keys], 1), { batch: 2, time, heads: 2 });
    close(part(turned, 4, 2), part(alone, 0, 2).dataSync());
    close(part(turned, 6, 2), part(qkv, 6, 2).dataSync());
  },
);

forEachVariant("linearByRows() has both gradients when the table has more rows", () => {
  const product = (from: typeof ops) => (x: tf.Tensor2D, table: tf.Tensor2D) =>
    from.linearByRows(x, table, 4);
  const plain = (x: tf.Tensor2D, table: tf.Tensor2D) => reference.linearByRows(x, table, 4);
  const inputs = [noise([5, 7]), noise([6, 7], 2)] as const;
  forEachInput((x, table) => product(ops)(x!, table!), (x, table) => plain(x!, table!), inputs);
});

forEachVariant("gelu(), swiglu() and layerNorm() stay finite and right for large inputs", () => {
  const x = tf.tensor2d([[-300, -30, 0, 30, 300]]);
  close(ops.gelu(x), [0, 0, 0, 30, 300]);
  close(ops.swiglu(x, tf.onesLike(x)), [0, -30 / (1 + Math.exp(30)), 0, 30, 300]);
  const ones = tf.ones<tf.Rank.R2>([1, 4]);
  const far = tf.tensor2d([[1000, 1001, 1002, 1003]]);
  const unit = [-1.5, -0.5, 0.5, 1.5].map((value) => value / Math.sqrt(1.25 + 1e-5));
  close(ops.layerNorm(far, ones, tf.zerosLike(ones)), unit, 1e-4);
});

forEachVariant("rotary() turns by places: scores hang on distances alone, and lengths stay", () => {
  const time = 6, headDim = 8;
  const row = noise([1, 3 * headDim]);
  const same = tf.tile<tf.Tensor2D>(row, [time, 1]);
  const turned = ops.rotary(same, { batch: 1, time, heads: 1 });
  const q = tf.slice2d(turned, [0, 0], [time, headDim]),
    k = tf.slice2d(turned, [0, headDim], [time, headDim]);
  const scores = tf.matMul<tf.Tensor2D>(q, k, false, true).arraySync();
  for (let i = 1; i < time; i++) {
    for (let j = 1; j < time; j++) {
      assert.ok(Math.abs(scores[i]![j]! - scores[i - 1]![j - 1]!) < 1e-5);
    }
  }
  assert.ok(Math.abs(scores[0]![0]! - scores[0]![5]!) > 1e-3);
  close(tf.slice2d(turned, [0, 2 * headDim], [time, headDim]), [
    ...tf.slice2d(same, [0, 2 * headDim], [time, headDim]).dataSync(),
  ]);
});

Deno.test("operations refuse vectors and shapes that do not fit", async () => {
  await initBackend("wasm");
  tf.tidy(() => {
    assert.throws(() => ops.layerNorm(noise([2, 4]), noise([1, 3]), noise([1, 4])), /layerNorm: \[1,3\]/);
    assert.throws(() => ops.linear(noise([2, 4]), noise([4, 4]), noise([1, 5])), /\[1,5\] for rows of 4/);
    assert.throws(() => ops.swiglu(noise([2, 4]), noise([4, 2])), /swiglu/);
    assert.throws(() => ops.rotary(noise([4, 9]), { batch: 2, time: 2, heads: 1 }), /rotary: \[4,9\]/);
    assert.throws(() => ops.linearByRows(noise([2, 4]), noise([3, 4]), 5));
  });
});
