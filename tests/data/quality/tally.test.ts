import assert from "node:assert/strict";
import fc from "fast-check";
import { tally } from "../../../src/data/quality/tally.ts";

Deno.test("tally() counts as a map does, in the order of the first, and again after clear()", () => {
  const counted = tally();
  const keys = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()), { maxLength: 50 });
  fc.assert(fc.property(keys, fc.integer({ min: 1, max: 60 }), (some, times) => {
    counted.clear();
    const model = new Map<number, number>();
    for (const key of Array.from({ length: times }, (_, i) => some.map((key) => key + (i % 30))).flat()) {
      const count = (model.get(key | 0) ?? 0) + 1;
      model.set(key | 0, count);
      assert.equal(counted.add(key), count);
    }
    const counts: number[] = [];
    counted.forEach((count) => counts.push(count));
    assert.deepEqual(counts, [...model.values()]);
  }));
});
