import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { recomputedLayer } from "../../src/engine/recompute.ts";
import type { Operations } from "../../src/network/operations.ts";

const ROWS = 40, DIM = 16, HIDDEN = 64, LAYERS = 5;

const noise = (rows: number, columns: number, seed: number): tf.Tensor2D => {
  const { next } = random(seed);
  return tf.tensor2d(Float32Array.from({ length: rows * columns }, () => next() - 0.5), [rows, columns]);
};

/** Weights of a layer, one of which it does not use. */
interface Own {
  up: tf.Tensor2D;
  down: tf.Tensor2D;
  idle: tf.Tensor2D;
}

/** Layers with a penalty that hangs on their weights. */
function run(layer: Operations["layer"], weights: readonly Own[], first: tf.Tensor2D, counted: boolean) {
  const before = tf.memory().numBytes;
  let kept = 0;
  const { value, grads } = tf.valueAndGrads(() => {
    let x = first, penalty = tf.scalar(0);
    for (const { up, down, idle } of weights) {
      const result = layer(x, [up, down, idle], (x) => {
        const hidden = ops.reluSquared(ops.linear(ops.rmsNorm(x), up));
        return { rows: ops.add(x, ops.linear(hidden, down)), penalty: tf.mean(tf.square(hidden)) };
      });
      x = result.rows;
      penalty = tf.add(penalty, result.penalty!);
    }
    kept = tf.memory().numBytes - before;
    const loss = tf.sum<tf.Scalar>(tf.square(x));
    return counted ? tf.add(loss, tf.mul(penalty, 0.3)) : loss;
  })([first, ...weights.flatMap(({ up, down }) => [up, down])]);
  return { values: [value, ...grads].map((tensor) => [...tensor.dataSync()].map((x) => x + 0)), kept };
}

for (const backend of ["wasm", "cpu"] as const) {
  Deno.test(`layers computed again: the same gradients to the bit, of penalties too, and less is kept (${backend})`, async () => {
    await initBackend(backend);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const weights = Array.from({ length: LAYERS }, (_, i) => ({
        up: noise(DIM, HIDDEN, 2 * i + 1),
        down: noise(HIDDEN, DIM, 2 * i + 2),
        idle: noise(3, 3, i),
      }));
      const first = noise(ROWS, DIM, 100);
      for (const counted of [true, false]) {
        const plain = run(ops.layer, weights, first, counted);
        const again = run(recomputedLayer(), weights, first, counted);
        assert.deepEqual(again.values, plain.values);
        // The input of each layer, which is counted twice as what is saved is a clone, and some scalars.
        assert.ok(again.kept < 2 * 4 * LAYERS * ROWS * DIM + 200, `${again.kept} bytes`);
        assert.ok(
          plain.kept > 3 * again.kept,
          `${plain.kept} bytes kept, ${again.kept} where layers are computed again`,
        );
      }
    });
    assert.equal(tf.memory().numTensors, before, "tensors leaked");
    await initBackend("wasm");
  });
}
