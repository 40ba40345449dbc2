import assert from "node:assert/strict";
import { openCorpus } from "../../src/corpus/store.ts";
import { measureDrawings } from "../../src/evaluation/drawings.ts";
import { measureLikelihood } from "../../src/evaluation/likelihood.ts";
import { loadDataset } from "../../src/training/dataset.ts";
import { randomParameters, tinyConfig, tokenizer, toySession } from "../inference/toy.ts";
import { writeTinyCorpus } from "../training/corpus.ts";

async function datasets() {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/corpus.db`;
    writeTinyCorpus(path);
    using db = openCorpus(path);
    return { test: loadDataset(db, tokenizer, "test", 500), train: loadDataset(db, tokenizer, "train", 500) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("measureLikelihood() of a model that knows nothing is that of a fair guess", async () => {
  const { test } = await datasets();
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1, 0));
  const result = await measureLikelihood(session, test, { limit: 100, seed: 1 });
  assert.equal(result.pictures, 4);
  assert.ok(Math.abs(result.natsPerPatch - Math.log(512)) < 1e-3);
  assert.equal(result.bitsPerCharacter, result.bitsPerCharacterBlank);
  // Every token costs the same; runs of spaces and the end make fewer or more of them than characters.
  const perToken = Math.log2(tokenizer.sketchStart);
  assert.ok(result.bitsPerCharacter > 0.7 * perToken && result.bitsPerCharacter < 1.3 * perToken);
});

Deno.test("measureDrawings() counts lawful drawings, and copies where the training set has them", async () => {
  const { train } = await datasets();
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  const options = { words: 3, seed: 1, temperature: 1, bestOf: 2 };
  const report = await measureDrawings(session, train, options);
  assert.deepEqual([report.drawings, report.valid, report.copiedSketches, report.copiedDrawings], [
    12,
    12,
    0,
    0,
  ]);
  assert.equal(report.sketchDiversity, 1);

  const greedy = await measureDrawings(session, train, { ...options, temperature: 0 });
  assert.equal(greedy.sketchDiversity, 0.25);
});
