import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../../../src/base/errors.ts";
import {
  chooseSketches,
  drawBest,
  drawingPass,
  drawSketches,
  generate,
  type GenerateRequest,
} from "../../../../src/tasks/art/draw/generate.ts";
import { sureEyes } from "../../../../src/tasks/art/draw/eyes.ts";
import { faultsOf } from "../../../../src/tasks/art/draw/faults.ts";
import { likeness } from "../../../../src/tasks/art/draw/likeness.ts";
import type { ModelSession } from "../../../../src/tasks/art/draw/session.ts";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";
import { dotCells } from "../../../../src/rasterise/sketch/spots.ts";
import type { ModelConfig } from "../../../../src/tasks/art/config.ts";
import { randomParameters, tinyConfig, toySession } from "../toy.ts";

/** The smallest one of another kind, which carries its state along. */
const recurrentConfig: ModelConfig = { ...tinyConfig, architecture: "gru", heads: 1 };

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
    prompt: fc.constantFrom("cat", "palm tree", "animal"),
    style: fc.constantFrom("line", "solid", "shaded"),
    seed: fc.nat(),
    variation: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
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
    [tinyConfig, recurrentConfig].flatMap((config) =>
      [1, 4, 30, 1e4, 1e25, NaN].map((scale, seed) =>
        toySession(config, randomParameters(config, seed, scale))
      )
    ),
  );
  const batch = 50;
  const all = fc.sample(requests, { numRuns: 10_000, seed: 42 });
  for (let start = 0; start < all.length; start += batch) {
    const model = models[(start / batch) % models.length]!;
    const group = all.slice(start, start + batch);
    const drawings = await drawingPass(model, group, chooseSketches(model, group));
    drawings.forEach((drawing, i) => assertLawful(drawing, group[i]!));
  }
  await Promise.all(models.map((model) => model.close()));
});

async function withSession(
  work: (session: ModelSession) => Promise<void>,
  config = tinyConfig,
): Promise<void> {
  const session = await toySession(config, randomParameters(config, 3, 2));
  await work(session);
  await session.close();
}

Deno.test("generate() repeats itself when the seed is the same, and only then", () =>
  withSession(async (session) => {
    const first = await generate(session, plain);
    assert.deepEqual(await generate(session, plain), first);
    assert.notDeepEqual((await generate(session, { ...plain, seed: 8 })).sketch, first.sketch);
  }));

for (const config of [tinyConfig, recurrentConfig]) {
  Deno.test(`generate() draws the same alone, in a batch and where another drawing has ended (${config.architecture})`, () =>
    withSession(async (session) => {
      // More sequences than stand side by side, whose prefixes differ in length.
      const group = Array.from({ length: 30 }, (_, seed): GenerateRequest => {
        return { ...plain, prompt: seed % 2 === 0 ? "cat" : "palm tree", seed, variation: seed % 3 };
      });
      const together = await drawingPass(session, group, chooseSketches(session, group));
      for (const [i, request] of group.entries()) {
        assert.deepEqual(await generate(session, request), together[i]);
      }
    }, config));
}

Deno.test("drawingPass() keeps the limits when the sketch's aspect fits them nowhere", () =>
  withSession(async (session) => {
    for (const aspect of [0, 20, 40]) {
      const request = { ...plain, width: 80, maxLines: 1, maxChars: 3 };
      const [drawing] = await drawingPass(session, [request], [{
        bits: new Uint8Array(FINE_SIDE ** 2),
        aspect,
      }]);
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
      { prompt: "an unheard of word" },
      { bestOf: 0 },
      { bestOf: 4 },
    ];
    for (const change of wrong) {
      await assert.rejects(generate(session, { ...plain, ...change }), UserError, JSON.stringify(change));
    }
  }));

Deno.test("drawSketches() keeps the best of several drawings where the first is not good", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 9, 4));
  const streams = [0, 1, 2];
  let others = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const request = { ...plain, width: 40, maxLines: 20, seed };
    const [sketch] = chooseSketches(session, [request]);
    const all = await drawingPass(session, streams.map(() => request), streams.map(() => sketch!), streams);
    const rank = ({ lines }: { lines: string[] }): [faults: number, distance: number] => {
      const { gaps, strays, lostDots, uneven } = faultsOf(lines, sketch!.bits);
      return [gaps + strays + lostDots + uneven, -likeness(lines, sketch!.bits)];
    };
    const [faults, distance] = rank(all[0]!), isGood = faults <= 1 && distance <= -0.98;
    const [best] = isGood
      ? all
      : all.toSorted((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1]);
    const [kept] = await drawSketches(session, [{ ...request, bestOf: 3 }], [sketch!]);
    assert.deepEqual(kept, best);
    assert.deepEqual(await drawSketches(session, [request], [sketch!]), [all[0]]);
    if (best !== all[0]) others++;
  }
  assert.ok(others > 0);
});

Deno.test("drawingPass() never writes a run of spaces over a dot of the sketch", async () => {
  const bits = new Uint8Array(FINE_SIDE ** 2);
  bits[32 * FINE_SIDE + 36] = bits[32 * FINE_SIDE + 37] = 1;
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

Deno.test("drawingPass() draws both eyes of a face in few columns, whatever the network thinks", async () => {
  const bits = new Uint8Array(FINE_SIDE ** 2);
  for (let i = 0; i < FINE_SIDE; i++) {
    for (const pixel of [i, 63 * FINE_SIDE + i, i * FINE_SIDE, i * FINE_SIDE + 63]) bits[pixel] = 1;
  }
  for (let y = 22; y < 27; y++) {
    for (const x of [18, 41]) bits.fill(1, y * FINE_SIDE + x, y * FINE_SIDE + x + 5);
  }
  for (let seed = 1; seed <= 20; seed++) {
    const session = await toySession(tinyConfig, randomParameters(tinyConfig, seed, 3));
    let text = "";
    const request = { ...plain, seed, width: 16, maxLines: 8 };
    await drawingPass(session, [request], [{ bits, aspect: 21 }], [0], (piece) => text += piece);
    const lines = text.split("\n"), width = Math.max(...lines.map(({ length }) => length));
    const eyes = sureEyes(bits, width, lines.length);
    assert.equal(eyes.length, 2);
    for (const { row, column } of eyes) assert.equal(lines[row]?.[column], "o", `seed ${seed}\n${text}`);
  }
});

Deno.test("drawBest() tries drawings of few characters more often, unless one is asked for", async () => {
  const blank = { lines: [], sketch: new Uint8Array(FINE_SIDE ** 2).fill(1), width: 0, height: 0 };
  const tries = async (asked: Partial<GenerateRequest>): Promise<number> => {
    const streams: number[] = [];
    await drawBest({ ...plain, bestOf: 3, ...asked }, (stream) => {
      streams.push(stream);
      return Promise.resolve(blank);
    });
    assert.deepEqual(streams, [...streams.keys()]);
    return streams.length;
  };
  assert.equal(await tries({ width: 40, maxLines: 20 }), 3);
  assert.equal(await tries({ width: 24, maxLines: 12 }), 6);
  assert.equal(await tries({ width: 80, maxLines: 6 }), 12);
  assert.equal(await tries({ width: 16, maxLines: 8, bestOf: 2 }), 8);
  assert.equal(await tries({ width: 16, maxLines: 8, bestOf: 1 }), 1);
  assert.equal(await tries({ width: 16, maxLines: 8, temperature: 0 }), 1);
});
