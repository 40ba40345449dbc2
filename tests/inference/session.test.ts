import assert from "node:assert/strict";
import type { Decoder } from "../../src/inference/session.ts";
import { forward } from "../../src/inference/forward.ts";
import { openReader } from "../../src/inference/reading.ts";
import { FORMS } from "../../src/network/form.ts";
import type { ModelConfig } from "../../src/tasks/art/config.ts";
import { FEATURES, FIELD } from "../../src/tasks/art/sequence/features.ts";
import { randomParameters, tinyConfig, tokenizer, toySequences, toySession } from "../tasks/art/toy.ts";

const config = { ...tinyConfig, layers: 2 };
const session = await toySession(config, randomParameters(config, 3));

/** Feeds the toy sequences to a decoder; each call gives it `counts` more tokens of them and returns the last logits. */
function feeder(decoder: Decoder) {
  const rows = toySequences(session);
  const fed = rows.map(() => 0);
  return async (counts: readonly number[]): Promise<Float32Array[]> => {
    const time = Math.max(...counts);
    const { indices, field } = decoder.inputs(time);
    rows.forEach(({ tokens, state }, row) => {
      for (let t = 0; t < counts[row]!; t++) {
        const at = row * time + t;
        state.advance(tokens[fed[row]!++]!, indices, at * FEATURES, field, at * FIELD);
      }
    });
    const logits = await decoder.step(time, counts);
    return counts.map((count, row) => {
      const from = (row * time + count - 1) * tokenizer.vocabularySize;
      return logits.slice(from, from + tokenizer.vocabularySize);
    });
  };
}

function assertClose(actual: Float32Array, expected: Float32Array): void {
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
  assert.ok(worst < 1e-4, `the largest difference is ${worst}`);
}

Deno.test("step() goes on from a first step longer than the window as from single positions", async () => {
  const firsts = [2, config.window, 2 * config.window];
  const [whole, single] = [feeder(session.start(3)), feeder(session.start(3))];
  const afterFirst = await whole(firsts);
  const alone = toySequences(session).map(() => new Array<Float32Array>());
  for (let position = 0; position < 2 * config.window; position++) {
    const logits = await single(alone.map((_, row) => Number(position < firsts[row]! + 10)));
    alone.forEach((row, i) => row.push(logits[i]!));
  }
  afterFirst.forEach((logits, row) => assertClose(logits, alone[row]![firsts[row]! - 1]!));
  for (let more = 0; more < 10; more++) {
    const logits = await whole([1, 1, 1]);
    for (const row of [0, 1]) assertClose(logits[row]!, alone[row]![firsts[row]! + more]!);
  }
});

Deno.test("step() starts a row anew when it was left out, and disturbs no other", async () => {
  const [broken, whole] = [feeder(session.start(3)), feeder(session.start(3))];
  for (let position = 0; position < 2 * config.window; position++) {
    const logits = await broken([Number(position !== 5), 1, 1]);
    const expected = await whole([1, 1, 1]);
    for (const row of [1, 2]) assertClose(logits[row]!, expected[row]!);
  }
});

for (
  const [name, kind] of Object.entries(
    {
      alibi: { form: { ...FORMS.own, positions: "alibi" }, heads: 2, kvHeads: 1 },
      llama: { form: FORMS.llama },
    } satisfies Record<string, Partial<ModelConfig>>,
  )
) {
  Deno.test(`drawings of the form ${name} are the same as a whole, step by step, and behind a long beginning`, async () => {
    const own = { ...config, ...kind };
    const session = await toySession(own, randomParameters(own, 4));
    const [cached, whole] = [
      await forward(session, toySequences(session), true),
      await forward(session, toySequences(session), false),
    ];
    const longest = Math.max(...whole.map(({ length }) => length / tokenizer.vocabularySize));
    assert.ok(longest > 2 * own.window, `only ${longest} positions`);
    whole.forEach((logits, row) => assertClose(logits, cached[row]!));
    // A row that goes on alone reads what it has in parts.
    const { tokens, state } = toySequences(session)[2]!;
    const reader = openReader(session, state);
    const last = await reader.take(tokens.slice(0, 30)).then(() => reader.take(tokens.slice(30)));
    assertClose(last, whole[2]!.subarray(-tokenizer.vocabularySize));
  });
}

Deno.test("step() refuses several positions when some are cached", async () => {
  const feed = feeder(session.start(3));
  await feed([1, 1, 1]);
  await assert.rejects(feed([2, 1, 1]), /only the first step/);
});
