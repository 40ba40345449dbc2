import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../../src/base/random.ts";
import { initBackend } from "../../../../src/engine/backend.ts";
import { initialize, parameterCount } from "../../../../src/network/parameters.ts";
import { draftSpecs, HIDDEN, openDraft, packDraft } from "../../../../src/tasks/art/draft/draft.ts";
import { drawExamples } from "../../../../src/tasks/art/draft/examples.ts";
import { learnDraft } from "../../../../src/tasks/art/draft/learn.ts";
import { chooseSketches, drawSketches } from "../../../../src/tasks/art/draw/generate.ts";
import type { ModelSession } from "../../../../src/tasks/art/draw/session.ts";
import { portsOf } from "../../../../src/tasks/art/sequence/features.ts";
import { randomParameters, tinyConfig, tokenizer, TOY_WORDS, toySession } from "../toy.ts";

const ports = portsOf(tokenizer, tinyConfig);
const never = new AbortController().signal;

/** Weights at random. */
function randomWeights(seed: number): Float32Array {
  const specs = draftSpecs(ports), weights = new Float32Array(parameterCount(specs));
  initialize(specs, weights, seed);
  return weights;
}

/** The likeliest token by the definition, in float64. */
function likeliest(
  weights: Float32Array,
  indices: Int32Array,
  field: Float32Array,
  tokens: readonly number[],
) {
  const [table, map, head] = draftSpecs(ports).map(({ offset, size }) =>
    weights.subarray(offset, offset + size)
  );
  const hidden = Array.from({ length: HIDDEN }, (_, unit) => {
    let sum = 0;
    for (const row of indices) sum += table![row * HIDDEN + unit]!;
    field.forEach((value, row) => sum += value * map![row * HIDDEN + unit]!);
    return Math.max(0, sum);
  });
  const logits = tokens.map((token) =>
    hidden.reduce((sum, value, unit) => sum + value * head![token * HIDDEN + unit]!, 0)
  );
  return { best: tokens[logits.indexOf(Math.max(...logits))]!, logits };
}

Deno.test("a draft model in 8 bits says what its weights say, where that is not close", () => {
  const weights = randomWeights(1), draft = openDraft(packDraft(weights), ports);
  const { int, next } = random(2);
  let clear = 0;
  for (let n = 0; n < 200; n++) {
    const indices = Int32Array.from({ length: ports.features }, () => int(ports.rows));
    const field = Float32Array.from({ length: ports.field }, () => int(2) * next());
    const tokens = Array.from({ length: 1 + int(90) }, (_, i) => 5 + i);
    const { best, logits } = likeliest(weights, indices, field, tokens);
    const [first, second = -Infinity] = logits.toSorted((a, b) => b - a);
    if (first! - second < 0.02) continue;
    clear++;
    assert.equal(draft.likeliest(indices, field, tokens), best);
  }
  assert.ok(clear > 50);
});

/** A hand of random weights that knows what it wants, and its drawings. */
async function handAndExamples(drawings: number) {
  const hand = await toySession(tinyConfig, randomParameters(tinyConfig, 1, 8));
  const all = { labels: TOY_WORDS, styles: ["line", "solid", "shaded"] };
  const told: number[] = [];
  const examples = await drawExamples(hand, all, { drawings, seed: 1 }, (count) => told.push(count));
  return { hand, examples, told };
}

Deno.test("a draft model learns what the hand does, from a seed, and the hand draws the same with it", async () => {
  await initBackend("auto", { blasThreads: 1 });
  const { hand, examples, told } = await handAndExamples(20);
  assert.deepEqual(told, [16, 20]);
  assert.equal(examples.indices.length, examples.count * ports.features);
  assert.ok([...examples.targets].every((token) => token < ports.vocabulary));
  const losses: number[] = [];
  const learn = () =>
    learnDraft(ports, examples, { epochs: 12, seed: 1 }, (_step, _steps, loss) => losses.push(loss), never);
  const weights = await learn();
  assert.ok(losses.at(-1)! < 0.7 * losses[0]!, `${losses[0]} → ${losses.at(-1)} nats`);
  assert.deepEqual(await learn(), weights);

  const drafted: ModelSession = { ...hand, draft: openDraft(packDraft(weights), ports) };
  const requests = fc.record({
    prompt: fc.constantFrom(...TOY_WORDS),
    style: fc.constantFrom("line", "solid", "shaded"),
    seed: fc.nat(1000),
    temperature: fc.constantFrom(0, 0.5, 1),
    topK: fc.constantFrom(0, 3),
    topP: fc.constantFrom(0.9, 1),
    width: fc.integer({ min: 1, max: 40 }),
    maxLines: fc.integer({ min: 1, max: 20 }),
    maxChars: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
    bestOf: fc.constantFrom(1, 2),
  });
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const sketches = chooseSketches(hand, [request]);
      const [plain] = await drawSketches(hand, [request], sketches);
      const [guessed] = await drawSketches(drafted, [request], sketches);
      assert.deepEqual(guessed!.lines, plain!.lines);
    }),
    { numRuns: 60 },
  );
  await hand.close();
});

Deno.test("a draft model stops learning when it is told to", async () => {
  await initBackend("auto", { blasThreads: 1 });
  const { hand, examples } = await handAndExamples(2);
  await hand.close();
  const stop = new AbortController();
  const told = (step: number) => step === 3 && stop.abort(new Error("enough"));
  await assert.rejects(learnDraft(ports, examples, { epochs: 50, seed: 1 }, told, stop.signal), /enough/);
});
