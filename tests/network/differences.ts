/** Gradients of whole networks beside differences of their losses. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import * as ops from "../../src/engine/ops.ts";
import { tensorFlowLogits, tensorsOf, type Tiny, tokensOf } from "./tiny.ts";

const STEP = 1e-2;
const LENGTH = 11;
/** What the networks read unless told otherwise. */
export const SEQUENCES = [tokensOf(LENGTH, 1), tokensOf(LENGTH, 2)];

/** The gradient of each of a network's parameters is that of its loss, by differences, and not 0. */
export function assertGradients(network: Tiny, length = LENGTH): void {
  const [sequences, targets] = [[1, 2], [3, 4]].map((seeds) => seeds.map((seed) => tokensOf(length, seed)));
  const loss = (weights: Record<string, tf.Tensor2D>) =>
    ops.crossEntropy(
      tensorFlowLogits(network, weights, sequences!),
      tf.tensor1d(targets!.flat(), "int32"),
      tf.ones<tf.Rank.R1>([2 * length]),
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
}
