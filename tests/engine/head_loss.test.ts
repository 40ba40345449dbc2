import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { fusedEngine, initBackend } from "../../src/engine/backend.ts";
import type { Head } from "../../src/engine/head.ts";
import { headLoss, LOGITS_AT_A_TIME } from "../../src/engine/head_loss.ts";
import { reference } from "../../src/engine/reference.ts";
import { random } from "../../src/base/random.ts";
import { IN_BF16 } from "./bf16.ts";

const VOCABULARY = 37, DIM = 8, COUNT = 11;

function noise(rows: number, columns: number, seed: number): tf.Tensor2D {
  const { next } = random(seed);
  return tf.tensor2d(Float32Array.from({ length: rows * columns }, () => 2 * next() - 1), [rows, columns]);
}

/** Loss, and its gradients to hidden states and weight, all times three. */
function resultOf(loss: (hidden: tf.Tensor2D) => tf.Scalar, weight: tf.Tensor2D): number[][] {
  const hidden = noise(COUNT, DIM, 1);
  const { value, grads } = tf.valueAndGrads(() => tf.mul(loss(hidden), 3))([hidden, weight]);
  return [value, ...grads].map((tensor) => [...tensor.dataSync()]);
}

const near = (actual: number[][], expected: number[][]) =>
  actual.forEach((values, i) => {
    assert.equal(values.length, expected[i]!.length);
    values.forEach((value, j) =>
      assert.ok(
        Math.abs(value - expected[i]![j]!) <= 1e-5 * Math.max(1, Math.abs(expected[i]![j]!)),
        `result ${i}, element ${j}: ${value}, expected ${expected[i]![j]}`,
      )
    );
  });

for (const options of [{}, { blas: false }, null]) {
  Deno.test(`headLoss() in parts equals the loss of whole logits, tied or not (${JSON.stringify(options)})`, async () => {
    await (options === null ? initBackend("cpu") : initBackend("wasm", options));
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const targets = tf.tensor1d([0, 36, -1, 2, 1, 5, 6, 7, 8, 9, 10], "int32");
      const weights = tf.tensor1d([1, 0.5, 1, 0, 2, 1, 1, 1, 1, 1, 0.1]);
      for (const tied of [false, true]) {
        // A table has more rows than there are tokens; they get no gradient.
        const weight = tied ? noise(VOCABULARY + 5, DIM, 2) : noise(DIM, VOCABULARY, 2);
        const expected = resultOf((hidden) => {
          const used = tied ? tf.transpose(tf.slice(weight, [0, 0], [VOCABULARY, DIM])) : weight;
          return reference.crossEntropy(tf.matMul(hidden, used), targets, weights);
        }, weight);
        const head: Head = { weight, tied, vocabulary: VOCABULARY };
        for (const limit of [1, 3 * VOCABULARY, 4 * VOCABULARY, LOGITS_AT_A_TIME]) {
          near(resultOf((hidden) => headLoss(hidden, head, targets, weights, limit), weight), expected);
          const alone = headLoss(noise(COUNT, DIM, 1), head, targets, weights, limit);
          near([[3 * alone.dataSync()[0]!]], [expected[0]!]);
        }
      }
    });
    assert.equal(tf.memory().numTensors, before, "tensors leaked");
    await initBackend("wasm");
  });
}

Deno.test("headLoss() in bf16 is that of whole logits in bf16, and near that of float32, tied or not", async () => {
  const results = async (options: Parameters<typeof initBackend>[1]) => {
    await initBackend("wasm", options);
    return [false, true].flatMap((tied) =>
      [3 * VOCABULARY, LOGITS_AT_A_TIME].map((limit) =>
        tf.tidy(() => {
          const targets = tf.tensor1d([0, 36, -1, 2, 1, 5, 6, 7, 8, 9, 10], "int32");
          const weights = tf.tensor1d([1, 0.5, 1, 0, 2, 1, 1, 1, 1, 1, 0.1]);
          const weight = tied ? noise(VOCABULARY + 5, DIM, 2) : noise(DIM, VOCABULARY, 2);
          const head: Head = { weight, tied, vocabulary: VOCABULARY };
          return resultOf((hidden) => headLoss(hidden, head, targets, weights, limit), weight);
        })
      )
    );
  };
  const exact = await results({}), short = await results(IN_BF16);
  assert.equal(fusedEngine()?.bf16, IN_BF16.bf16);
  await initBackend("wasm");
  // Eight bits of what is multiplied are kept; parts are rounded as the whole is.
  for (const [parts, whole] of [[short[0]!, short[1]!], [short[2]!, short[3]!]] as const) near(parts, whole);
  short.forEach((values, i) =>
    values.flat().forEach((value, j) => {
      const expected = exact[i]!.flat()[j]!;
      assert.ok(
        Math.abs(value - expected) < 0.03,
        `case ${i}, element ${j}: ${value}, ${expected} in float32`,
      );
    })
  );
  assert.notDeepEqual(short, exact);
});

Deno.test("headLoss() takes little more memory than its gradients where the logits would take 800 MB", async () => {
  await initBackend("wasm");
  const engine = fusedEngine();
  if (engine === null || engine.blas === null) return; // whole logits are the only way without a BLAS
  const count = 4096, vocabulary = 50_257, dim = 8;
  const targets = tf.zeros<tf.Rank.R1>([count], "int32"), weights = tf.ones<tf.Rank.R1>([count]);
  const [hidden, weight] = [noise(count, dim, 1), noise(dim, vocabulary, 2)];
  const before = engine.heap.memory.buffer.byteLength;
  const head = { weight, tied: false, vocabulary };
  tf.tidy(() => tf.grads(() => headLoss(hidden, head, targets, weights))([hidden, weight]));
  assert.ok(engine.heap.memory.buffer.byteLength - before < 300 * 2 ** 20);
  tf.dispose([targets, weights, hidden, weight]);
});

Deno.test("headLoss() throws when a target is no token", async () => {
  await initBackend("wasm");
  tf.tidy(() => {
    const head = { weight: noise(DIM, 4, 1), tied: false, vocabulary: 4 };
    const loss = () => headLoss(noise(1, DIM, 2), head, tf.tensor1d([4], "int32"), tf.tensor1d([1]));
    assert.throws(loss, /target 4 at 0/);
  });
});
