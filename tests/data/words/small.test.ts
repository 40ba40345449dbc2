import assert from "node:assert/strict";
import { isMisleading } from "../../../src/data/words/misleading.ts";
import { SMALL, smallFirst } from "../../../src/data/words/small.ts";

Deno.test("smallFirst() gives the chosen ones of a word's pictures in their order, and none of another word", () => {
  const [word, [best]] = Object.entries(SMALL)[0]!;
  const names = ["nowhere/a", best!, "nowhere/b"];
  assert.deepEqual(smallFirst(word, [0, 1, 2], (i) => names[i]!), [1]);
  assert.deepEqual(smallFirst(word, [0, 2], (i) => names[i]!), []);
  for (const stranger of ["", "constructor", "no such word"]) {
    assert.deepEqual(smallFirst(stranger, [0, 1, 2], (i) => names[i]!), []);
  }
});

Deno.test("no picture that comes first where it is small misleads or is chosen twice", () => {
  for (const [word, pictures] of Object.entries(SMALL)) {
    assert.ok(pictures.length > 0, word);
    assert.equal(new Set(pictures).size, pictures.length, word);
    for (const picture of pictures) {
      assert.match(picture, /^[^/]+\/.+$/, word);
      assert.ok(!isMisleading(word, picture), `${word}: ${picture}`);
    }
  }
});
