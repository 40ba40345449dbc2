import assert from "node:assert/strict";
import fc from "fast-check";
import { fitCharacterTokenizer } from "../../src/tokenizer/character.ts";
import { packSketch } from "../../src/rasterise/sketch.ts";
import {
  countPatches,
  fitCodebook,
  nearestCode,
  PATCH_KINDS,
  PATCHES,
  patchesToSketch,
  QUARTERS,
  SKETCH_SIDE,
  sketchToPatches,
} from "../../src/tokenizer/patches.ts";

const sketches = fc.uint8Array({ minLength: SKETCH_SIDE ** 2, maxLength: SKETCH_SIDE ** 2, max: 1 });
const countsOf = (...all: Uint8Array[]) => {
  const counts = new Uint32Array(PATCH_KINDS);
  for (const sketch of all) countPatches(packSketch(sketch), counts);
  return counts;
};
const bitsOf = (patch: number) => patch.toString(2).replaceAll("0", "").length;

Deno.test("sketchToPatches() and patchesToSketch() are inverse", () => {
  fc.assert(fc.property(sketches, (sketch) => {
    assert.deepEqual(patchesToSketch(sketchToPatches(sketch)), sketch);
  }));
});

Deno.test("countPatches() counts what sketchToPatches() finds", () => {
  fc.assert(fc.property(sketches, (sketch) => {
    const expected = new Uint32Array(PATCH_KINDS);
    for (const patch of sketchToPatches(sketch)) expected[patch]!++;
    assert.deepEqual(countsOf(sketch), expected);
  }));
});

Deno.test("fitCodebook() holds the quarters, then the most frequent patches, none twice", () => {
  const striped = Uint8Array.from({ length: SKETCH_SIDE ** 2 }, (_, i) => Math.floor(i / SKETCH_SIDE) % 2);
  const codebook = fitCodebook(countsOf(striped, striped), 17);
  assert.deepEqual(codebook.slice(0, 16), QUARTERS);
  assert.equal(codebook[16], 0xf0f0);
  assert.equal(new Set(codebook).size, codebook.length);
  assert.equal(fitCodebook(countsOf(), 1024).length, 16);
});

Deno.test("nearestCode() finds an entry with the fewest different bits", () => {
  const codebook = [0, 0xffff, 0x000f, 0xf000];
  const near = nearestCode(codebook);
  fc.assert(fc.property(fc.nat(0xffff), (patch) => {
    const least = Math.min(...codebook.map((entry) => bitsOf(entry ^ patch)));
    assert.equal(bitsOf(codebook[near(patch)]! ^ patch), least);
    assert.equal(near(patch), near(patch));
  }));
  codebook.forEach((patch, code) => assert.equal(near(patch), code));
});

Deno.test("decodeSketch() restores a sketch whose patches stand in the codebook and is steady for others", () => {
  const options = { styles: ["line"], maxWidth: 80, maxHeight: 48 };
  fc.assert(
    fc.property(sketches, (sketch) => {
      const fitted = fitCharacterTokenizer([], { ...options, patchCounts: countsOf(sketch) });
      assert.deepEqual(fitted.decodeSketch(fitted.encodeSketch(sketch)), sketch);
      const coarse = fitCharacterTokenizer([], options);
      const tokens = coarse.encodeSketch(sketch);
      assert.equal(tokens.length, PATCHES);
      assert.deepEqual(coarse.encodeSketch(coarse.decodeSketch(tokens)), tokens);
    }),
    { numRuns: 25 },
  );
});
