import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import { openBf16 } from "../../src/engine/bf16.ts";
import * as ops from "../../src/engine/ops.ts";
import { random } from "../../src/base/random.ts";

// Installing libdnnl2 (Debian) on a processor with avx512_bf16 or amx_bf16 lets these run.
const ignore = openBf16() === null;

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
  ignore,
  async fn() {
    await initBackend("wasm", { precision: "bf16" });
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
  ignore,
  async fn() {
    const run = () => tf.tidy(() => ops.linear(noise(40, 192, 4), noise(192, 60, 5)).arraySync());
    await initBackend("wasm");
    const exact = run();
    await initBackend("wasm", { precision: "bf16" });
    const short = run();
    await initBackend("wasm");
    // The products' sums have a standard deviation of about 192 ** 0.5 / 3.
    const limit = 0.01 * 192 ** 0.5 / 3 * 3;
    exact.forEach((row, i) => row.forEach((value, j) => assert.ok(Math.abs(value - short[i]![j]!) < limit)));
    assert.notDeepEqual(short, exact);
  },
});

Deno.test("initBackend() refuses bf16 when the kernels are off", async () => {
  await assert.doesNotReject(initBackend("wasm", { precision: "auto", kernels: false }));
  await assert.rejects(initBackend("wasm", { precision: "bf16", kernels: false }), /no bfloat16 here/);
  await initBackend("wasm");
});
