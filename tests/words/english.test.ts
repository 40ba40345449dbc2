import assert from "node:assert/strict";
import { englishWords } from "../../src/data/words/english.ts";
import { packWords, readEnglish, unpackWords } from "../../src/words/english.ts";

Deno.test("unpackWords() gives back what packWords() packed", () => {
  const words = new Map([
    ["a", { commonness: 9, isGivenName: false, isFamilyName: false }],
    ["rose", { commonness: 7, isGivenName: true, isFamilyName: true }],
    ["rosebud", { commonness: 0, isGivenName: false, isFamilyName: false }],
    ["smith", { commonness: 6, isGivenName: false, isFamilyName: true }],
  ]);
  assert.deepEqual(unpackWords(packWords(words)), words);
});

Deno.test("unpackWords() throws for other lists", () => {
  const packed = packWords(new Map([["Ä", { commonness: 0, isGivenName: false, isFamilyName: false }]]));
  assert.throws(() => unpackWords(packed), /damaged/);
});

Deno.test("readEnglish() has what scripts/english.ts makes", () => {
  const made = [...englishWords()].map((entry) => JSON.stringify(entry));
  const packed = new Set([...readEnglish()].map((entry) => JSON.stringify(entry)));
  assert.deepEqual(made.filter((entry) => !packed.has(entry)).slice(0, 9), []);
  assert.equal(packed.size, made.length);
});

Deno.test("readEnglish() knows words, their forms and names, and no slips", () => {
  const english = readEnglish();
  for (const word of ["cat", "traffic", "houses", "quickly", "freedom", "smaller"]) {
    assert.ok(english.has(word), word);
  }
  for (const slip of ["girafe", "elefant", "buterfly", "xyzzy", "katze", "pikachu"]) {
    assert.ok(!english.has(slip), slip);
  }
  for (const name of ["john", "kevin", "lisa", "rose"]) assert.ok(english.get(name)?.isGivenName, name);
  assert.ok(english.get("smith")?.isFamilyName && !english.get("table")?.isGivenName);
});
