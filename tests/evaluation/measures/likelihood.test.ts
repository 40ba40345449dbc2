import assert from "node:assert/strict";
import { measureLikelihood, tokenFrequencies } from "../../../src/evaluation/measures/likelihood.ts";
import { randomParameters, tinyConfig, tokenizer, toySession } from "../../tasks/art/toy.ts";
import { tinyEvidence } from "../tiny.ts";

Deno.test("measureLikelihood() of a model that knows nothing is that of a fair guess, whatever it is told", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1, 0));
  const { datasets } = await tinyEvidence(session);
  const frequencies = tokenFrequencies(session, datasets.train);
  const result = await measureLikelihood(session, datasets.test, frequencies, { limit: 100, seed: 1 });
  assert.equal(result.pictures, 4);
  assert.equal(result.bitsPerCharacter, result.bitsPerCharacterBlank);
  assert.equal(result.bitsPerCharacter, result.bitsPerCharacterShuffled);
  assert.equal(result.drawingGain.value, 0);
  // Every token costs the same; runs of spaces and the end make fewer or more of them than characters.
  const perToken = Math.log2(tokenizer.vocabularySize);
  assert.ok(result.bitsPerCharacter > 0.7 * perToken && result.bitsPerCharacter < 1.3 * perToken);
  // To know how often tokens occur is to know something.
  assert.ok(result.bitsPerCharacterFrequencies < result.bitsPerCharacter);
});

Deno.test("measureLikelihood() sees that a model heeds its prompt, and repeats itself", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  const { datasets } = await tinyEvidence(session);
  const frequencies = tokenFrequencies(session, datasets.train);
  const measure = () => measureLikelihood(session, datasets.test, frequencies, { limit: 3, seed: 2 });
  const result = await measure();
  assert.equal(result.pictures, 3);
  assert.notEqual(result.bitsPerCharacter, result.bitsPerCharacterShuffled);
  assert.notEqual(result.bitsPerCharacter, result.bitsPerCharacterBlank);
  assert.deepEqual(await measure(), result);
});

Deno.test("tokenFrequencies() are probabilities of what the training set has, banners aside", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1, 0));
  const { datasets } = await tinyEvidence(session);
  const nats = tokenFrequencies(session, datasets.train);
  const sum = Array.from({ length: tokenizer.vocabularySize }, (_, token) => Math.exp(-nats(token)))
    .reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 1) < 1e-9);
  const banners = datasets.train.pictures.map((picture) => ({ ...picture, style: "banner" }));
  const none = tokenFrequencies(session, { ...datasets.train, pictures: banners });
  assert.ok(Math.abs(none(tokenizer.newline) - Math.log(tokenizer.vocabularySize)) < 1e-9);
});
