/** Whole, step by step, in parts and in a batch: a network says the same of the same tokens. */
import assert from "node:assert/strict";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs-core";
import { forward } from "../../src/inference/forward.ts";
import { textState } from "../../src/tasks/text/state.ts";
import {
  partByPart,
  sessionOf,
  tensorFlowLogits,
  tensorsOf,
  type Tiny,
  tokensOf,
  VOCABULARY,
} from "./tiny.ts";

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, expected.length);
  let worst = 0;
  for (let i = 0; i < actual.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!));
  assert.ok(worst <= 1e-4, `${what}: the largest difference is ${worst}`);
}

/** Cuts tokens into parts, whose lengths come round and round. */
function cut(tokens: readonly number[], lengths: readonly number[]): number[][] {
  const parts: number[][] = [];
  for (let at = 0, i = 0; at < tokens.length; i++) {
    parts.push(tokens.slice(at, at += lengths[i % lengths.length]!));
  }
  return parts;
}

/**
 * Sequences of up to `longest` tokens through networks of a seed and so many layers, in TensorFlow.js and in onnxruntime;
 * `networkOf` may refuse them by fc.pre.
 */
export async function assertSameHoweverRead(
  networkOf: (seed: number, layers: number, sequences: readonly number[][]) => Tiny,
  longest = 40,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer({ min: 1, max: 1000 }),
        length: fc.integer({ min: 1, max: longest }),
        lengths: fc.array(fc.integer({ min: 1, max: 39 }), { minLength: 1, maxLength: 4 }),
        layers: fc.integer({ min: 1, max: 3 }),
      }),
      async ({ seed, length, lengths, layers }) => {
        const sequences = [1, 2, 3].map((more) => tokensOf(length, seed + more));
        const network = networkOf(seed, layers, sequences);
        const expected = tf.tidy(() =>
          tensorFlowLogits(network, tensorsOf(network.parameters), sequences).dataSync()
        );
        assert.ok(expected.every(Number.isFinite) && expected.some((value) => Math.abs(value) > 0.1));
        const of = (i: number) => expected.subarray(i * length * VOCABULARY, (i + 1) * length * VOCABULARY);
        const session = await sessionOf(network);
        const given = () => sequences.map((tokens) => ({ tokens, state: textState(network.ports, 0, 0) }));
        for (const useCache of [true, false]) {
          const batch = await forward(session, given(), useCache);
          batch.forEach((logits, i) => assertClose(logits, of(i), `cached: ${useCache}, sequence ${i}`));
        }
        const parts = cut(sequences[0]!, lengths);
        const results = await partByPart(session, parts);
        let end = 0;
        parts.forEach((part, i) => {
          end += part.length;
          const row = of(0).subarray((end - 1) * VOCABULARY, end * VOCABULARY);
          assertClose(results[i]!, row, `parts of ${lengths}, up to ${end}`);
        });
        await session.close();
      },
    ),
    { numRuns: 8 },
  );
}
