import assert from "node:assert/strict";
import fc from "fast-check";
import { merging } from "../../../src/tokenizer/bpe/merging.ts";

/** Ids of bytes are these themselves; each merge makes the next id. */
const IDENTITY = Int32Array.from({ length: 256 }, (_, byte) => byte);

/** By the definition: the first merge that fits anywhere, at the leftmost place, again and again. */
function plainly(bytes: readonly number[], merges: readonly (readonly [number, number])[]): number[] {
  const ids = [...bytes];
  for (;;) {
    const rank = merges.findIndex(([left, right]) =>
      ids.some((id, i) => id === left && ids[i + 1] === right)
    );
    if (rank < 0) return ids;
    const [left, right] = merges[rank]!;
    ids.splice(ids.findIndex((id, i) => id === left && ids[i + 1] === right), 2, 256 + rank);
  }
}

Deno.test("merges are done by rank, then from the left", () => {
  const size = 10;
  const id = fc.nat({ max: 2 + size - 1 }).map((n) => n < 3 ? 97 + n : 256 + n - 3);
  const merges = fc.uniqueArray(fc.tuple(id, id), { maxLength: size, selector: String });
  const bytes = fc.array(fc.integer({ min: 97, max: 99 }), { maxLength: 80 });
  fc.assert(fc.property(merges, fc.array(bytes, { minLength: 1, maxLength: 3 }), (merges, words) => {
    const results = Int32Array.from(merges, (_, rank) => 256 + rank);
    const merge = merging(merges, results, IDENTITY);
    for (const word of words) assert.deepEqual(merge(Uint8Array.from(word)), plainly(word, merges));
  }));
});

Deno.test("a word of a million letters does not take for ever", () => {
  const merge = merging([[97, 97], [256, 256]], Int32Array.of(256, 257), IDENTITY);
  assert.equal(merge(new Uint8Array(1_000_000).fill(97)).length, 250_000);
});
