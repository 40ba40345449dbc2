import assert from "node:assert/strict";
import fc from "fast-check";
import { bandIndex } from "../../../src/data/found/band_index.ts";

Deno.test("bandIndex() finds the first picture of each band hash, as a map would", () => {
  const hashes = fc.array(fc.integer({ min: 0, max: 40 }).map((n) => (n * 2654435761) % 2 ** 32), {
    ...{ minLength: 4, maxLength: 4 },
  });
  fc.assert(fc.property(fc.array(hashes, { maxLength: 200 }), (all) => {
    const index = bandIndex();
    const model = Array.from({ length: 4 }, () => new Map<number, number>());
    all.forEach((own, i) => {
      const expected = new Set(own.flatMap((hash, band) => model[band]!.get(hash) ?? []));
      assert.deepEqual(index.find(own), [...expected]);
      index.add(i + 1, own);
      own.forEach((hash, band) => model[band]!.has(hash) || model[band]!.set(hash, i + 1));
    });
  }));
});
