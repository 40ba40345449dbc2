import assert from "node:assert/strict";
import fc from "fast-check";
import { ALIGNMENTS, BORDERS, CHARSETS } from "../../../../src/art/frame.ts";
import { loadWords, type Words } from "../../../../src/art/bubble.ts";
import { columnsOf } from "../../../../src/art/lines.ts";
import {
  batches,
  type DrawingPlan,
  drawJobs,
  finished,
  type Job,
  streamJob,
} from "../../../../src/tasks/art/draw/jobs.ts";
import { checkLayout, type Layout } from "../../../../src/tasks/art/draw/layout.ts";
import { streamDrawing } from "../../../../src/tasks/art/draw/stream.ts";
import { UserError } from "../../../../src/base/errors.ts";
import type { Scene } from "../../../../src/words/scene/parse.ts";
import { generate } from "../../../../src/tasks/art/draw/generate.ts";
import type { ModelSession } from "../../../../src/tasks/art/draw/session.ts";
import { coarser, FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";
import { randomParameters, tinyConfig, tokenizer, toySession } from "../toy.ts";

const { maxWidth, maxHeight } = tokenizer.data;
const PLAIN: Layout = { align: "left", charset: "ascii", invert: false, sketch: false };

function planOf(change: Partial<DrawingPlan> = {}): DrawingPlan {
  return {
    layout: PLAIN,
    limits: { width: 20, maxLines: 10, maxChars: Infinity },
    grid: { width: maxWidth, height: maxHeight },
    sampling: { temperature: 1, topK: 0, topP: 1, bestOf: 1 },
    ...change,
  };
}

/** Many characters in few columns. */
const MARKED = "e\u0301\u0323".repeat(12);

/** "two cats on a palm tree" */
const SCENE: Scene = {
  things: ["cat", "palm tree"].map((label, i) => ({
    ...{ label, asked: label, why: "label", count: 2 - i, arrangement: "group", attributes: [] },
  })),
  relations: [{ kind: "on", of: [0], to: [1] }],
  omitted: [],
};

const job = (seed: number, text = "cat"): Job => ({ prompt: text, text, style: "line", seed });

async function withSession(work: (session: ModelSession) => Promise<void>, seed = 3): Promise<void> {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, seed, 2));
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

Deno.test("drawJobs() exceeds no limit, whatever is put around the drawing", () =>
  withSession(async (session) => {
    const layouts: fc.Arbitrary<Layout> = fc.record({
      align: fc.constantFrom(...ALIGNMENTS),
      border: fc.option(fc.constantFrom(...BORDERS), { nil: undefined }),
      charset: fc.constantFrom(...CHARSETS),
      invert: fc.boolean(),
      sketch: fc.boolean(),
      words: fc.array(
        fc.record({
          kind: fc.constantFrom("say", "think", "caption"),
          text: fc.constantFrom("Hello!", "What a long day it was", "世界", MARKED),
          font: fc.constantFrom("mini", "small", undefined),
        }).map(({ kind, text, font }): Words => ({ kind, text, ...kind === "caption" && font && { font } })),
        { maxLength: 2 },
      ),
    });
    const limits = fc.record({
      width: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 39, max: 70 })),
      maxLines: fc.integer({ min: 1, max: 24 }),
      maxChars: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 1500 })),
    });
    const like = fc.option(fc.nat(100), { nil: undefined });
    let drawn = 0;
    await loadWords(
      (["mini", "small"] as const).map((font) => ({ kind: "caption", text: `世界${MARKED}`, font })),
    );
    await fc.assert(
      fc.asyncProperty(layouts, limits, fc.nat(1000), like, async (layout, limits, seed, like) => {
        const plan = planOf({ layout, limits, ...(like === undefined ? {} : { like }) });
        try {
          checkLayout(plan);
        } catch (error) {
          assert.ok(error instanceof UserError);
          return;
        }
        const jobs = [job(seed), job(seed + 1, "palm tree"), { ...job(seed), scene: SCENE }];
        for (const { lines } of await drawJobs(session, plan, jobs)) {
          assert.ok(lines.length <= limits.maxLines, `${lines.length} lines`);
          assert.ok(columnsOf(lines) <= limits.width, `${columnsOf(lines)} columns`);
          assert.ok(lines.join("\n").length <= limits.maxChars, `${lines.join("\n").length} characters`);
          drawn++;
        }
      }),
      { numRuns: 400, seed: 1 },
    );
    assert.ok(drawn > 250, `only ${drawn} drawings met the limits`);
  }));

