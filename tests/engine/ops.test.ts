import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { reference } from "../../src/engine/reference.ts";
import { agree, agreeWithDifferences, close, forEachVariant, noise } from "./variants.ts";

for (
  const [batch, time, heads, headDim, window] of [[2, 7, 3, 8, 3], [1, 70, 3, 32, 20], [3, 5, 1, 6, 9], [
    1,
    131,
    2,
    8,
    128,
  ]] as const
) {
  const shape = { batch, time, heads, window };
  forEachVariant(`attention() equals its reference when shaped ${JSON.stringify(shape)}`, () => {
    const qkv = noise([batch * time, 3 * heads * headDim]);
    agree((x) => ops.attention(x, shape), (x) => reference.attention(x, shape), tf.mul(qkv, 2));
  });
}

for (
  const shape of [
    { batch: 2, time: 7, heads: 4, kvHeads: 2, window: 3 },
    { batch: 1, time: 70, heads: 3, window: 20, alibi: true },
    { batch: 2, time: 41, heads: 6, kvHeads: 1, window: 64, alibi: true },
    { batch: 1, time: 5, heads: 3, kvHeads: 3, window: 2, alibi: false },
  ]
) {
  const { batch, time, heads, kvHeads = heads } = shape;
  forEachVariant(`attention() equals plain loops when shaped ${JSON.stringify(shape)}`, () => {
    const qkv = tf.mul<tf.Tensor2D>(noise([batch * time, 8 * (heads + 2 * kvHeads)]), 2);
    close(ops.attention(qkv, shape), plainAttention(qkv, shape), 1e-4);
    agree((x) => ops.attention(x, shape), (x) => reference.attention(x, shape), qkv);
    agreeWithDifferences((x) => ops.attention(x, shape), tf.mul(qkv, 0.3));
  });
}

/** Attention position by position, with the slopes of ALiBi by their formula for three and six heads. */
function plainAttention(qkv: tf.Tensor2D, shape: ops.AttentionShape): Float32Array {
  const { batch, time, heads, kvHeads = heads, window, alibi } = shape;
  const slopes = { 3: [1 / 16, 1 / 256, 1 / 4], 6: [1 / 4, 1 / 16, 1 / 64, 1 / 256, 1 / 2, 1 / 8] };
  const rows = qkv.arraySync(), width = qkv.shape[1] / (heads + 2 * kvHeads);
  const out: number[] = [];
  for (let row = 0; row < batch * time; row++) {
    for (let head = 0; head < heads; head++) {
      const slope = alibi ? (heads === 3 ? slopes[3] : slopes[6])[head]! : 0;
      const key = heads + Math.floor(head / (heads / kvHeads));
      const part = (at: number, which: number) => rows[at]!.slice(which * width, (which + 1) * width);
      const first = Math.max(row - row % time, row - window + 1);
      const query = part(row, head);
      const weights = Array.from({ length: row - first + 1 }, (_, i) => {
        const dot = part(first + i, key).reduce((sum, value, d) => sum + value * query[d]!, 0);
        return Math.exp(dot / Math.sqrt(width) - slope * (row - first - i));
      });
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (let d = 0; d < width; d++) {
        out.push(weights.reduce((sum, w, i) => sum + w * part(first + i, key + kvHeads)[d]!, 0) / total);
      }
    }
  }
  return Float32Array.from(out);
}

forEachVariant("attention() has the gradient of its forward pass when measured by differences", () => {
  agreeWithDifferences((x) => ops.attention(x, { batch: 1, time: 9, heads: 3, window: 4 }), noise([9, 72]));
});

forEachVariant("attention() sees only its window when far keys change", () => {
  const shape = { batch: 1, time: 6, heads: 1, window: 2 };
  const qkv = noise([6, 12]);
  const changed = tf.concat<tf.Tensor2D>([
    tf.add(tf.slice(qkv, [0, 0], [4, 12]), 5),
    tf.slice(qkv, [4, 0], [2, 12]),
  ]);
  const last = (x: tf.Tensor2D) => tf.slice(ops.attention(x, shape), [5, 0], [1, 4]);
  close(last(changed), last(qkv).dataSync());
});

for (const dim of [3, 22, 64]) {
  forEachVariant(`rmsNorm() equals its reference when dim is ${dim}`, () => {
    agree(ops.rmsNorm, reference.rmsNorm, noise([5, dim]));
  });
  forEachVariant(`embeddingSum() equals its reference when dim is ${dim}`, () => {
    const indices = tf.tensor2d([[0, 4, 4], [6, 1, 0], [2, 2, 2], [5, 6, 4]], [4, 3], "int32");
    agree((x) => ops.embeddingSum(x, indices), (x) => reference.embeddingSum(x, indices), noise([7, dim]));
  });
  forEachVariant(`crossEntropy() equals its reference when there are ${dim} classes`, () => {
    const targets = tf.tensor1d([0, dim - 1, -1, 2, 1], "int32"), weights = tf.tensor1d([1, 0.5, 1, 0, 2]);
    agree(
      (x) => ops.crossEntropy(x, targets, weights),
      (x) => reference.crossEntropy(x, targets, weights),
      tf.mul(noise([5, dim]), 8),
    );
  });
}

