import assert from "node:assert/strict";
import { quietly } from "../../src/base/context.ts";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import type { Evaluation, EvaluationOptions } from "../../src/evaluation/evaluation.ts";
import { randomParameters, tinyConfig, toySession } from "../tasks/art/toy.ts";
import { tinyEvidence } from "./tiny.ts";

const options: EvaluationOptions = {
  ...{
    labels: 5,
    perLabel: 2,
    folds: 2,
    steps: 3,
    pictures: 3,
    memory: 9,
    words: 2,
    seeds: 3,
    limits: 2,
    seed: 1,
  },
  settings: {
    ...{ style: "line", width: 12, maxLines: 6 },
    ...{ temperature: 1, topK: 0, topP: 1, bestOf: 2 },
  },
};

async function run(
  changes: Partial<EvaluationOptions> = {},
  unknown?: string,
): Promise<{ evaluation: Evaluation; parts: Set<string> }> {
  const whole = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  const count = (word: string, style: string) => word === unknown ? 0 : whole.book.count(word, style);
  const session = { ...whole, book: { ...whole.book, count } };
  const parts = new Set<string>();
  const evidence = await tinyEvidence(session);
  const evaluation = await evaluate(evidence, { ...options, ...changes }, {
    ...quietly,
    progress(part, done, total = 0) {
      assert.ok(done >= 1 && done <= total);
      parts.add(part);
    },
  });
  return { evaluation, parts };
}

Deno.test("evaluate() puts every figure beside its ceiling, floor and baseline", async () => {
  const { evaluation, parts } = await run();
  const { accuracy, novelty, likelihood, memory, diversity, validity, drawings } = evaluation;
  assert.equal(accuracy!.drawings.judged, 10);
  assert.equal(accuracy!.retrieval.judged, 10);
  assert.equal(accuracy!.shuffled.judged, 10);
  assert.equal(accuracy!.real.all.judged, 20);
  assert.equal(accuracy!.real.heldOut!.judged, 8);
  assert.deepEqual([novelty!.drawings.works, novelty!.retrieval.works, novelty!.heldOut!.works], [10, 10, 4]);
  assert.equal(novelty!.retrieval.exactSketches.value, 1);
  assert.equal(novelty!.retrieval.exactDrawings.value, 1);
  assert.equal(novelty!.drawings.exactDrawings.value, 0);
  assert.deepEqual([likelihood!.unseen.pictures, likelihood!.seen.pictures], [3, 3]);
  assert.deepEqual([memory!.pictures, memory!.byNumber.map(({ from }) => from)], [12, [1, 2, 3]]);
  assert.deepEqual(diversity!.map(({ word, drawn }) => [word, drawn.pictures]), [["cat", 3], ["dog", 3]]);
  assert.deepEqual([validity!.drawings, validity!.violations.length], [2, 0]);
  assert.equal(drawings.length, 10);
  assert.ok(
    drawings.every(({ lines, rank, nearest }) => lines.length <= 6 && rank >= 1 && nearest.lines.length > 0),
  );
  assert.deepEqual(
    parts,
    new Set([
      "likelihood",
      "memory, words",
      "limits",
      "diversity",
      "drawings",
      "copies",
      "classifiers",
      "real art",
    ]),
  );
});

Deno.test("evaluate() leaves out what is asked for 0 times, and repeats itself", async () => {
  const few = { labels: 0, memory: 0, words: 0, limits: 0 };
  const { evaluation } = await run(few);
  const { likelihood, accuracy, novelty, memory, diversity, validity, drawings } = evaluation;
  assert.ok(likelihood !== null);
  assert.deepEqual([accuracy, novelty, memory, diversity, validity, drawings], [
    ...[null, null, null, null, null],
    [],
  ]);
  assert.deepEqual((await run(few)).evaluation, evaluation);
});

Deno.test("evaluate() draws no word of the corpus that the model has no picture of", async () => {
  const { evaluation } = await run({}, "cat");
  assert.deepEqual(evaluation.diversity!.map(({ word }) => word).includes("cat"), false);
  assert.equal(evaluation.accuracy!.drawings.judged, 8);
});
