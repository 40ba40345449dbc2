import assert from "node:assert/strict";
import { random } from "../../src/random.ts";
import { VARIANTS } from "../../src/tokenizer/character.ts";
import { exampleSampler, type SamplingOptions } from "../../src/training/sampler.ts";
import { config, index, population, sampler, sampling, tokenizer } from "./tiny.ts";

const DRAWS = 20_000;
const WORDS = ["cat", "dog", "house", "tree", "animal"];
const plain: SamplingOptions = { ...sampling, labelDropout: 0, promptDropout: 0 };
const all = { ...config, labels: WORDS };

/** Shares of what `name` says of examples. */
function shares(options: SamplingOptions, pass: "sketch" | "drawing", name: typeof wordOf | typeof placeOf) {
  const sample = exampleSampler(population, tokenizer, all, pass, options);
  const rng = random(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < DRAWS; i++) {
    const key = name(sample(rng));
    counts.set(key, (counts.get(key) ?? 0) + 1 / DRAWS);
  }
  return counts;
}

type Drawn = ReturnType<ReturnType<typeof exampleSampler>>;
const wordOf = ({ prompt }: Drawn) => WORDS[prompt.label]!;
const placeOf = ({ variant, prompt }: Drawn) => prompt.label === 0 ? `${variant}` : "other";

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
const FURTHER = 0.88;
const three = (further: number) => 1 + further + further ** 2;

Deno.test("exampleSampler() draws words by popularity and the root of what their pictures weigh", () => {
  // A tag counts for less in drawings; sketches leave that to its place.
  for (const [pass, further, tag] of [["sketch", FURTHER, 1], ["drawing", 1, 0.25]] as const) {
    const options = { ...plain, evenShare: { sketch: 0, drawing: 0 } };
    expectShares(shares(options, pass, wordOf), {
      cat: 5 * Math.sqrt(LINE * three(further)),
      dog: 4 * Math.sqrt(SOLID * three(further)),
      house: 3 * Math.sqrt(LINE * three(further)),
      tree: 2 * Math.sqrt(SOLID * three(further)),
      animal: 1 * Math.sqrt((LINE + SOLID) * tag * three(further)),
    });
  }
});

Deno.test("exampleSampler() prefers a word's first pictures and tells their places but for a tenth", () => {
  const found = shares({ ...plain, evenShare: { sketch: 0, drawing: 0 } }, "sketch", placeOf);
  const other = found.get("other")!;
  found.delete("other");
  const scaled = new Map([...found].map(([place, share]) => [place, share / (1 - other)]));
  const weights = [0, 1, 2].map((place) => [`${place}`, 0.9 * FURTHER ** place / three(FURTHER)]);
  expectShares(scaled, { ...Object.fromEntries(weights), [`${VARIANTS - 1}`]: 0.1 });
});

Deno.test("exampleSampler() draws pictures evenly by style where it is asked to", () => {
  const options = { ...plain, evenShare: { sketch: 1, drawing: 1 } };
  // An animal is called so in 0.3 / 2 of the cases.
  expectShares(shares(options, "drawing", wordOf), {
    cat: 0.85 * LINE,
    dog: 0.85 * SOLID,
    house: LINE,
    tree: SOLID,
    animal: 0.15 * (LINE + SOLID),
  });
});

Deno.test("exampleSampler() hides words and labels at the asked rate", () => {
  const sample = sampler("sketch", { evenShare: { sketch: 0, drawing: 0 } });
  const rng = random(1);
  const counts = { hidden: 0, unlabelled: 0 };
  for (let i = 0; i < 4000; i++) {
    const { prompt } = sample(rng);
    if (prompt.characters.length === 0) counts.hidden++;
    if (prompt.label < 0) counts.unlabelled++;
  }
  assert.ok(counts.hidden > 300 && counts.hidden < 500, JSON.stringify(counts));
  assert.ok(counts.unlabelled > 1200, JSON.stringify(counts));
});

Deno.test("exampleSampler() takes all pieces of a picture alike", () => {
  const sample = sampler("drawing");
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
