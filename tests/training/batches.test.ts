import assert from "node:assert/strict";
import {
  drawingState,
  featureLayout,
  FEATURES,
  FIELD,
  portsOf,
} from "../../src/tasks/art/sequence/features.ts";
import { random } from "../../src/base/random.ts";
import { buildBatch } from "../../src/training/batches.ts";
import { batchPlan } from "../../src/training/plan.ts";
import { openExamples } from "../../src/tasks/art/drawings/reader.ts";
import { config, openTiny, path, planning, sampler, tokenizer } from "../tasks/art/tiny.ts";

Deno.test("buildBatch() predicts exactly the body of each sequence", () => {
  using reader = openExamples(path, tokenizer);
  using source = openTiny();
  const planned = batchPlan(source.sample, planning).at(0);
  const batch = buildBatch(portsOf(tokenizer, config), planned.map(source.read));
  const examples = planned.map(reader.read);
  assert.equal(batch.weights.reduce((sum, weight) => sum + weight, 0), batch.predictions);
  assert.equal(batch.indices.length, batch.batch * batch.time * FEATURES);
  const rows = featureLayout(tokenizer, config).rows;
  assert.ok(batch.indices.every((row) => row >= 0 && row < rows));
  for (const [i, { prompt, width, height, art }] of examples.entries()) {
    const start = i * batch.time + prompt.characters.length + 2;
    const count = art.length + 3;
    const targets = [...batch.targets.subarray(start, start + count)];
    assert.ok(batch.weights.subarray(start, start + count).every((weight) => weight === 1));
    assert.equal(targets[0], tokenizer.widthToken(width));
    assert.equal(targets[1], tokenizer.heightToken(height));
    assert.deepEqual(targets.slice(2, -1), art);
    assert.equal(targets.at(-1), tokenizer.eos);
  }
});

Deno.test("openDrawings() roughens the sketch of an example as its seed has it", () => {
  using source = openTiny();
  const example = source.sample(random(1)), ports = portsOf(tokenizer, config);
  const fieldOf = (hand: number) => buildBatch(ports, [source.read({ ...example, hand })]).field.join();
  const hands = Array.from({ length: 20 }, (_, hand) => fieldOf(hand));
  assert.deepEqual(hands.slice(0, 5), [0, 1, 2, 3, 4].map(fieldOf));
  const kinds = new Set(hands).size;
  assert.ok(kinds > 5 && kinds < 20, `${kinds} fields: some rough, the smooth ones alike`);
});

Deno.test("drawingState() ends in the last row with every row within the width", () => {
  using reader = openExamples(path, tokenizer);
  const rng = random(2);
  const sample = sampler();
  const layout = featureLayout(tokenizer, config);
  for (let i = 0; i < 50; i++) {
    const { prompt, width, height, art, sketch, aspect } = reader.read(sample(rng));
    const state = drawingState(layout, tokenizer, prompt, sketch, aspect);
    const indices = new Int32Array(FEATURES);
    const field = new Float32Array(FIELD);
    const prefix = [tokenizer.bos, prompt.style, ...prompt.characters, tokenizer.sep];
    const size = [tokenizer.widthToken(width), tokenizer.heightToken(height)];
    for (const token of [...prefix, ...size, ...art]) {
      state.advance(token, indices, 0, field, 0);
      assert.ok(state.column <= width || state.width === 0);
    }
    assert.equal(state.row, height - 1);
  }
});