forEachVariant("crossEntropy() is the weighted negative log-likelihood when computed by hand", () => {
  const logits = tf.tensor2d([[0, Math.log(3)], [50, -50], [1, 2]]);
  const loss = ops.crossEntropy(logits, tf.tensor1d([0, 1, -1], "int32"), tf.tensor1d([2, 0.1, 3]));
  close(loss, [2 * Math.log(4) + 10]);
});

forEachVariant("rmsNorm() has the gradient of its forward pass when measured by differences", () => {
  agreeWithDifferences(ops.rmsNorm, noise([4, 11]));
});

forEachVariant("embeddingSum() has the gradient of its forward pass when measured by differences", () => {
  const indices = tf.tensor2d([[0, 1], [1, 1]], [2, 2], "int32");
  agreeWithDifferences((x) => ops.embeddingSum(x, indices), noise([3, 5]));
});

forEachVariant("reluSquared() equals its reference when the size is odd", () => {
  agree(ops.reluSquared, reference.reluSquared, noise([3, 7]));
});

forEachVariant("add() equals TensorFlow.js's, the gradients of both included", () => {
  const y = noise([3, 7], 2);
  agree((x) => ops.add(x, y), (x) => tf.add(x, y), noise([3, 7]));
  agree((x) => ops.add(x, x), (x) => tf.add(x, x), noise([3, 7]));
  tf.tidy(() => assert.throws(() => ops.add(y, noise([1, 7])), /\[3,7\] \+ \[1,7\]/));
});

forEachVariant("linear() has both gradients when shapes are odd", () => {
  const x = noise([5, 7]), w = noise([7, 3], 2), dy = noise([5, 3], 3);
  const [dx, dw] = tf.grads(() => ops.linear(x, w))([x, w], tf.clone(dy));
  const product = (
    a: tf.Tensor,
    b: tf.Tensor,
    m: number,
    k: number,
    n: number,
    at: (i: number, k: number) => number,
    bt: (k: number, j: number) => number,
  ) => {
    const left = a.dataSync(), right = b.dataSync();
    return Float32Array.from({ length: m * n }, (_, i) => {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += left[at(Math.floor(i / n), l)]! * right[bt(l, i % n)]!;
      return sum;
    });
  };
  close(ops.linear(x, w), product(x, w, 5, 7, 3, (i, l) => i * 7 + l, (l, j) => l * 3 + j));
  close(dx!, product(dy, w, 5, 3, 7, (i, l) => i * 3 + l, (l, j) => j * 3 + l));
  close(dw!, product(x, dy, 7, 5, 3, (i, l) => l * 7 + i, (l, j) => l * 3 + j));
});

forEachVariant("matMul() multiplies every batch entry when the rank is three", () => {
  const a = noise<tf.Rank.R3>([2, 3, 4]), b = noise<tf.Rank.R3>([2, 5, 4], 2);
  const second = tf.matMul(
    tf.squeeze(tf.slice(a, [1, 0, 0], [1, 3, 4]), [0]),
    tf.transpose(tf.squeeze(tf.slice(b, [1, 0, 0], [1, 5, 4]), [0])),
  );
  close(tf.slice(tf.matMul(a, b, false, true), [1, 0, 0], [1, 3, 5]), second.dataSync());
});

Deno.test("embeddingSum() throws when an index is outside the table", async () => {
  await initBackend("wasm");
  tf.tidy(() => {
    const indices = tf.tensor2d([[0, 3]], [1, 2], "int32");
    assert.throws(() => ops.embeddingSum(noise([3, 4]), indices), /table index 3 at 1 is outside 0 … 2/);
    assert.throws(
      () => ops.crossEntropy(noise([1, 4]), tf.tensor1d([4], "int32"), tf.tensor1d([1])),
      /target 4 at 0/,
    );
  });
});

Deno.test("variableGrads() keeps the number of tensors flat when steps repeat", async () => {
  await initBackend("wasm");
  const table = tf.variable(noise([9, 12])), w = tf.variable(noise([12, 36], 2));
  const indices = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8]], [4, 2], "int32");
  const targets = tf.tensor1d([1, 2, 3, -1], "int32"), weights = tf.ones<tf.Rank.R1>([4]);
  const step = () => {
    const { value, grads } = tf.variableGrads(() => {
      const x = ops.rmsNorm(ops.embeddingSum(table, indices));
      const qkv = ops.reluSquared(ops.linear(x, w));
      const mixed = ops.attention(qkv, { batch: 2, time: 2, heads: 3, window: 2 });
      return ops.crossEntropy(mixed, targets, weights);
    });
    tf.dispose([value, ...Object.values(grads)]);
  };
  step();
  const { numTensors, numDataBuffers } = tf.memory();
  for (let i = 0; i < 3; i++) step();
  assert.deepEqual([tf.memory().numTensors, tf.memory().numDataBuffers], [numTensors, numDataBuffers]);
  tf.dispose([table, w, indices, targets, weights]);
});
