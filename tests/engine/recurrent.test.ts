import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { referenceGru } from "../../src/engine/reference_recurrent.ts";
import { agree, agreeWithDifferences, close, forEachVariant, noise } from "./variants.ts";

/** One layer over random sequences. */
function layer(batch: number, time: number, dim: number) {
  const shape = { batch, time };
  const x = tf.mul<tf.Tensor2D>(noise([batch * time, 3 * dim]), 2);
  return { shape, inputs: [x, noise([dim, 3 * dim], 2), noise([1, 2 * dim], 3)] as const };
}

for (const [batch, time, dim] of [[3, 5, 8], [2, 4, 6], [1, 1, 4], [4, 1, 8], [1, 9, 12]] as const) {
  forEachVariant(`gru() has all gradients when ${batch}×${time} positions are ${dim} wide`, () => {
    const { shape, inputs } = layer(batch, time, dim);
    inputs.forEach((input, i) => {
      const given = (each: tf.Tensor2D) => inputs.map((other, j) => j === i ? each : other);
      const of = (op: typeof ops.gru) => (each: tf.Tensor2D) => {
        const [x, recurrent, bias] = given(each);
        return op(x!, recurrent!, bias!, shape);
      };
      agree(of(ops.gru), of(referenceGru), input);
      agreeWithDifferences(of(ops.gru), input);
    });
  });
}

forEachVariant("gru() computes what its equations say", () => {
  const { shape, inputs } = layer(1, 3, 4);
  const [x, u, bias] = inputs.map((input) => input.arraySync());
  const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
  let state = [0, 0, 0, 0];
  const expected = x!.flatMap((row) => {
    const own = row.map((_, column) => state.reduce((sum, h, i) => sum + h * u![i]![column]!, 0));
    const open = (j: number) => sigmoid(row[j]! + own[j]! + bias![0]![j]!);
    state = state.map((h, i) => {
      const fresh = Math.tanh(row[8 + i]! + open(i) * own[8 + i]!), kept = open(4 + i);
      return (1 - kept) * fresh + kept * h;
    });
    return state;
  });
  close(ops.gru(...inputs, shape), expected);
});

forEachVariant(
  "gru() keeps the sequences of a batch apart, and what comes later from what came before",
  () => {
    const { shape, inputs: [x, recurrent, bias] } = layer(3, 6, 8);
    const rows = (from: tf.Tensor2D, first: number, count: number) =>
      tf.slice2d(from, [first, 0], [count, from.shape[1]]);
    const all = ops.gru(x, recurrent, bias, shape);
    for (let row = 0; row < 3; row++) {
      const alone = ops.gru(rows(x, 6 * row, 6), recurrent, bias, { batch: 1, time: 6 });
      close(alone, rows(all, 6 * row, 6).dataSync(), 1e-6);
      const begun = ops.gru(rows(x, 6 * row, 4), recurrent, bias, { batch: 1, time: 4 });
      close(begun, rows(all, 6 * row, 4).dataSync(), 1e-6);
    }
    // What is padded, however wild, changes no gradient where it is not counted.
    const counted = tf.tensor2d(Array.from({ length: 18 }, (_, i) => [i % 6 < 4 ? 1 : 0]));
    const wild = tf.add<tf.Tensor2D>(x, tf.mul(tf.sub(1, counted), 50));
    const gradients = (of: tf.Tensor2D) =>
      tf.grads((...inputs) => {
        // cast: tf.grads gives back the matrices that it was given, as mere tensors
        const [x, recurrent, bias] = inputs as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
        return tf.sum(tf.mul(ops.gru(x, recurrent, bias, shape), counted));
      })([of, recurrent, bias]);
    const expected = gradients(x);
    gradients(wild).forEach((gradient, i) => close(gradient, expected[i]!.dataSync(), 1e-5));
  },
);

forEachVariant("gru() stays finite and right for large inputs", () => {
  const [recurrent, bias] = [tf.zeros<tf.Rank.R2>([4, 12]), tf.zeros<tf.Rank.R2>([1, 8])];
  const x = tf.tensor2d([[...[0, 0, 0, 0], ...[300, -300, 300, -300], ...[300, 300, -300, -300]]]);
  close(ops.gru(x, recurrent, bias, { batch: 1, time: 1 }), [0, 1, 0, -1]);
});

Deno.test("gru() refuses shapes that do not fit", async () => {
  await initBackend("wasm");
  tf.tidy(() => {
    const { inputs: [x, recurrent, bias] } = layer(2, 3, 4);
    const refuses = (...inputs: Parameters<typeof ops.gru>) =>
      assert.throws(() => ops.gru(...inputs), /gru: \[/);
    refuses(x, recurrent, bias, { batch: 2, time: 4 });
    refuses(noise([6, 9]), recurrent, bias, { batch: 2, time: 3 });
    refuses(x, noise([4, 8]), bias, { batch: 2, time: 3 });
    refuses(x, recurrent, noise([1, 12]), { batch: 2, time: 3 });
  });
});
