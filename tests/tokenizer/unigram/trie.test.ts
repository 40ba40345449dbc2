import assert from "node:assert/strict";
import fc from "fast-check";
import { find, room, trieOf } from "../../../src/tokenizer/unigram/trie.ts";

Deno.test("a trie finds all keys that start at a place, the shortest first", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcé中\u0000"), maxLength: 6 });
  const keys = fc.uniqueArray(word.filter((key) => key !== ""), { maxLength: 40 });
  fc.assert(
    fc.property(keys, word, word, (unsorted, before, text) => {
      const keys = unsorted.toSorted();
      const trie = trieOf(keys, [...keys.keys()]);
      const found = room(trie);
      const count = find(trie, before + text, before.length, before.length + text.length, found);
      const expected = keys.filter((key) => text.startsWith(key));
      assert.deepEqual([...found.values.subarray(0, count)].map((value) => keys[value]), expected);
      assert.deepEqual(
        [...found.ends.subarray(0, count)],
        expected.map((key) => before.length + key.length),
      );
    }),
    { numRuns: 500 },
  );
});

Deno.test("a trie of many keys and many characters is made at once", () => {
  const keys = Array.from({ length: 30_000 }, (_, i) => String.fromCharCode(0x4e00 + i % 9973, 0x4e00 + i))
    .toSorted();
  const trie = trieOf(keys, [...keys.keys()]);
  const found = room(trie);
  keys.forEach((key, i) => {
    assert.equal(find(trie, key, 0, key.length, found), 1);
    assert.equal(found.values[0], i);
  });
});
