import assert from "node:assert/strict";
import fc from "fast-check";
import { openDecoding } from "../../../../src/inference/continuous.ts";
import { type Asked, drawBeside } from "../../../../src/tasks/art/draw/beside.ts";
import type { SureCell } from "../../../../src/tasks/art/draw/confidence.ts";
import { drawJobs } from "../../../../src/tasks/art/draw/jobs.ts";
import type { ModelSession } from "../../../../src/tasks/art/draw/session.ts";
import { randomParameters, tinyConfig, tokenizer, toySession } from "../toy.ts";

const { maxWidth, maxHeight } = tokenizer.data;

function askedOf(seed: number, text: string, bestOf = 1): Asked {
  return {
    plan: {
      layout: { align: "left", charset: "ascii", invert: false, sketch: false },
      limits: { width: 16, maxLines: 8, maxChars: Infinity },
      grid: { width: maxWidth, height: maxHeight },
      sampling: { temperature: 1, topK: 0, topP: 1, bestOf },
    },
    job: { prompt: text, text, style: "line", seed },
  };
}

async function withSession(work: (session: ModelSession) => Promise<void>): Promise<void> {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 3, 2));
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

Deno.test("drawBeside() draws a seed alone as beside others, in any order, and as drawJobs() does", () =>
  withSession(async (session) => {
    const asks = fc.array(
      fc.record({
        seed: fc.nat(50),
        word: fc.constantFrom("cat", "palm tree", "house"),
        bestOf: fc.integer({ min: 1, max: 3 }),
        confidence: fc.boolean(),
      }),
      { minLength: 1, maxLength: 14 },
    );
    await fc.assert(
      fc.asyncProperty(asks, fc.integer({ min: 2, max: 9 }), async (asks, rows) => {
        const decoding = openDecoding(session, rows);
        const asked = asks.map(({ seed, word, bestOf, confidence }) => ({
          ...askedOf(seed, word, bestOf),
          confidence,
        }));
        const beside = await Promise.all(asked.map((each) => drawBeside(session, decoding, each, {})));
        for (const [i, each] of asked.entries()) {
          assert.deepEqual(await drawBeside(session, openDecoding(session, 2), each, {}), beside[i]);
          const [done] = await drawJobs(session, each.plan, [each.job]);
          assert.deepEqual(beside[i]!.lines, done!.lines);
        }
      }),
      { numRuns: 12, seed: 1 },
    );
  }));

Deno.test("drawBeside() tells text and cells as they are made, which are those of the drawing", () =>
  withSession(async (session) => {
    const decoding = openDecoding(session, 4);
    for (let seed = 0; seed < 12; seed++) {
      let text = "", sketches = 0;
      const cells: SureCell[] = [];
      const made = await drawBeside(session, decoding, { ...askedOf(seed, "cat"), confidence: true }, {
        sketch: ({ bits }) => sketches += Number(bits.length === 64 * 64),
        text: (piece) => text += piece,
        cells: (more) => void cells.push(...more),
      });
      assert.equal(sketches, 1);
      const streamed = text.split("\n").slice(0, -1), { lines, confidence } = made;
      const margin = streamed[0]!.length - lines[0]!.length;
      assert.deepEqual(streamed.map((line) => line.slice(margin)), lines);
      assert.deepEqual(confidence!.map((line) => line.length), lines.map((line) => line.length));
      for (const { row, column, probability } of cells) {
        assert.ok(probability > 0 && probability <= 1);
        assert.ok(column < streamed[row]!.length);
        if (column >= margin) assert.equal(confidence![row]![column - margin], probability);
      }
      // Every character of the text was told of once.
      assert.equal(cells.length, streamed.reduce((sum, line) => sum + line.length, 0));
    }
  }));

Deno.test("drawBeside() lets go of its row when nobody waits for the drawing any more", () =>
  withSession(async (session) => {
    const decoding = openDecoding(session, 2);
    const stop = new AbortController();
    const drawing = drawBeside(session, decoding, askedOf(1, "cat"), {
      text: () => stop.abort(new Error("gone")),
    }, stop.signal);
    await assert.rejects(drawing, { message: "gone" });
    assert.deepEqual([decoding.active, decoding.waiting], [0, 0]);
  }));
