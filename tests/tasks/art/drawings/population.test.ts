import assert from "node:assert/strict";
import { STYLES } from "../../../../src/art/styles.ts";
import { random } from "../../../../src/base/random.ts";
import { openPopulation, ownerOf } from "../../../../src/tasks/art/drawings/population.ts";
import { exampleSampler } from "../../../../src/tasks/art/drawings/sampler.ts";
import { config, index, population, sampling, tokenizer } from "../tiny.ts";

Deno.test("openPopulation() leaves out drawings beyond the limits, and pictures and words without any", () => {
  assert.deepEqual([population.pictures, population.drawings], [12, 72]);
  const { tokens } = index.splits.train;
  const limit = [...tokens].sort((a, b) => a - b)[20]!;
  const few = openPopulation(index, "train", tokenizer, limit);
  assert.equal(few.drawings, tokens.filter((count) => count <= limit).length);
  assert.ok(few.pictures < 12 && few.words.length < population.words.length);
  const rng = random(1);
  const sample = exampleSampler(few, tokenizer, config, sampling);
  for (let i = 0; i < 500; i++) assert.ok(sample(rng).tokens <= limit);
  assert.throws(() => openPopulation(index, "validation", tokenizer, 3), /has no validation pictures/);
});

Deno.test("openPopulation() leaves out banners, and words that only they show", () => {
  const { labels, styles } = index.splits.train;
  const cat = index.labels.indexOf("cat");
  const { labelStarts } = index.splits.train;
  const lettered = styles.map((style, picture) =>
    labels[labelStarts[picture]!] === cat ? STYLES.indexOf("banner") : style
  );
  const spelt = { ...index, splits: { ...index.splits, train: { ...index.splits.train, styles: lettered } } };
  const without = openPopulation(spelt, "train", tokenizer, 500);
  assert.ok(without.pictures > 0 && without.pictures < population.pictures);
  assert.ok(population.words.includes(cat) && !without.words.includes(cat));
  const sample = exampleSampler(without, tokenizer, config, sampling);
  const [rng, banner] = [random(1), tokenizer.styleToken("banner")];
  for (let i = 0; i < 300; i++) assert.notEqual(sample(rng).prompt.style, banner);
});

Deno.test("ownerOf() finds whose run of places one is in", () => {
  const starts = Uint32Array.of(0, 2, 3, 7);
  assert.deepEqual([0, 1, 2, 3, 6].map((at) => ownerOf(starts, at)), [0, 0, 1, 2, 2]);
});
