import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance, lettersApart, letterSet } from "../../src/words/distance.ts";

Deno.test("editDistance() counts letters left out, added, changed and swapped", () => {
  assert.equal(editDistance("cat", "cat"), 0);
  assert.equal(editDistance("ct", "cat"), 1);
  assert.equal(editDistance("cart", "cat"), 1);
  assert.equal(editDistance("cbt", "cat"), 1);
  assert.equal(editDistance("", "cat"), 2.8);
  assert.equal(editDistance("wagno", "wagon"), 0.9);
});

Deno.test("editDistance() takes likely slips for less", () => {
  for (
    const [written, meant] of [["girafe", "giraffe"], ["elefant", "elephant"], ["rinoceros", "rhinoceros"]]
  ) {
    assert.ok(editDistance(written!, meant!) < 0.7, meant!);
  }
  assert.ok(editDistance("elefant", "elephant") < editDistance("elefant", "elegant"));
});

Deno.test("editDistance() gives up beyond a limit, and gives the same below it", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcehp"), maxLength: 8 });
  fc.assert(fc.property(word, word, fc.constantFrom(1, 1.7, 2.2), (a, b, most) => {
    const all = editDistance(a, b);
    assert.equal(editDistance(a, b, most), all > most ? Infinity : all);
  }));
});

Deno.test("lettersApart() counts letters that one of two words has", () => {
  assert.equal(lettersApart(letterSet("bat"), letterSet("tab")), 0);
  assert.equal(lettersApart(letterSet("cat"), letterSet("fire truck")), 7);
});
