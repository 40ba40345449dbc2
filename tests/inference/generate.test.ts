import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../src/errors.ts";
import {
  drawingPass,
  firstLikely,
  generate,
  type GenerateRequest,
  numbersOf,
  type Sketch,
  sketchPass,
} from "../../src/inference/generate.ts";
import { likeness } from "../../src/inference/likeness.ts";
import { logLikelihoods, sketchSequence } from "../../src/inference/likelihood.ts";
import type { Prompt } from "../../src/model/features.ts";
import type { ModelSession } from "../../src/inference/session.ts";
import { dotCells } from "../../src/rasterise/spots.ts";
import { randomParameters, tinyConfig, tokenizer, toySession } from "./toy.ts";

const plain: GenerateRequest = {
  prompt: "cat",
  style: "line",
  width: 20,
  maxLines: 10,
  seed: 7,
  temperature: 1,
  topK: 0,
  topP: 1,
};

const requests: fc.Arbitrary<GenerateRequest> = fc.tuple(
  fc.record({
    prompt: fc.oneof(
      fc.constantFrom("cat", "a palm tree", "two cats on a mat", ""),
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
    ),
    style: fc.constantFrom(...tokenizer.data.styles),
    seed: fc.nat(),
    temperature: fc.oneof(fc.constantFrom(0, 1e-9, 1, 100), fc.double({ min: 0, max: 100, noNaN: true })),
    topK: fc.oneof(fc.constant(0), fc.nat(20)),
    topP: fc.oneof(fc.constant(1), fc.double({ min: 1e-9, max: 1, noNaN: true })),
  }),
  fc.oneof(
    {
      weight: 97,
      arbitrary: fc.record({
        width: fc.integer({ min: 1, max: 24 }),
        maxLines: fc.integer({ min: 1, max: 12 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        width: fc.integer({ min: 1, max: 80 }),
        maxLines: fc.integer({ min: 1, max: 48 }),
      }),
    },
  ),
  fc.option(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 400 })), { nil: undefined }),
).map(([request, size, maxChars]) => ({ ...request, ...size, maxChars }));

function assertLawful({ lines }: { lines: string[] }, request: GenerateRequest): void {
  const told = JSON.stringify({ request, lines });
  assert(lines.length <= request.maxLines, told);
  assert(lines.every((line) => line.length <= request.width), told);
  assert(lines.join("\n").length <= (request.maxChars ?? Infinity), told);
  assert(lines.every((line) => /^[ -~]*$/.test(line) && !line.endsWith(" ")), told);
  assert(lines[0] !== "" && lines.at(-1) !== "", told);
}

Deno.test("generate() exceeds no limit in 10,000 drawings when the weights are random", async () => {
  const models = await Promise.all(
    [1, 4, 30, 1e4, 1e25, NaN].map((scale, seed) =>
      toySession(tinyConfig, randomParameters(tinyConfig, seed, scale))
    ),
  );
  const batch = 50;
  const all = fc.sample(requests, { numRuns: 10_000, seed: 42 });
  for (let start = 0; start < all.length; start += batch) {
    const model = models[(start / batch) % models.length]!;
    const group = all.slice(start, start + batch);
    const sketches = await sketchPass(model, group);
    const drawings = await drawingPass(model, group, sketches);
    drawings.forEach((drawing, i) => assertLawful(drawing, group[i]!));
  }
  await Promise.all(models.map((model) => model.close()));
});

async function withSession(work: (session: ModelSession) => Promise<void>): Promise<void> {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 3, 2));
  await work(session);
  await session.close();
}

Deno.test("generate() repeats itself when the seed is the same, and only then", () =>
  withSession(async (session) => {
    const first = await generate(session, plain);
    assert.deepEqual(await generate(session, plain), first);
    assert.notDeepEqual((await generate(session, { ...plain, seed: 8 })).sketch, first.sketch);
  }));

Deno.test("generate() draws the same alone, in a batch and where another drawing has ended", () =>
  withSession(async (session) => {
    const prompts = ["cat", "a very long prompt", "", "x"];
    // More sequences than stand side by side; some rows have two, whose prefixes differ in length.
    const group = Array.from({ length: 30 }, (_, seed): GenerateRequest => {
      return { ...plain, prompt: prompts[seed % 4]!, seed, ...(seed % 3 === 0 && { guidance: 1.5 }) };
    });
    const together = await drawingPass(session, group, await sketchPass(session, group));
    for (const [i, request] of group.entries()) {
      assert.deepEqual(await generate(session, request), together[i]);
    }
  }));

Deno.test("drawingPass() keeps the limits when the sketch's aspect fits them nowhere", () =>
  withSession(async (session) => {
    for (const aspect of [0, 20, 40]) {
      const request = { ...plain, width: 80, maxLines: 1, maxChars: 3 };
      const [drawing] = await drawingPass(session, [request], [{ bits: new Uint8Array(1296), aspect }]);
      assertLawful(drawing!, request);
    }
  }));

Deno.test("generate() throws a UserError when the request is out of range", () =>
  withSession(async (session) => {
    const wrong: Partial<GenerateRequest>[] = [
      { width: 0 },
      { width: 81 },
      { width: 2.5 },
      { maxLines: 49 },
      { maxChars: 0 },
      { temperature: -1 },
      { temperature: Infinity },
      { topK: -1 },
      { topP: 0 },
      { topP: 1.1 },
      { seed: NaN },
      { style: "cubist" },
      { drawingTemperature: NaN },
    ];
    for (const change of wrong) {
      await assert.rejects(generate(session, { ...plain, ...change }), UserError, JSON.stringify(change));
    }
  }));

