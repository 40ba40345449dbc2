import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import { initBackend } from "../../src/engine/backend.ts";
import { type Head, headLoss, LOGITS_AT_A_TIME } from "../../src/engine/head_loss.ts";
import type { Objective } from "../../src/engine/objective.ts";

const VOCABULARY = 13, DIM = 8, ROWS = 6;
const TARGETS = [0, 12, -1, 2, 5, 5], WEIGHTS = [1, 0.5, 1, 0, 2, 0.1];
const OBJECTIVES = [
  { labelSmoothing: 0.1, zLoss: 0 },
  { labelSmoothing: 0, zLoss: 0.02 },
  { labelSmoothing: 0.3, zLoss: 0.1 },
];

const noise = (size: number, seed: number): Float32Array => {
  const { next } = random(seed);
  return Float32Array.from({ length: size }, () => 3 * next() - 1.5);
};

/** What is minimised, in double precision: hidden [ROWS, DIM], logits by columns of [DIM, VOCABULARY] or by rows. */
function minimised(
  hidden: ArrayLike<number>,
  weight: ArrayLike<number>,
  tied: boolean,
  { labelSmoothing, zLoss }: Objective,
): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row++) {
    const target = TARGETS[row]!;
    if (target < 0) continue;
    const logits = Array.from({ length: VOCABULARY }, (_, token) => {
      let logit = 0;
      for (let d = 0; d < DIM; d++) {
        logit += hidden[row * DIM + d]! * weight[tied ? token * DIM + d : d * VOCABULARY + token]!;
      }
      return logit;
    });
    const lse = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));
    const even = logits.reduce((total, logit) => total + lse - logit, 0) / VOCABULARY;
    const loss = (1 - labelSmoothing) * (lse - logits[target]!) + labelSmoothing * even + zLoss * lse ** 2;
    sum += WEIGHTS[row]! * loss;
  }
  return sum;
}

/** Gradient of f at x by central differences. */
function differences(x: Float32Array, f: (x: Float64Array) => number): number[] {
  const at = Float64Array.from(x), step = 1e-5;
  return Array.from(x, (value, i) => {
    const [above, below] = [1, -1].map((sign) => {
      at[i] = value + sign * step;
      return f(at);
    });
    at[i] = value;
    return (above! - below!) / (2 * step);
  });
}

const near = (actual: ArrayLike<number>, expected: readonly number[], what: string) =>
  expected.forEach((value, i) =>
    assert.ok(
      Math.abs(actual[i]! - value) < 2e-5 * Math.max(1, Math.abs(value)),
      `${what}, element ${i}: ${actual[i]}, expected ${value}`,
    )
  );

for (const backend of ["wasm", "cpu"] as const) {
  Deno.test(`headLoss() of an objective: its gradients are finite differences, its value plain cross-entropy (${backend})`, async () => {
    await initBackend(backend);
    const before = tf.memory().numTensors;
    for (const objective of OBJECTIVES) {
      for (const tied of [false, true]) {
        const h = noise(ROWS * DIM, 1), w = noise(DIM * VOCABULARY, 2);
        const expected = [
          differences(h, (h) => minimised(h, w, tied, objective)),
          differences(w, (w) => minimised(h, w, tied, objective)),
        ];
        const plain = minimised(h, w, tied, { labelSmoothing: 0, zLoss: 0 });
        for (const limit of [1, 4 * VOCABULARY, LOGITS_AT_A_TIME]) {
          tf.tidy(() => {
            const hidden = tf.tensor2d(h, [ROWS, DIM]);
            const weight = tf.tensor2d(w, tied ? [VOCABULARY, DIM] : [DIM, VOCABULARY]);
            const head: Head = { weight, tied, vocabulary: VOCABULARY };
            const { value, grads } = tf.valueAndGrads(() =>
              headLoss(hidden, head, tf.tensor1d(TARGETS, "int32"), tf.tensor1d(WEIGHTS), limit, objective)
            )([hidden, weight]);
            const what = `${JSON.stringify(objective)}, tied ${tied}, limit ${limit}`;
            near(value.dataSync(), [plain], what);
            grads.forEach((grad, i) => near(grad.dataSync(), expected[i]!, `${what}, gradient ${i}`));
          });
        }
      }
    }
    assert.equal(tf.memory().numTensors, before, "tensors leaked");
    await initBackend("wasm");
  });

  Deno.test(`headLoss() tells the loss of other weights than those that are learned with (${backend})`, async () => {
    await initBackend(backend);
    tf.tidy(() => {
      const hidden = tf.tensor2d(noise(ROWS * DIM, 1), [ROWS, DIM]);
      const head: Head = {
        weight: tf.tensor2d(noise(DIM * VOCABULARY, 2), [DIM, VOCABULARY]),
        tied: false,
        vocabulary: VOCABULARY,
      };
      const targets = tf.tensor1d(TARGETS, "int32"), weights = tf.tensor1d(WEIGHTS);
      const counted = tf.tensor1d(WEIGHTS.map((weight) => weight === 0 ? 0 : 3));
      const gradOf = (loss: () => tf.Scalar) => tf.valueAndGrads(loss)([hidden, head.weight]);
      const objective = { labelSmoothing: 0, zLoss: 0, counted };
      const { value, grads } = gradOf(() =>
        headLoss(hidden, head, targets, weights, LOGITS_AT_A_TIME, objective)
      );
      near(value.dataSync(), [...headLoss(hidden, head, targets, counted).dataSync()], "value");
      const expected = gradOf(() => headLoss(hidden, head, targets, weights)).grads;
      grads.forEach((grad, i) => near(grad.dataSync(), [...expected[i]!.dataSync()], `gradient ${i}`));
    });
    await initBackend("wasm");
  });
}
