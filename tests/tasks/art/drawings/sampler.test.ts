import assert from "node:assert/strict";
import { random } from "../../../../src/base/random.ts";
import { exampleSampler, type SamplingOptions } from "../../../../src/tasks/art/drawings/sampler.ts";
import { config, index, population, sampler, sampling, tokenizer } from "../tiny.ts";

const DRAWS = 20_000;
const WORDS = ["cat", "dog", "house", "tree", "animal"];
const plain: SamplingOptions = { ...sampling, promptDropout: 0 };

/** Shares of examples of each word. */
function shares(options: SamplingOptions) {
  const sample = exampleSampler(population, tokenizer, config, options);
  const rng = random(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < DRAWS; i++) {
    const text = tokenizer.decode(sample(rng).prompt.characters);
    const key = WORDS.find((word) => text.includes(word))!;
    counts.set(key, (counts.get(key) ?? 0) + 1 / DRAWS);
  }
  return counts;
}

function expectShares(found: Map<string, number>, weights: Record<string, number>): void {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  assert.deepEqual([...found.keys()].sort(), Object.keys(weights).sort());
  for (const [key, weight] of Object.entries(weights)) {
    // Five standard deviations.
    const share = weight / total, error = 5 * Math.sqrt(share * (1 - share) / DRAWS);
    assert.ok(Math.abs(found.get(key)! - share) < error, `${key}: ${found.get(key)}, not ${share}`);
  }
}

// Three pictures of each word: those of cat and house in lines, of dog and tree solid; popularities are 5, 4, 3, 2 and 1.
const LINE = 3, SOLID = 1.2;
const TAG = 0.25;

Deno.test("exampleSampler() draws words by popularity and the root of what their pictures weigh", () => {
  expectShares(shares({ ...plain, evenDrawings: 0 }), {
    cat: 5 * Math.sqrt(3 * LINE),
    dog: 4 * Math.sqrt(3 * SOLID),
    house: 3 * Math.sqrt(3 * LINE),
    tree: 2 * Math.sqrt(3 * SOLID),
    animal: 1 * Math.sqrt(3 * (LINE + SOLID) * TAG),
  });
});

Deno.test("exampleSampler() draws pictures evenly by style where it is asked to", () => {
  // An animal is called so in 0.3 / 2 of the cases.
  expectShares(shares({ ...plain, evenDrawings: 1 }), {
    cat: 0.85 * LINE,
    dog: 0.85 * SOLID,
    house: LINE,
    tree: SOLID,
    animal: 0.15 * (LINE + SOLID),
  });
});

Deno.test("exampleSampler() hides words at the asked rate", () => {
  const sample = sampler({ evenDrawings: 0 });
  const rng = random(1);
  let hidden = 0;
  for (let i = 0; i < 4000; i++) if (sample(rng).prompt.characters.length === 0) hidden++;
  assert.ok(hidden > 300 && hidden < 500, String(hidden));
});

Deno.test("exampleSampler() gives each example a seed of its own for its sketch", () => {
  const sample = sampler();
  const rng = random(1);
  const hands = Array.from({ length: 500 }, () => sample(rng).hand);
  assert.equal(new Set(hands).size, hands.length);
});

Deno.test("exampleSampler() takes all pieces of a picture alike", () => {
  const sample = sampler();
  const rng = random(2);
  const counts = new Map<number, number>();
  for (let i = 0; i < DRAWS; i++) {
    const { piece } = sample(rng);
    counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  const { pieceStarts, pieces } = index.splits.train;
  assert.equal(counts.size, pieces.length);
  for (let picture = 0; picture + 1 < pieceStarts.length; picture++) {
    const own = [...pieces.subarray(pieceStarts[picture], pieceStarts[picture + 1])].map((id) =>
      counts.get(id)!
    );
    const mean = own.reduce((sum, count) => sum + count) / own.length;
    assert.ok(own.every((count) => Math.abs(count - mean) < 5 * Math.sqrt(mean)), own.join());
  }
});