Deno.test("drawJobs() draws what generate() draws when nothing is put around it", () =>
  withSession(async (session) => {
    const plan = planOf({ limits: { width: 20, maxLines: 10, maxChars: 90 } });
    const { sampling } = plan;
    const request = { ...sampling, prompt: "cat", style: "line", width: 20, maxLines: 10, maxChars: 90 };
    for (const [i, { lines }] of (await drawJobs(session, plan, [job(1), job(2)])).entries()) {
      assert.deepEqual(lines, (await generate(session, { ...request, seed: i + 1 })).lines);
    }
  }));

Deno.test("drawJobs() keeps the sketch of a seed at every size when it is like that seed", () =>
  withSession(async (session) => {
    /** Lines of the thumbnail that stands beside the drawing. */
    const thumbnailOf = async (seed: number, width: number, like?: number) => {
      const plan = planOf({
        layout: { ...PLAIN, sketch: true },
        limits: { width, maxLines: 48, maxChars: Infinity },
        ...(like === undefined ? {} : { like }),
      });
      const [done] = await drawJobs(session, plan, [job(seed)]);
      return done!.lines.slice(0, 18).map((line) => line.slice(0, 36).padEnd(36));
    };
    const original = await thumbnailOf(5, 78);
    assert.notDeepEqual(await thumbnailOf(6, 78), original);
    assert.deepEqual(await thumbnailOf(5, 118, 5), original);
    assert.deepEqual(await thumbnailOf(6, 50, 5), original);
    // The same seed at the same size is the same drawing.
    const plan = planOf({ limits: { width: 40, maxLines: 20, maxChars: Infinity } });
    assert.deepEqual(
      await drawJobs(session, { ...plan, like: 5 }, [job(5)]),
      await drawJobs(session, plan, [job(5)]),
    );
  }));

Deno.test("drawJobs() draws a given sketch as it is", () =>
  withSession(async (session) => {
    const bits = Uint8Array.from({ length: FINE_SIDE ** 2 }, (_, i) => i % 7 < 3 ? 1 : 0);
    const plan = planOf({
      layout: { ...PLAIN, sketch: true, charset: "blocks" },
      limits: { width: 70, maxLines: 20, maxChars: Infinity },
    });
    const given = new Map([["line", { bits, aspect: 20 }]]);
    const [done] = await drawJobs(session, plan, [{ ...job(1), text: "" }], given);
    const at = (row: number, column: number) => " ▀▄█".indexOf(done!.lines[row >> 1]![column] ?? " ");
    coarser(bits).forEach((bit, i) => {
      const [row, column] = [Math.floor(i / 36), i % 36];
      assert.equal(at(row, column) >> (row & 1) & 1, bit);
    });
  }));

Deno.test("finished() leaves words on things their letters, whatever characters the drawing has", () => {
  const sketch = {
    ...{ bits: new Uint8Array(FINE_SIDE ** 2), aspect: 20, things: [], notes: [] },
    written: { text: "OPEN", x: 0, y: 0, width: 1, height: 1 },
  };
  const lines = ["+--------+", "|        |", "|        |", "|        |", "+--------+"];
  for (const charset of CHARSETS) {
    for (const invert of [false, true]) {
      const plan = planOf({ layout: { ...PLAIN, charset, invert, border: "ascii" } });
      const done = finished(plan, job(1), sketch, lines);
      const [, , , words] = done.lines;
      assert.equal(words!.slice(3, 9), " OPEN ", done.lines.join("\n"));
      assert.equal(words!.slice(1, 3) === "| ", charset === "ascii" && !invert);
      assert.deepEqual(done.place, { column: 1, row: 1, width: 10, height: 5 });
    }
  }
});

Deno.test("streamJob() hands out the text of the drawing, its left margin kept", () =>
  withSession(async (session) => {
    for (let seed = 0; seed < 40; seed++) {
      const plan = planOf({ limits: { width: 16, maxLines: 8, maxChars: 100 } });
      let text = "";
      const stream = streamDrawing((piece) => text += piece);
      const { lines } = await streamJob(session, plan, job(seed), stream.text);
      const [{ lines: alone } = { lines: [] }] = await drawJobs(session, plan, [job(seed)]);
      assert.deepEqual(lines, alone);
      const streamed = text.split("\n");
      const margin = streamed[0]!.length - lines[0]!.length;
      assert.deepEqual(streamed.map((line) => line.slice(margin)), lines);
      assert.ok(streamed.every((line) => /^ *$/.test(line.slice(0, margin)) && line.length <= 16));
      assert.ok(text.length <= 100);
    }
  }));

Deno.test("batches() deals out some drawings at a time, in order", () => {
  const jobs = Array.from({ length: 70 }, (_, i) => job(i));
  assert.deepEqual(batches(jobs).map(({ length }) => length), [16, 16, 16, 16, 6]);
  assert.deepEqual(batches(jobs).flat(), jobs);
});
