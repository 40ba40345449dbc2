import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { CASES, tensorFlowLogits, tensorsOf, tiny, tokensOf } from "./tiny.ts";

const BACKENDS = { "wasm with kernels": () => initBackend("auto"), cpu: () => initBackend("cpu") };
const STEP = 1e-2;

for (const [name, { form, sizes }] of Object.entries(CASES)) {
  for (const [backend, start] of Object.entries(BACKENDS)) {
    Deno.test(`the gradient of a network of the form ${name} is that of its loss, by differences, on ${backend}`, async () => {
      await start();
      const network = tiny(form, 3, sizes);
      const sequences = [tokensOf(11, 1), tokensOf(11, 2)];
      const targets = [tokensOf(11, 3), tokensOf(11, 4)].flat();
      const loss = (weights: Record<string, tf.Tensor2D>) =>
        ops.crossEntropy(
          tensorFlowLogits(network, weights, sequences),
          tf.tensor1d(targets, "int32"),
          tf.ones<tf.Rank.R1>([22]),
        );
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const weights = tensorsOf(network.parameters), names = Object.keys(weights);
        const gradients = tf.grads((...all) =>
          // cast: tf.grads gives back the matrices that it was given, as mere tensors
          loss(Object.fromEntries(names.map((name, i) => [name, all[i] as tf.Tensor2D])))
        )(Object.values(weights));
        for (const [i, name] of names.entries()) {
          const { shape, data } = network.parameters[name]!;
          const { next } = random(i);
          const direction = Float32Array.from(data, () => next() - 0.5);
          const length = Math.hypot(...direction);
          const moved = (by: number) => {
            const values = data.map((value, j) => value + by * direction[j]! / length);
            return loss({ ...weights, [name]: tf.tensor2d(values, [shape[0]!, shape[1]!]) }).dataSync()[0]!;
          };
          const slope = (moved(STEP) - moved(-STEP)) / (2 * STEP);
          const values = gradients[i]!.dataSync<"float32">();
          const gradient = values.reduce((sum, g, j) => sum + g * direction[j]! / length, 0);
          const tolerance = 0.01 + 0.01 * Math.abs(slope);
          assert.ok(Math.abs(gradient - slope) < tolerance, `${name}: ${gradient}, by differences ${slope}`);
          assert.ok(values.some((g) => g !== 0), `${name} has no gradient`);
        }
      });
      assert.equal(tf.memory().numTensors, before, "tensors leaked");
    });
  }
}
