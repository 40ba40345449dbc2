import assert from "node:assert/strict";
import { loadDataset } from "../../../../src/evaluation/dataset.ts";
import { openCorpus } from "../../../../src/data/store/store.ts";
import { openTrainingIndex } from "../../../../src/data/store/training_index.ts";
import { drawingLength } from "../../../../src/tasks/art/sequence/sequence.ts";
import { random } from "../../../../src/base/random.ts";
import { openPopulation } from "../../../../src/tasks/art/drawings/population.ts";
import { openExamples } from "../../../../src/tasks/art/drawings/reader.ts";
import { exampleSampler } from "../../../../src/tasks/art/drawings/sampler.ts";
import { writeTinyCorpus } from "../corpus.ts";
import { config, path, sampler, sampling, tokenizer } from "../tiny.ts";

Deno.test("openExamples() reads what loading the whole split gives", () => {
  using db = openCorpus(path);
  using reader = openExamples(path, tokenizer);
  const known = new Map(
    loadDataset(db, tokenizer, "train", 500).pictures.flatMap(({ pieces, ...picture }) =>
      pieces.map((piece) => [piece.tokens.join(), { ...picture, ...piece }] as const)
    ),
  );
  const rng = random(1), seen = new Set<number>();
  const sample = sampler();
  for (let i = 0; i < 2000; i++) {
    const { prompt, piece, art, hand: _hand, length, ...read } = reader.read(sample(rng));
    const { labels: _labels, style, tokens, ...expected } = known.get(art.join())!;
    const { tokens: count, ...rest } = read;
    assert.deepEqual(rest, expected);
    assert.equal(count, tokens.length);
    assert.equal(length, drawingLength(prompt, count));
    assert.equal(prompt.style, tokenizer.styleToken(style));
    seen.add(piece);
  }
  assert.equal(seen.size, known.size);
});

Deno.test("openExamples() refuses a piece that was changed or deleted since, and goes on when others are added", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const data = `${folder}/corpus.db`;
    writeTinyCorpus(data);
    using db = openCorpus(data);
    const index = openTrainingIndex(db, () => {});
    const population = openPopulation(index, "train", tokenizer, 500);
    using reader = openExamples(data, tokenizer);
    const example = exampleSampler(population, tokenizer, config, sampling)(random(1));
    const before = reader.read(example);
    db.exec("UPDATE pieces SET sha256 = randomblob(32) WHERE id = 1; UPDATE pictures SET label = 'other'");
    assert.deepEqual(reader.read(example), before);
    db.prepare("UPDATE pieces SET art = 'ab' WHERE id = ?").run(example.piece);
    assert.throws(() => reader.read(example), /piece \d+ was changed while it was trained on/);
    db.prepare("DELETE FROM pieces WHERE id = ?").run(example.piece);
    assert.throws(() => reader.read(example), /piece \d+ was changed/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
