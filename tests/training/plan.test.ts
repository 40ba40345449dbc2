import assert from "node:assert/strict";
import fc from "fast-check";
import { batchPlan, POOL } from "../../src/training/plan.ts";
import { planning, sampler } from "../tasks/art/tiny.ts";

const plan = (seed = 3) => batchPlan(sampler(), { ...planning, seed });

Deno.test("batchPlan() repeats itself for a seed, differs for another, and keeps within its budget", () => {
  const [one, same, other] = [plan(), plan(), plan(4)];
  let differs = false;
  for (let i = 0; i < 40; i++) {
    const batch = one.at(i);
    assert.deepEqual(batch, same.at(i));
    if (JSON.stringify(batch) !== JSON.stringify(other.at(i))) differs = true;
    const time = Math.max(...batch.map(({ length }) => length));
    assert.ok(batch.length * time <= planning.batchTokens, `${batch.length} × ${time}`);
  }
  assert.ok(differs);
});

Deno.test("batchPlan() gives any batch what stepping to it gives, and samples no pool but that batch's", () => {
  const stepped = plan();
  const batches = Array.from({ length: 3 * POOL + 1 }, (_, i) => stepped.at(i));
  fc.assert(fc.property(fc.nat(3 * POOL), (number) => {
    let sampled = 0;
    const sample = sampler();
    const counted = batchPlan((rng) => (sampled++, sample(rng)), planning);
    assert.deepEqual(counted.at(number), batches[number]);
    const pool = batches.slice(number - number % POOL).slice(0, POOL);
    if (pool.length === POOL) {
      const kept = pool.flat().length;
      assert.ok(sampled >= kept && sampled < 1.5 * kept, `${sampled} for ${kept}`);
    }
  }));
});

Deno.test("batchPlan() fills every pool with POOL batches of at least one example, whatever their lengths", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(lengths, fc.integer({ min: 20, max: 3000 }), (tokens, batchTokens) => {
    const sample = (rng: { int(n: number): number }) => {
      const length = tokens[rng.int(tokens.length)]!;
      return { length, tokens: length };
    };
    const batches = batchPlan(sample, { ...planning, batchTokens });
    for (let i = 0; i < 2 * POOL; i++) {
      const batch = batches.at(i);
      const time = Math.max(...batch.map(({ length }) => length));
      assert.ok(batch.length === 1 || batch.length * time <= batchTokens);
    }
  }));
});
