import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { random } from "../../src/base/random.ts";
import { IN_BF16 } from "./bf16.ts";

function noise(rows: number, columns: number, seed: number): tf.Tensor2D {
  const { next } = random(seed);
  return tf.tensor2d(Float32Array.from({ length: rows * columns }, () => 2 * next() - 1), [rows, columns]);
}

/** Rounded to bfloat16, ties to even, in plain arithmetic. */
function rounded(x: tf.Tensor2D): tf.Tensor2D {
  const step = (value: number) => 2 ** (Math.floor(Math.log2(Math.abs(value))) - 7);
  const even = (value: number) => {
    const floor = Math.floor(value);
    return value - floor === 0.5 ? floor + floor % 2 : Math.round(value);
  };
  return tf.tensor2d(
    x.dataSync().map((value) => value === 0 ? 0 : even(value / step(value)) * step(value)),
    x.shape,
  );
}

function worst(actual: tf.Tensor, expected: tf.Tensor): number {
  assert.deepEqual(actual.shape, expected.shape);
  return tf.max(tf.abs(tf.sub(actual, expected))).dataSync()[0]!;
}

Deno.test({
  name: "linear() in bf16 multiplies the operands rounded to bfloat16, and so do its gradients",
  async fn() {
    await initBackend("wasm", IN_BF16);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      for (const [rows, inner, columns] of [[5, 7, 3], [64, 33, 50], [1, 1, 1]] as const) {
        const x = noise(rows, inner, 1), w = noise(inner, columns, 2), dy = noise(rows, columns, 3);
        const [a, b, g] = [rounded(x), rounded(w), rounded(dy)];
        assert.ok(worst(ops.linear(x, w), tf.matMul(a, b)) < 1e-5);
        const [dx, dw] = tf.grads(() => ops.linear(x, w))([x, w], tf.clone(dy));
        assert.ok(worst(dx!, tf.matMul(g, b, false, true)) < 1e-5);
        assert.ok(worst(dw!, tf.matMul(a, g, true)) < 1e-5);
      }
    });
    assert.equal(tf.memory().numTensors, before, "tensors leaked");
    await initBackend("wasm");
  },
});

Deno.test({
  name: "linear() in bf16 stays within a hundredth of float32 when it is 192 wide",
  async fn() {
    const run = () => tf.tidy(() => ops.linear(noise(40, 192, 4), noise(192, 60, 5)).arraySync());
    await initBackend("wasm");
    const exact = run();
    await initBackend("wasm", IN_BF16);
    const short = run();
    await initBackend("wasm");
    // The products' sums have a standard deviation of about 192 ** 0.5 / 3.
    const limit = 0.01 * 192 ** 0.5 / 3 * 3;
    exact.forEach((row, i) => row.forEach((value, j) => assert.ok(Math.abs(value - short[i]![j]!) < limit)));
    assert.notDeepEqual(short, exact);
  },
});

Deno.test("linear() in bf16 adds its bias in float32, and the bias gets its gradient so", async () => {
  await initBackend("wasm", IN_BF16);
  tf.tidy(() => {
    const x = noise(5, 7, 1), w = noise(7, 3, 2), bias = noise(1, 3, 6), dy = noise(5, 3, 3);
    const plain = tf.add(tf.matMul(rounded(x), rounded(w)), bias);
    assert.ok(worst(ops.linear(x, w, bias), plain) < 1e-5);
    const [dx, dw, dBias] = tf.grads(() => ops.linear(x, w, bias))([x, w, bias], tf.clone(dy));
    assert.ok(worst(dx!, tf.matMul(rounded(dy), rounded(w), false, true)) < 1e-5);
    assert.ok(worst(dw!, tf.matMul(rounded(x), rounded(dy), true)) < 1e-5);
    assert.ok(worst(dBias!, tf.sum(dy, 0, true)) < 1e-5);
  });
  await initBackend("wasm");
});

Deno.test("linearByRows() in bf16 multiplies what is rounded, and rows that are not meant get no gradient", async () => {
  await initBackend("wasm", IN_BF16);
  tf.tidy(() => {
    const x = noise(5, 8, 1), table = noise(9, 8, 2), dy = noise(5, 6, 3);
    const [a, g] = [rounded(x), rounded(dy)], used = rounded(tf.slice(table, [0, 0], [6, 8]));
    assert.ok(worst(ops.linearByRows(x, table, 6), tf.matMul(a, used, false, true)) < 1e-5);
    const [dx, dTable] = tf.grads(() => ops.linearByRows(x, table, 6))([x, table], tf.clone(dy));
    assert.ok(worst(dx!, tf.matMul(g, used)) < 1e-5);
    assert.ok(worst(dTable!, tf.pad(tf.matMul(g, a, true), [[0, 3], [0, 0]])) < 1e-5);
  });
  await initBackend("wasm");
});

Deno.test("initBackend() refuses bf16 when the kernels are off", async () => {
  await assert.doesNotReject(initBackend("wasm", { precision: "auto", kernels: false }));
  await assert.rejects(initBackend("wasm", { precision: "bf16", kernels: false }), /no bfloat16 here/);
  await initBackend("wasm");
});
