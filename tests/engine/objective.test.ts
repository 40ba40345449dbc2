import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import { fusedEngine, initBackend } from "../../src/engine/backend.ts";
import type { Head } from "../../src/engine/head.ts";
import { headLoss, LOGITS_AT_A_TIME } from "../../src/engine/head_loss.ts";
import type { Objective } from "../../src/engine/objective.ts";
import { IN_BF16 } from "./bf16.ts";

/** Width of another network, which teaches. */
const TAUGHT_DIM = 5;
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

/** Logits of a row in double precision, of a weight by columns of [dim, VOCABULARY] or by rows. */
function logitsOf(
  hidden: ArrayLike<number>,
  weight: ArrayLike<number>,
  tied: boolean,
  row: number,
  dim: number,
) {
  return Array.from({ length: VOCABULARY }, (_, token) => {
    let logit = 0;
    for (let d = 0; d < dim; d++) {
      logit += hidden[row * dim + d]! * weight[tied ? token * dim + d : d * VOCABULARY + token]!;
    }
    return logit;
  });
}

const lseOf = (logits: readonly number[]): number =>
  Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));

/** What a teacher is made of in these tests. */
interface Lesson {
  hidden: Float32Array;
  weight: Float32Array;
  tied: boolean;
  share: number;
  temperature: number;
}

/** KL(teacher ‖ learner) of logits that are divided by the temperature, times its square. */
function divergence(
  logits: readonly number[],
  { hidden, weight, tied, temperature }: Lesson,
  row: number,
): number {
  const own = logits.map((logit) => logit / temperature), lse = lseOf(own);
  const its = logitsOf(hidden, weight, tied, row, TAUGHT_DIM).map((logit) => logit / temperature),
    itsLse = lseOf(its);
  return temperature ** 2 * its.reduce(
    (sum, logit, i) => sum + Math.exp(logit - itsLse) * (logit - itsLse - own[i]! + lse),
    0,
  );
}

/** What is minimised, in double precision: hidden [ROWS, DIM], logits by columns of [DIM, VOCABULARY] or by rows. */
function minimised(
  hidden: ArrayLike<number>,
  weight: ArrayLike<number>,
  tied: boolean,
  { labelSmoothing, zLoss }: Objective,
  lesson?: Lesson,
): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row++) {
    const target = TARGETS[row]!;
    if (target < 0) continue;
    const logits = logitsOf(hidden, weight, tied, row, DIM), lse = lseOf(logits);
    const even = logits.reduce((total, logit) => total + lse - logit, 0) / VOCABULARY;
    const loss = (1 - labelSmoothing) * (lse - logits[target]!) + labelSmoothing * even + zLoss * lse ** 2;
    const { share } = lesson ?? { share: 0 };
    const taught = lesson === undefined ? 0 : divergence(logits, lesson, row);
    sum += WEIGHTS[row]! * ((1 - share) * loss + share * taught);
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

  Deno.test(`headLoss() of a teacher: its gradients are finite differences, its value plain cross-entropy (${backend})`, async () => {
    await initBackend(backend);
    const before = tf.memory().numTensors;
    const plain: Objective = { labelSmoothing: 0, zLoss: 0 };
    for (
      const [share, temperature, objective] of [[0.5, 2, plain], [1, 1, plain], [
        0.3,
        4,
        OBJECTIVES[2]!,
      ]] as const
    ) {
      for (const [tied, tiedTeacher] of [[false, true], [true, false]] as const) {
        const h = noise(ROWS * DIM, 1), w = noise(DIM * VOCABULARY, 2);
        const lesson: Lesson = {
          ...{
            hidden: noise(ROWS * TAUGHT_DIM, 3),
            weight: noise(TAUGHT_DIM * VOCABULARY, 4),
            tied: tiedTeacher,
          },
          ...{ share, temperature },
        };
        const expected = [
          differences(h, (h) => minimised(h, w, tied, objective, lesson)),
          differences(w, (w) => minimised(h, w, tied, objective, lesson)),
        ];
        const value = minimised(h, w, tied, plain);
        for (const limit of [1, 4 * VOCABULARY, LOGITS_AT_A_TIME]) {
          tf.tidy(() => {
            const hidden = tf.tensor2d(h, [ROWS, DIM]);
            const weight = tf.tensor2d(w, tied ? [VOCABULARY, DIM] : [DIM, VOCABULARY]);
            const its = tf.tensor2d(
              lesson.weight,
              tiedTeacher ? [VOCABULARY, TAUGHT_DIM] : [TAUGHT_DIM, VOCABULARY],
            );
            const teacher = {
              hidden: tf.tensor2d(lesson.hidden, [ROWS, TAUGHT_DIM]),
              head: { weight: its, tied: tiedTeacher, vocabulary: VOCABULARY },
              ...{ share, temperature },
            };
            const { value: told, grads } = tf.valueAndGrads(() =>
              headLoss(
                hidden,
                { weight, tied, vocabulary: VOCABULARY },
                tf.tensor1d(TARGETS, "int32"),
                tf.tensor1d(WEIGHTS),
                limit,
                { ...objective, teacher },
              )
            )([hidden, weight]);
            const what = `share ${share}, temperature ${temperature}, tied ${tied}, limit ${limit}`;
            near(told.dataSync(), [value], what);
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

Deno.test("headLoss() of a teacher in bf16 is near that in float32, parts as the whole", async () => {
  const results = async (options: Parameters<typeof initBackend>[1]) => {
    await initBackend("wasm", options);
    return [false, true].flatMap((tied) =>
      [4 * VOCABULARY, LOGITS_AT_A_TIME].map((limit) =>
        tf.tidy(() => {
          const hidden = tf.tensor2d(noise(ROWS * DIM, 1), [ROWS, DIM]);
          const headOf = (dim: number, seed: number): Head => ({
            weight: tf.tensor2d(noise(dim * VOCABULARY, seed), tied ? [VOCABULARY, dim] : [dim, VOCABULARY]),
            ...{ tied, vocabulary: VOCABULARY },
          });
          const head = headOf(DIM, 2);
          const teacher = {
            hidden: tf.tensor2d(noise(ROWS * TAUGHT_DIM, 3), [ROWS, TAUGHT_DIM]),
            ...{ head: headOf(TAUGHT_DIM, 4), share: 0.5, temperature: 2 },
          };
          const targets = tf.tensor1d(TARGETS, "int32"), weights = tf.tensor1d(WEIGHTS);
          const { grads } = tf.valueAndGrads(() =>
            headLoss(hidden, head, targets, weights, limit, { labelSmoothing: 0, zLoss: 0, teacher })
          )([hidden, head.weight]);
          return grads.flatMap((grad) => [...grad.dataSync<"float32">()]);
        })
      )
    );
  };
  const exact = await results({}), short = await results(IN_BF16);
  assert.equal(fusedEngine()?.bf16, IN_BF16.bf16);
  await initBackend("wasm");
  for (const [parts, whole] of [[short[0]!, short[1]!], [short[2]!, short[3]!]] as const) {
    near(parts, whole, "parts");
  }
  short.forEach((values, i) =>
    values.forEach((value, j) => {
      const expected = exact[i]![j]!;
      assert.ok(
        Math.abs(value - expected) < 0.03,
        `case ${i}, element ${j}: ${value}, ${expected} in float32`,
      );
    })
  );
  assert.notDeepEqual(short, exact);
});
