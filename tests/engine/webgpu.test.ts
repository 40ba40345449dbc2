import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { random } from "../../src/base/random.ts";

// A GPU, or Vulkan in software (Debian: mesa-vulkan-drivers), lets this run.
const ignore = await navigator.gpu?.requestAdapter() == null;

function noise(shape: [number, number], seed: number): tf.Tensor2D {
  const { next } = random(seed);
  return tf.tensor2d(Float32Array.from({ length: shape[0] * shape[1] }, () => 2 * next() - 1), shape);
}

/** A small network of all operations: its loss, and the gradients of its four weights. */
async function lossAndGradients(): Promise<number[][]> {
  const table = noise([9, 12], 1),
    qkv = noise([12, 36], 2),
    head = noise([12, 8], 3),
    map = noise([5, 12], 4);
  const indices = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8], [0, 8], [2, 2]], [6, 2], "int32");
  const field = noise([6, 5], 5);
  const targets = tf.tensor1d([1, 2, 3, -1, 0, 7], "int32");
  const scale = tf.tensor1d([1, 0.5, 2, 1, 0, 1]);
  const loss = () => {
    const sum = tf.add<tf.Tensor2D>(ops.embeddingSum(table, indices), ops.linear(field, map));
    const rows = ops.linear(ops.rmsNorm(sum), qkv);
    const mixed = ops.attention(rows, { batch: 2, time: 3, heads: 3, window: 2 });
    return ops.crossEntropy(ops.linear(ops.reluSquared(mixed), head), targets, scale);
  };
  const { value, grads } = tf.valueAndGrads(loss)([table, qkv, head, map]);
  return await Promise.all([value, ...grads].map(async (tensor) => [...await tensor.data()]));
}

Deno.test({
  name: "webgpu computes the same loss and gradients as wasm",
  ignore,
  // The backend keeps its device for the life of the process.
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    await initBackend("wasm");
    const expected = await lossAndGradients();
    await initBackend("webgpu");
    const actual = await lossAndGradients();
    await initBackend("wasm");
    expected.forEach((values, part) => {
      assert.equal(actual[part]!.length, values.length);
      values.forEach((value, i) => {
        assert.ok(
          Math.abs(actual[part]![i]! - value) < 1e-3,
          `part ${part}, ${i}: ${actual[part]![i]}, ${value}`,
        );
      });
    });
    assert.ok(expected[1]!.some((value) => Math.abs(value) > 0.01));
  },
});
