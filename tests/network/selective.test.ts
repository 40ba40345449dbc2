import assert from "node:assert/strict";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { forward } from "../../src/inference/forward.ts";
import { textState } from "../../src/tasks/text/state.ts";
import {
  partByPart,
  sessionOf,
  tensorFlowLogits,
  tensorsOf,
  type Tiny,
  tiny,
  tokensOf,
  VOCABULARY,
} from "./tiny.ts";

/** A tiny network whose heads read and forget much of what they read, so that the scan has a say in all that follows. */
function selective(seed: number, sizes: Parameters<typeof tiny>[2] = {}): Tiny {
  const network = tiny(undefined, seed, {
    ...{ architecture: "selective", dim: 16, heads: 2, hidden: 32, state: 4, convolution: 3, ...sizes },
  });
  for (const [name, { data }] of Object.entries(network.parameters)) {
    if (name.endsWith(".rate.bias")) data.forEach((value, i) => data[i] = value + 4.5);
    if (name.endsWith(".decay")) data.forEach((value, i) => data[i] = value - 3);
  }
  return network;
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, expected.length);
  const worst = Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
  assert.ok(worst <= 1e-4, `${what}: the largest difference is ${worst}`);
}

for (const backend of ["auto", "cpu"] as const) {
  Deno.test(`a selective network says the same on ${backend} as a whole, step by step, in parts and side by side`, async () => {
    await initBackend(backend);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 1, max: 1000 }),
          length: fc.integer({ min: 1, max: 40 }),
          cuts: fc.array(fc.integer({ min: 1, max: 39 }), { maxLength: 4 }),
          layers: fc.integer({ min: 1, max: 3 }),
          convolution: fc.integer({ min: 2, max: 5 }),
        }),
        async ({ seed, length, cuts, layers, convolution }) => {
          const network = selective(seed, { layers, convolution });
          const sequences = [1, 2, 3].map((more) => tokensOf(length, seed + more));
          const expected = tf.tidy(() =>
            tensorFlowLogits(network, tensorsOf(network.parameters), sequences).dataSync()
          );
          assert.ok(expected.every(Number.isFinite) && expected.some((value) => Math.abs(value) > 0.1));
          const of = (i: number) => expected.subarray(i * length * VOCABULARY, (i + 1) * length * VOCABULARY);
          const session = await sessionOf(network);
          const given = sequences.map((tokens) => ({ tokens, state: textState(network.ports, 0, 0) }));
          const batch = await forward(session, given, true);
          batch.forEach((logits, i) => assertClose(logits, of(i), `sequence ${i}`));
          const ends = [...new Set([...cuts.filter((cut) => cut < length), length])].sort((a, b) => a - b);
          const parts = ends.map((end, i) => sequences[0]!.slice(ends[i - 1] ?? 0, end));
          const results = await partByPart(session, parts);
          ends.forEach((end, i) => {
            assertClose(
              results[i]!,
              of(0).subarray((end - 1) * VOCABULARY, end * VOCABULARY),
              `up to ${end}`,
            );
          });
          await session.close();
        },
      ),
      { numRuns: 8 },
    );
  });

  Deno.test(`the gradient of a selective network is that of its loss, by differences, on ${backend}`, async () => {
    await initBackend(backend);
    const network = selective(3);
    const sequences = [tokensOf(21, 1), tokensOf(21, 2)];
    const targets = tf.tensor1d([...tokensOf(21, 3), ...tokensOf(21, 4)], "int32"),
      ones = tf.ones<tf.Rank.R1>([42]);
    const loss = (weights: Record<string, tf.Tensor2D>) =>
      ops.crossEntropy(tensorFlowLogits(network, weights, sequences), targets, ones);
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
        const slope = (moved(1e-2) - moved(-1e-2)) / 2e-2;
        const values = gradients[i]!.dataSync<"float32">();
        const gradient = values.reduce((sum, g, j) => sum + g * direction[j]! / length, 0);
        const tolerance = 0.01 + 0.01 * Math.abs(slope);
        assert.ok(Math.abs(gradient - slope) < tolerance, `${name}: ${gradient}, by differences ${slope}`);
        assert.ok(values.some((g) => g !== 0), `${name} has no gradient`);
      }
    });
    tf.dispose([targets, ones]);
  });
}
