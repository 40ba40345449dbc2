import assert from "node:assert/strict";
import { advance, type Cache, createCache, growCache, store } from "../../src/inference/cache.ts";

const [HEADS, DIM, TIME] = [2, 6, 3];
const HEAD_DIM = DIM / HEADS;

/** Stores `steps` steps of TIME positions a row, each number telling row, head, position and place. */
function fill(cache: Cache, from: number, steps: number): void {
  for (let step = from; step < from + steps; step++) {
    const fresh = Float32Array.from({ length: cache.rows * DIM * TIME }, (_, i) => {
      const place = i % HEAD_DIM, time = Math.floor(i / HEAD_DIM) % TIME;
      return 1000 * Math.floor(i / (HEAD_DIM * TIME)) + 10 * (step * TIME + time) + place;
    });
    const counts = new Int32Array(cache.rows).fill(TIME);
    store(cache, 0, { keys: fresh, values: fresh }, TIME, counts);
    advance(cache, counts);
  }
}

Deno.test("growCache() keeps every position in its slot, and keys turned over", () => {
  const shape = { layers: 1, heads: HEADS, dim: DIM };
  const grown = createCache(2, 6, shape);
  fill(grown, 0, 2);
  growCache(grown, 12);
  fill(grown, 2, 2);
  const roomy = createCache(2, 12, shape);
  fill(roomy, 0, 4);
  assert.deepEqual(grown, roomy);
  for (let group = 0; group < 4; group++) {
    for (let slot = 0; slot < 12; slot++) {
      for (let i = 0; i < HEAD_DIM; i++) {
        const expected = 1000 * group + 10 * slot + i;
        assert.equal(grown.values[0]![(group * 12 + slot) * HEAD_DIM + i], expected);
        assert.equal(grown.keys[0]![(group * HEAD_DIM + i) * 12 + slot], expected);
      }
    }
  }
});