/** Log-likelihood of sketches given a prompt for a cat, and given none. */
async function likelihoods(session: ModelSession, sketches: Sketch[]) {
  const style = tokenizer.styleToken("line");
  const score = async (prompt: Prompt) => {
    const scored = sketches.map(({ bits, variant }) => sketchSequence(session, prompt, bits, variant));
    return await logLikelihoods(session, scored);
  };
  const given = await score({ style, characters: tokenizer.encodePrompt("cat", 24), label: 0 });
  return { given, free: await score({ style, characters: [], label: -1 }) };
}

Deno.test("generate() draws a likely one of several sketches and keeps the closest drawing where the first is not good", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 9, 4));
  const request = { ...plain, bestOf: 5 };
  const streams = [0, 1, 2, 3, 4];
  const sketches = await sketchPass(session, streams.map(() => request), streams);
  assert.deepEqual((await generate(session, plain)).sketch, sketches[0]!.bits);
  const { given } = await likelihoods(session, sketches);
  assert.equal(new Set(given).size, streams.length);
  for (const [i, { logLikelihood }] of sketches.entries()) {
    assert.ok(Math.abs(logLikelihood - given[i]!) < 1e-2);
  }
  const best = firstLikely(sketches);
  const drawing = await generate(session, request);
  assert.deepEqual(drawing.sketch, best.bits);
  const three = streams.slice(0, 3);
  const all = await drawingPass(session, three.map(() => request), three.map(() => best), three);
  const scores = all.map(({ lines }) => likeness(lines, best.bits));
  assert.equal(likeness(drawing.lines, best.bits), Math.max(...scores));
  const refused = generate(session, { ...plain, bestOf: 0 });
  await assert.rejects(refused, /best-of must be a whole number from 1 to 64, not 0/);
});

Deno.test("generate() leans on the prompt as far as its guidance says", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 11, 3));
  /** What the prompt adds to the likelihood of guided sketches, over a few seeds. */
  const gain = async (guidance: number) => {
    const requests = [1, 2, 3, 4].map((seed) => ({ ...plain, seed, guidance }));
    const { given, free } = await likelihoods(session, await sketchPass(session, requests));
    return given.reduce((sum, value, i) => sum + value - free[i]!, 0);
  };
  assert.ok(await gain(4) > await gain(1) && await gain(1) > await gain(0));
  const refused = generate(session, { ...plain, guidance: NaN });
  await assert.rejects(refused, /guidance must be a number from 0 to 20, not NaN/);
});

Deno.test("numbersOf() leaves out the numbers of no picture, unless nothing is known", () => {
  const logits = Float32Array.of(9, 1, 0.5, -0.9, -1.1, -20, NaN);
  assert.deepEqual(numbersOf(logits, [1, 2, 3, 4, 5]), [1, 2, 3]);
  assert.deepEqual(numbersOf(logits, [5]), [5]);
  assert.deepEqual(numbersOf(logits, [5, 6]), [5, 6]);
  assert.deepEqual(numbersOf(Float32Array.of(-Infinity, -Infinity), [0, 1]), [0, 1]);
});

Deno.test("firstLikely() leaves out what is far less likely, and takes the first of the rest", () => {
  const sketch = (logLikelihood: number): Sketch => ({
    variant: 0,
    bits: new Uint8Array(1296),
    aspect: 0,
    logLikelihood,
  });
  const [spoiled, good, best] = [sketch(-30), sketch(-5), sketch(-2)] as const;
  assert.equal(firstLikely([spoiled, good, best]), good);
  assert.equal(firstLikely([spoiled, best, good]), best);
  assert.equal(firstLikely([sketch(NaN), good]).logLikelihood, NaN);
});

Deno.test("drawingPass() never writes a run of spaces over a dot of the sketch", async () => {
  const bits = new Uint8Array(1296);
  bits[18 * 36 + 20] = bits[18 * 36 + 21] = 1;
  for (let seed = 1; seed <= 20; seed++) {
    const session = await toySession(tinyConfig, randomParameters(tinyConfig, seed, 3));
    const texts: string[] = [];
    const request = { ...plain, seed, width: 40, maxLines: 20 };
    const [drawing] = await drawingPass(
      session,
      [request],
      [{ bits, aspect: 21 }],
      [0],
      (text) => texts.push(text),
    );
    assert.ok(drawing);
    let [row, column, width] = [0, 0, 0];
    const runs: { row: number; from: number; to: number }[] = [];
    for (const text of texts) {
      if (text === "\n") [row, column] = [row + 1, 0];
      else {
        if (/^ {2,}$/.test(text)) runs.push({ row, from: column, to: column + text.length });
        column += text.length;
      }
      width = Math.max(width, column);
    }
    const [dot] = dotCells(bits, width, row + 1);
    const over = runs.filter((run) =>
      run.row === dot!.row && run.from <= dot!.column && dot!.column < run.to
    );
    assert.deepEqual(over, [], `seed ${seed}`);
  }
});
