import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../src/base/random.ts";
import { decode } from "../../src/inference/decode.ts";
import { forward } from "../../src/inference/forward.ts";
import { openReader } from "../../src/inference/reading.ts";
import type { SequenceState } from "../../src/network/ports.ts";
import { expectedLogits, summingSession, VOCABULARY } from "./summing.ts";

const state = (): SequenceState => ({
  advance: (token, indices, offset) => void (indices[offset] = token),
});
const tokensOf = (seed: number, length: number) => {
  const rng = random(seed);
  return Array.from({ length }, () => rng.int(VOCABULARY));
};

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < actual.length; i++) {
    assert.ok(Math.abs(actual[i]! - expected[i]!) < 1e-3, `${what}, ${i}: ${actual[i]}, not ${expected[i]}`);
  }
}
const lastOf = (tokens: readonly number[]) => expectedLogits(tokens).subarray(-VOCABULARY);

for (const prefill of ["one", "many"] as const) {
  Deno.test(`what is carried along is that of each row, whatever stands beside it (prefill ${prefill})`, async () => {
    const { session } = await summingSession(prefill);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 1000 }),
        async (lengths, seed) => {
          const sequences = lengths.map((length, i) => tokensOf(seed + i, length));
          for (const useCache of [true, false]) {
            const given = sequences.map((tokens) => ({ tokens, state: state() }));
            const results = await forward(session, given, useCache);
            results.forEach((logits, i) =>
              assertClose(logits, expectedLogits(sequences[i]!), `row ${i}, cached: ${useCache}`)
            );
          }
        },
      ),
      { numRuns: 20 },
    );
    await session.close();
  });

  Deno.test(`a reader goes on behind what it has taken in, in parts of any length (prefill ${prefill})`, async () => {
    const { session, counted } = await summingSession(prefill);
    const reader = openReader(session, state());
    const taken: number[] = [];
    for (const [i, length] of [1, 5, 1, 1, 200, 2, 1].entries()) {
      const part = tokensOf(i, length);
      taken.push(...part);
      assertClose(await reader.take(part), lastOf(taken), `up to ${taken.length}`);
    }
    // A chunk has 128 positions at most.
    assert.equal(counted.runs, prefill === "one" ? taken.length : 8);
    await session.close();
  });

  Deno.test(`read() leaves other rows as they are, forget() empties one (prefill ${prefill})`, async () => {
    const { session } = await summingSession(prefill);
    const decoder = session.start(3), fed: number[][] = [[], [], []];
    const check = (row: number, logits: ArrayLike<number>) =>
      assertClose(logits, lastOf(fed[row]!), `row ${row} after ${fed[row]}`);
    const step = async (tokens: number[], counts = [1, 1, 1]) => {
      decoder.inputs(1).indices.set(tokens);
      tokens.forEach((token, row) => counts[row] === 1 ? fed[row]!.push(token) : fed[row] = []);
      const logits = await decoder.step(1, counts);
      tokens.forEach((_, row) => {
        if (counts[row] === 1) check(row, logits.subarray(row * VOCABULARY, (row + 1) * VOCABULARY));
      });
    };
    const read = async (row: number, tokens: number[]) => {
      decoder.chunkInputs(tokens.length).indices.set(tokens);
      fed[row]!.push(...tokens);
      check(row, (await decoder.read(row)).subarray(-VOCABULARY));
    };
    await step([1, 2, 3]);
    await read(1, [4, 5, 6]);
    await step([0, 1, 2]);
    await read(0, [3]);
    await read(2, [6, 6]);
    await step([4, 4, 4]);
    decoder.forget(1);
    fed[1] = [];
    await step([5, 6, 0]);
    await step([1, 2, 3], [1, 0, 1]);
    await step([2, 2, 1]);
    decoder.forget(2);
    fed[2] = [];
    await read(2, [1, 2]);
    await step([3, 3, 3]);
    await session.close();
  });

  Deno.test(`decode() begins each row anew, many side by side, with long and short beginnings (prefill ${prefill})`, async () => {
    const { session } = await summingSession(prefill);
    const prefixes = Array.from({ length: 21 }, (_, i) => tokensOf(i, 1 + (i * i * 7) % 160));
    const made = prefixes.map((prefix, i) => ({ all: [...prefix], left: 1 + i % 9 }));
    await decode(
      session,
      prefixes.map((prefix, i) => ({
        sequences: [{ prefix, state: state() }],
        next([logits]) {
          const row = made[i]!;
          assertClose(logits!, lastOf(row.all), `row ${i} after ${row.all.length}`);
          if (row.left-- === 0) return undefined;
          row.all.push(row.all.length % VOCABULARY);
          return row.all.at(-1)!;
        },
      })),
    );
    assert.ok(made.every(({ left }) => left === -1));
    await session.close();
  });
}
