import assert from "node:assert/strict";
import { join } from "node:path";
import { type Context, quietly } from "../../../src/base/context.ts";
import type { StyleComparison } from "../../../src/evaluation/compare.ts";
import { compareSettings } from "../../../src/operations/evaluate/compare.ts";
import { evaluate } from "../../../src/operations/evaluate/evaluate.ts";
import { writeTinyCorpus } from "../../tasks/art/corpus.ts";
import { withModel } from "../../tasks/art/toy_model.ts";

/** A toy model, and the tiny corpus, which it was not trained on. */
const withBoth = (work: (given: { model: string; data: string }) => Promise<void>) =>
  withModel((folder, model) => {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    return work({ model, data });
  });

const few = {
  ...{ labels: 0, pictures: 2, memory: 5, words: 1, seeds: 2, limits: 1 },
  ...{ width: 12, maxLines: 6, temperature: 1 },
};

/** A context whose signal is aborted at the first progress of a part. */
function stoppedAt(part: string): Context {
  const stop = new AbortController();
  return { ...quietly, signal: stop.signal, progress: (current) => current === part && stop.abort() };
}

Deno.test("evaluate() judges a model folder by a corpus, and says what it judged", () =>
  withBoth(async ({ model, data }) => {
    const log: string[] = [];
    const result = await evaluate({ model, data, ...few }, { ...quietly, log: (line) => log.push(line) });
    assert.deepEqual(log, [
      `eval: ${data} is not the corpus that ${model} was trained on: unseen may mean seen`,
      `eval: reading ${data}`,
    ]);
    assert.deepEqual([result.model.path, result.corpus.trainedOn], [model, false]);
    const { likelihood, memory, diversity, validity, accuracy, learning, options } = result;
    assert.deepEqual([likelihood?.unseen.pictures, diversity?.length, validity?.drawings], [2, 1, 1]);
    // Of another corpus' pictures the model has no memory.
    assert.deepEqual([memory, accuracy, learning], [null, null, null]);
    assert.deepEqual(options.settings, {
      ...{ style: "line", width: 12, maxLines: 6, variation: 1, temperature: 0.7 },
      ...{ topK: 0, topP: 0.95, bestOf: 3 },
    });
    assert.deepEqual(await evaluate({ model, data, ...few }, quietly), result);
  }));

Deno.test("evaluate() is stopped by its signal in any part, and names what it cannot use", () =>
  withBoth(async (both) => {
    const input = { ...both, ...few, labels: 3, folds: 2, steps: 2 };
    for (
      const part of ["likelihood", "limits", "diversity", "drawings", "copies", "classifiers", "real art"]
    ) {
      await assert.rejects(evaluate(input, stoppedAt(part)), { name: "AbortError" }, part);
    }
    const refused = (more: object, kind: string, message: RegExp) =>
      assert.rejects(evaluate({ ...input, ...more }, quietly), { kind, message });
    await refused({ width: 1000 }, "usage", /^--width 1000 is not a whole number from 1 to \d+$/);
    await refused({ style: "oil" }, "usage", /^--style "oil" is not one of line/);
    await refused({ seeds: 1 }, "usage", /^--seeds 1 is not a whole number from 2 to 1000$/);
    await refused({ metrics: "none.jsonl" }, "io", /^cannot read --metrics none\.jsonl/);
    await refused({ data: "none.db" }, "corpus", /no corpus at none\.db/);
  }));

Deno.test("compareSettings() tells each style as soon as it is there", () =>
  withBoth(async (both) => {
    const input = {
      ...both,
      ...{ labels: 4, folds: 2, steps: 2, width: 12, maxLines: 6, style: "line" },
      compare: ["temperature=0,1 best-of=1"],
    };
    const told: StyleComparison[] = [];
    const { options, styles, corpus } = await compareSettings(input, quietly, (style, comparison) => {
      assert.equal(comparison.options.usual.length, 1);
      told.push(style);
    });
    assert.deepEqual([told, corpus.trainedOn], [styles, false]);
    assert.deepEqual(options.changes, [
      { variation: 0, temperature: 0, bestOf: 1 },
      { variation: 1, temperature: 0.7, bestOf: 1 },
    ]);
    assert.deepEqual(styles.map(({ figures }) => figures.length), [3]);
    await assert.rejects(compareSettings(input, stoppedAt("line")), { name: "AbortError" });
    await assert.rejects(compareSettings({ ...input, labels: 1 }, quietly), {
      kind: "usage",
      message: /^--labels 1 is not a whole number from 2 /,
    });
  }));
