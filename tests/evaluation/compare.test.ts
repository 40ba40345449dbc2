import assert from "node:assert/strict";
import { type Context, quietly } from "../../src/base/context.ts";
import { compareSettings, type ComparisonOptions } from "../../src/evaluation/compare.ts";
import { comparisonSection } from "../../src/evaluation/report/comparison.ts";
import { markdownSection } from "../../src/evaluation/report/markdown.ts";
import { randomParameters, tinyConfig, toySession } from "../tasks/art/toy.ts";
import { tinyEvidence } from "./tiny.ts";

const usual = { width: 12, maxLines: 6, temperature: 1, topK: 0, topP: 1, bestOf: 1 };

async function compare(changes: Partial<ComparisonOptions> = {}) {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  const parts = new Set<string>();
  const options: ComparisonOptions = {
    usual: [{ ...usual, style: "line" }, { ...usual, style: "solid" }],
    changes: [{ temperature: 1 }, { variation: 2, bestOf: 2 }],
    ...{ labels: 5, perLabel: 2, folds: 2, steps: 3, seed: 1 },
    ...changes,
  };
  const progress: Context["progress"] = (part, done, total = 0) => {
    assert.ok(done >= 1 && done <= total);
    parts.add(part);
  };
  const comparisons = await Array.fromAsync(
    compareSettings(await tinyEvidence(session), options, { ...quietly, progress }),
  );
  return { comparisons, parts };
}

Deno.test("compareSettings() draws the same words with the same seeds in each way", async () => {
  const { comparisons: [line, solid], parts } = await compare();
  assert.deepEqual([line!.words, solid!.words], [3, 3]);
  assert.deepEqual(line!.figures.map(({ change }) => change), [{}, { temperature: 1 }, {
    variation: 2,
    bestOf: 2,
  }]);
  for (const { figures } of [line!, solid!]) {
    const [base, same, other] = figures;
    assert.deepEqual([base!.score.gain, same!.score.gain, same!.likeness.gain], [0, 0, 0]);
    assert.deepEqual(same!.accuracy, base!.accuracy);
    assert.notEqual(other!.likeness.gain, 0);
    assert.ok(Math.abs(other!.score.value - base!.score.value - other!.score.gain) < 1e-9);
    assert.ok(other!.score.gainError > 0 && other!.milliseconds.value > 0);
    assert.ok(base!.different.value >= 1 && base!.different.value <= 2);
  }
  assert.deepEqual(parts, new Set(["classifiers", "line", "solid"]));
});

Deno.test("compareSettings() scores drawings by log-probability, beside pictures that were looked up", async () => {
  const { comparisons: [line] } = await compare();
  const { score, recalled } = line!.figures[0]!;
  assert.ok(score.value < 0 && recalled.value >= 0 && recalled.value <= 1);
  assert.equal(line!.baseline!.accuracy.judged, 3);
});

Deno.test("compareSettings() says so when the corpus has no picture of a style", async () => {
  const shaded = compare({ usual: [{ ...usual, style: "shaded" }] });
  await assert.rejects(shaded, /UserError: no picture of the style shaded carries one of the 5 labels/);
});

Deno.test("comparisonSection() has a row for each way, clear gains bold", async () => {
  const { comparisons: [line, solid] } = await compare();
  const { figures } = line!;
  figures[2]!.likeness = { value: 0.75, error: 0.01, gain: 0.25, gainError: 0.1 };
  figures[2]!.score = { value: -1, error: 0.01, gain: -0.25, gainError: 0.2 };
  const text = markdownSection(comparisonSection(line!));
  assert.match(text, /^## line\n\nWords: 3; seeds of each, the same in all rows: 2\./);
  assert.match(text, /\| as usual +\|.* – \|/);
  assert.match(text, /\| variation 2, best of 2 +\|.*\| +-1\.000 ± 0\.010 \| +-0\.250 ± 0\.200 \|/);
  assert.match(text, /\| 0\.7500 ± 0\.0100 \| +\*\*\+0\.2500 ± 0\.1000\*\* \|/);
  assert.match(text, /\| looked up in the training set \|/);
  assert.doesNotMatch(text + markdownSection(comparisonSection(solid!)), /NaN|undefined/);
});
