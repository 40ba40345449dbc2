import assert from "node:assert/strict";
import fc from "fast-check";
import { penalize, sample } from "../../src/inference/sampler.ts";
import { random } from "../../src/base/random.ts";

const all = { temperature: 1, topK: 0, topP: 1 };
const chosen = (logits: number[], lawful: number[], sampling = all, draws = 4000) => {
  const stream = random(1);
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const token = sample(Float32Array.from(logits), lawful, sampling, stream);
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
};

Deno.test("sample() takes the lowest of the likeliest when the temperature is 0", () => {
  assert.deepEqual([...chosen([1, 5, 5, 9], [0, 1, 2], { ...all, temperature: 0 }, 10)], [[1, 10]]);
});

Deno.test("sample() draws by the softmax when nothing is cut off", () => {
  const counts = chosen([Math.log(6), 50, Math.log(3), Math.log(1)], [0, 2, 3]);
  for (const [token, part] of [[0, 0.6], [2, 0.3], [3, 0.1]] as const) {
    assert(Math.abs(counts.get(token)! / 4000 - part) < 0.03);
  }
});

Deno.test("sample() keeps the likeliest when top-k or top-p is set", () => {
  const logits = [Math.log(1), Math.log(5), Math.log(3), Math.log(1)];
  const kept = (sampling: Partial<typeof all>) =>
    [...chosen(logits, [0, 1, 2, 3], { ...all, ...sampling }).keys()].sort();
  assert.deepEqual(kept({ topK: 2 }), [1, 2]);
  assert.deepEqual(kept({ topK: 3 }), [0, 1, 2]);
  assert.deepEqual(kept({ topP: 0.5 }), [1]);
  assert.deepEqual(kept({ topP: 0.7 }), [1, 2]);
  assert.deepEqual(kept({ topP: 0.85 }), [0, 1, 2]);
  assert.deepEqual(kept({ topK: 2, topP: 0.6 }), [1]);
});

Deno.test("sample() chooses a lawful token when logits are not finite", () => {
  assert.deepEqual([...chosen([NaN, Infinity, 1, -Infinity], [0, 1, 2, 3]).keys()], [2]);
  assert.deepEqual([...chosen([NaN, NaN, NaN], [1, 2]).keys()], [1]);
  assert.deepEqual([...chosen([3e38, -3e38, 0], [0, 1, 2], { ...all, temperature: 1e-9 }).keys()], [0]);
});

Deno.test("sample() never leaves the nucleus of top-p, whatever the logits", () => {
  const logits = fc.float32Array({ minLength: 1, maxLength: 60, min: -12, max: 12, noNaN: true });
  const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });
  fc.assert(fc.property(logits, share, fc.nat(), (logits, topP, seed) => {
    const lawful = [...logits.keys()];
    const token = sample(logits, lawful, { temperature: 1, topK: 0, topP }, random(seed));
    const weights = Array.from(logits, (value) => Math.exp(value));
    const sum = weights.reduce((a, b) => a + b);
    // Heavier tokens alone must not already make up the nucleus.
    // Logits that differ in their last bit may tie once the largest is taken off.
    const least = weights[token]! * (1 + 1e-9);
    const heavier = weights.filter((weight) => weight > least).reduce((a, b) => a + b, 0);
    assert.ok(heavier < topP * sum + 1e-7 * sum, `${heavier / sum} of ${topP}`);
  }));
});

Deno.test("sample() keeps what is at least as probable as min-p's share of the likeliest", () => {
  const logits = [Math.log(1), Math.log(5), Math.log(3), Math.log(1)];
  const kept = (sampling: Partial<typeof all> & { minP: number }) =>
    [...chosen(logits, [0, 1, 2, 3], { ...all, ...sampling }).keys()].sort();
  assert.deepEqual(kept({ minP: 0.1 }), [0, 1, 2, 3]);
  assert.deepEqual(kept({ minP: 0.5 }), [1, 2]);
  assert.deepEqual(kept({ minP: 0.5, topK: 3 }), [1, 2]);
  assert.deepEqual(kept({ minP: 0.15, topK: 1 }), [1]);
  assert.deepEqual(kept({ minP: 0.5, topP: 0.5 }), [1]);
  assert.deepEqual(kept({ minP: 1 }), [1]);
});

Deno.test("penalize() makes the last tokens less likely, each once, and with 1 changes nothing", () => {
  const penalized = (tokens: number[], penalty: number) => {
    const logits = Float32Array.of(2, -2, 3, 0);
    penalize(logits, tokens, penalty);
    return [...logits];
  };
  assert.deepEqual(penalized([0, 1, 1, 0, 3], 2), [1, -4, 3, 0]);
  assert.deepEqual(penalized([0, 1], 1), [2, -2, 3, 0]);
  assert.deepEqual(penalized([0, ...Array.from({ length: 64 }, () => 1)], 2), [2, -4, 3, 0]);
});
