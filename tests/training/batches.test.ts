import assert from "node:assert/strict";
import { openCorpus } from "../../src/corpus/store.ts";
import type { ModelConfig } from "../../src/model/config.ts";
import { modelShape } from "../../src/model/config.ts";
import { drawingState, featureLayout, FEATURES, FIELD } from "../../src/model/features.ts";
import { random } from "../../src/random.ts";
import {
  batchPlan,
  buildBatch,
  exampleLength,
  exampleSampler,
  type Pass,
  type SamplingOptions,
} from "../../src/training/batches.ts";
import { PATCHES } from "../../src/tokenizer/patches.ts";
import { fitToCorpus, knownLabels, loadDataset } from "../../src/training/dataset.ts";
import { writeTinyCorpus } from "./corpus.ts";

const path = await Deno.makeTempFile({ suffix: ".db" });
await Deno.remove(path);
writeTinyCorpus(path);
const db = openCorpus(path);
const tokenizer = fitToCorpus(db);
const dataset = loadDataset(db, tokenizer, "train", 500);
db.close();
for (const suffix of ["", "-wal", "-shm"]) await Deno.remove(path + suffix).catch(() => {});
const config: ModelConfig = { ...modelShape("nano"), labels: knownLabels(dataset, 3) };

const sampling: SamplingOptions = {
  seed: 3,
  batchTokens: 600,
  labelDropout: 0.2,
  promptDropout: 0.1,
  evenShare: { sketch: 0.2, drawing: 0.5 },
};
const plan = (pass: Pass, seed = 3) => {
  const options = { ...sampling, seed };
  return batchPlan(exampleSampler(dataset, tokenizer, config, pass, options), pass, options);
};

Deno.test("knownLabels() takes the most popular words", () => {
  assert.deepEqual(config.labels, ["cat", "dog", "house"]);
});

Deno.test("batchPlan() repeats itself for a seed, differs for another, and keeps within its budget", () => {
  for (const pass of ["sketch", "drawing"] as const) {
    const [one, same, other] = [plan(pass), plan(pass), plan(pass, 4)];
    let differs = false;
    for (let i = 0; i < 40; i++) {
      const batch = one.next();
      assert.deepEqual(batch, same.next());
      if (JSON.stringify(batch) !== JSON.stringify(other.next())) differs = true;
      const time = Math.max(...batch.map((example) => exampleLength(pass, example)));
      assert.ok(batch.length * time <= sampling.batchTokens, `${batch.length} × ${time}`);
    }
    assert.ok(differs);
  }
});

Deno.test("exampleSampler() draws popular words more often, hides words and labels at the asked rate", () => {
  const sample = exampleSampler(dataset, tokenizer, config, "sketch", {
    ...sampling,
    evenShare: { sketch: 0, drawing: 0 },
  });
  const rng = random(1);
  const counts = { cat: 0, tree: 0, hidden: 0, unlabelled: 0 };
  for (let i = 0; i < 4000; i++) {
    const { prompt, picture } = sample(rng);
    const label = picture.labels[0];
    if (label === "cat" || label === "tree") counts[label]++;
    if (prompt.characters.length === 0) counts.hidden++;
    if (prompt.label < 0) counts.unlabelled++;
  }
  assert.ok(counts.cat > 2 * counts.tree, JSON.stringify(counts));
  assert.ok(counts.hidden > 300 && counts.hidden < 500, JSON.stringify(counts));
  assert.ok(counts.unlabelled > 1200, JSON.stringify(counts));
});

Deno.test("buildBatch() predicts exactly the body of each sequence", () => {
  for (const pass of ["sketch", "drawing"] as const) {
    const examples = plan(pass).next();
    const batch = buildBatch(tokenizer, config, pass, examples);
    assert.equal(batch.weights.reduce((sum, weight) => sum + weight, 0), batch.predictions);
    assert.equal(batch.indices.length, batch.batch * batch.time * FEATURES);
    const rows = featureLayout(tokenizer, config).rows;
    assert.ok(batch.indices.every((row) => row >= 0 && row < rows));
    for (const [i, { prompt, piece, variant }] of examples.entries()) {
      const start = i * batch.time + prompt.characters.length + 2;
      const count = pass === "sketch" ? PATCHES + 2 : piece.tokens.length + 3;
      const targets = [...batch.targets.subarray(start, start + count)];
      assert.ok(batch.weights.subarray(start, start + count).every((weight) => weight === 1));
      if (pass === "sketch") {
        const codes = tokenizer.data.patches.length;
        assert.equal(targets[0], tokenizer.variantToken(variant) - tokenizer.sketchStart);
        assert.ok(targets.slice(1, -1).every((code) => code < codes) && targets.at(-1)! >= codes);
      } else {
        assert.equal(targets[0], tokenizer.widthToken(piece.width));
        assert.equal(targets[1], tokenizer.heightToken(piece.height));
        assert.deepEqual(targets.slice(2, -1), [...piece.tokens]);
        assert.equal(targets.at(-1), tokenizer.eos);
      }
    }
  }
});

Deno.test("drawingState() ends in the last row with every row within the width", () => {
  const rng = random(2);
  const sample = exampleSampler(dataset, tokenizer, config, "drawing", sampling);
  const layout = featureLayout(tokenizer, config);
  for (let i = 0; i < 50; i++) {
    const { prompt, picture, piece } = sample(rng);
    const state = drawingState(layout, tokenizer, prompt, picture.sketch, picture.aspect);
    const indices = new Int32Array(FEATURES);
    const field = new Float32Array(FIELD);
    const prefix = [tokenizer.bos, prompt.style, ...prompt.characters, tokenizer.sep];
    const size = [tokenizer.widthToken(piece.width), tokenizer.heightToken(piece.height)];
    for (const token of [...prefix, ...size, ...piece.tokens]) {
      state.advance(token, indices, 0, field, 0);
      assert.ok(state.column <= piece.width || state.width === 0);
    }
    assert.equal(state.row, piece.height - 1);
  }
});
