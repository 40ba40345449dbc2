import assert from "node:assert/strict";
import { openWordNet } from "../../../src/data/words/wordnet.ts";

Deno.test("openWordNet() finds every noun by its word, and nothing else", () => {
  const { nouns, senses, synsets, isAdjective } = openWordNet();
  const all = nouns();
  assert.ok(all.length > 100_000);
  for (const noun of [all[0]!, ...all.filter((_, i) => i % 1000 === 7), all.at(-1)!]) {
    assert.ok(synsets(noun).length > 0, noun);
    assert.equal(senses(noun).length, synsets(noun).length, noun);
  }
  for (const word of ["", " ", "!", "~", "zzzzz", "cat 4", "cats", "é", "cat\n"]) {
    assert.deepEqual(synsets(word), [], word);
  }
  assert.deepEqual([isAdjective("golden"), isAdjective("table"), isAdjective("golden 1")], [
    true,
    false,
    false,
  ]);
});
