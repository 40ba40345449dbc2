/** Whole, step by step, in parts and in a batch: a network says the same of the same tokens. */
import assert from "node:assert/strict";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs-core";
import { forward } from "../../src/inference/forward.ts";
import type { Session } from "../../src/inference/session.ts";
import { textState } from "../../src/tasks/text/state.ts";
import { apart, MOST_APART } from "./apart.ts";
import { partByPart, sessionOf, tensorFlowLogits, tensorsOf, type Tiny, tokensOf } from "./tiny.ts";

/** Cuts tokens into parts, whose lengths come round and round. */
function cut(tokens: readonly number[], lengths: readonly number[]): number[][] {
  const parts: number[][] = [];
  for (let at = 0, i = 0; at < tokens.length; i++) {
    parts.push(tokens.slice(at, at += lengths[i % lengths.length]!));
  }
  return parts;
}

/**
 * How far logits of sequences of one length in onnxruntime are at most from those of the whole in TensorFlow.js, by how they
 * are read: step by step, as a whole, or the first of them in parts, whose lengths come round and round.
 */
export async function readingDifferences(
  network: Tiny,
  session: Session,
  sequences: readonly (readonly number[])[],
  lengths: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  const { ports } = network, { vocabulary } = ports, length = sequences[0]!.length;
  const expected = tf.tidy(() =>
    tensorFlowLogits(network, tensorsOf(network.parameters), sequences).dataSync()
  );
  assert.ok(expected.every(Number.isFinite) && expected.some((value) => Math.abs(value) > 0.1));
  const of = (i: number) => expected.subarray(i * length * vocabulary, (i + 1) * length * vocabulary);
  const found = new Map<string, number>();
  for (const [name, useCache] of [["step by step", true], ["as a whole", false]] as const) {
    const given = sequences.map((tokens) => ({ tokens, state: textState(ports, 0, 0) }));
    const batch = await forward(session, given, useCache);
    found.set(name, Math.max(...batch.map((logits, i) => apart(logits, of(i)))));
  }
  const parts = cut(sequences[0]!, lengths);
  const results = await partByPart(session, parts);
  let end = 0;
  const worst = parts.map((part, i) => {
    end += part.length;
    return apart(results[i]!, of(0).subarray((end - 1) * vocabulary, end * vocabulary));
  });
  return found.set(`in parts of ${lengths}`, Math.max(...worst));
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
        const session = await sessionOf(network);
        for (const [how, worst] of await readingDifferences(network, session, sequences, lengths)) {
          assert.ok(worst <= MOST_APART, `${how}: the largest difference is ${worst}`);
        }
        await session.close();
      },
    ),
    { numRuns: 8 },
  );
}
