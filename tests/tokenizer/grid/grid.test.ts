import assert from "node:assert/strict";
import fc from "fast-check";
import { aspectBin, aspectRatio, fitGridTokenizer } from "../../../src/tokenizer/grid/grid.ts";
import { loadTokenizer, saveTokenizer } from "../../../src/tokenizer/grid/file.ts";

const options = { styles: ["line", "solid"], maxWidth: 80, maxHeight: 48 };
const tokenizer = fitGridTokenizer([" /\\_\n|#|"], options);
const drawn = fc.string({ unit: fc.constantFrom(..." /\\_\n|#abc19"), maxLength: 300 });

Deno.test("encode() and decode() are inverse, and cells add up", () => {
  fc.assert(fc.property(drawn, (art) => {
    const tokens = tokenizer.encode(art);
    assert.equal(tokenizer.decode(tokens), art);
    const cells = tokens.reduce((sum, token) => sum + tokenizer.cells(token), 0);
    assert.equal(cells, art.replaceAll("\n", "").length);
    assert.ok(tokens.length <= art.length);
  }));
});

Deno.test("encode() packs spaces into the longest runs", () => {
  assert.equal(tokenizer.encode(" ".repeat(8)).length, 1);
  assert.equal(tokenizer.encode(" ".repeat(15)).length, 3);
  assert.throws(() => tokenizer.encode("é"), /does not know the character "é"/);
});

Deno.test("loadTokenizer() restores what saveTokenizer() wrote and names a wrong field", () => {
  const restored = loadTokenizer(saveTokenizer(tokenizer));
  assert.deepEqual(restored.data, tokenizer.data);
  assert.equal(restored.vocabularySize, tokenizer.vocabularySize);
  assert.throws(() => loadTokenizer("{"), /not JSON/);
  assert.throws(() => loadTokenizer(JSON.stringify({ ...tokenizer.data, maxWidth: 0 })), /maxWidth/);
  assert.throws(
    () => loadTokenizer(JSON.stringify({ ...tokenizer.data, characters: "aa " })),
    /listed twice/,
  );
  assert.throws(
    () => loadTokenizer(JSON.stringify({ ...tokenizer.data, characters: "ab" })),
    /lack the space/,
  );
  assert.throws(
    () => loadTokenizer(JSON.stringify({ ...tokenizer.data, spaceRuns: [4, 2] })),
    /must increase/,
  );
});

Deno.test("encodePrompt() folds case and accents, drops the unknown and keeps to its limit", () => {
  assert.equal(tokenizer.decode(tokenizer.encodePrompt("  Cáfé\t DOG 犬", 24)), "cafe dog ");
  assert.equal(tokenizer.encodePrompt("a".repeat(100), 24).length, 24);
});

Deno.test("styleToken(), widthToken() and heightToken() refuse what is out of range", () => {
  assert.throws(() => tokenizer.styleToken("oil"), /unknown style "oil"; this model knows line, solid/);
  assert.throws(() => tokenizer.widthToken(81), /width 81 is not between 1 and 80/);
  assert.throws(() => tokenizer.heightToken(0), /height 0 is not between 1 and 48/);
});

Deno.test("aspectRatio() is within half a bin of every aspect it stands for", () => {
  for (let columns = 10; columns <= 80; columns++) {
    for (let lines = 3; lines <= 48; lines++) {
      const ratio = aspectRatio(aspectBin(columns, lines)) / (lines / columns);
      if (lines / columns < 4 && lines / columns > 1 / 16) assert.ok(Math.abs(Math.log2(ratio)) <= 0.0751);
    }
  }
});
