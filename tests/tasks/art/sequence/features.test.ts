import assert from "node:assert/strict";
import { featureLayout, FEATURES, FIELD } from "../../../../src/tasks/art/sequence/features.ts";
import { wholeDrawing } from "../../../../src/tasks/art/sequence/sequence.ts";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";
import { tinyConfig, tokenizer } from "../toy.ts";

const layout = featureLayout(tokenizer, tinyConfig);
const MIRROR = 2;
const NONE = "";

/** What each position of a drawing of that width sees at its mirrored column: a character, or nothing. */
function mirrored(sketch: Uint8Array, art: string, width: number): string[] {
  const prompt = { style: tokenizer.styleToken("line"), characters: tokenizer.encodePrompt("cat", 24) };
  const { tokens, targets, state } = wholeDrawing({ tokenizer, layout }, { prompt, sketch, aspect: 20 }, {
    ...{ width, height: art.split("\n").length, art: tokenizer.encode(art) },
  });
  const seen = tokens.map((token) => {
    const indices = new Int32Array(FEATURES);
    state.advance(token, indices, 0, new Float32Array(FIELD), 0);
    const glyph = indices[MIRROR]! - layout.mirror;
    assert.ok(glyph >= 0 && layout.mirror + glyph < layout.prompt);
    return glyph === 0 ? NONE : [...tokenizer.data.characters][glyph - 2]!;
  });
  assert.deepEqual(new Set(seen.splice(0, tokens.length - targets.length + 2)), new Set([NONE]));
  return seen;
}

const half = (from: number) =>
  Uint8Array.from({ length: FINE_SIDE ** 2 }, (_, i) => {
    return Number(i % FINE_SIDE >= from && i % FINE_SIDE < FINE_SIDE / 2 + 20);
  });
const EVEN = half(FINE_SIDE / 2 - 20), ODD = half(FINE_SIDE / 2);

Deno.test("drawingState() shows the right half of a row what stands at the mirrored column", () => {
  // The first is what follows the height; the last of each row is what follows its end.
  assert.deepEqual(mirrored(EVEN, "abcd", 4), [NONE, NONE, "b", "a", NONE]);
  assert.deepEqual(mirrored(EVEN, "abcde", 5), [NONE, NONE, NONE, "b", "a", NONE]);
  assert.deepEqual(mirrored(EVEN, "abc\nxyz", 3), [NONE, NONE, "a", NONE, NONE, NONE, "x", NONE]);
});

Deno.test("drawingState() shows spaces of a run at the mirrored column as it shows others", () => {
  // Three spaces are one token; it is not seen where it was drawn, but at each column that mirrors one of its cells.
  assert.deepEqual(mirrored(EVEN, "   |ab", 6), [NONE, " ", " ", " ", NONE]);
});

Deno.test("drawingState() shows no mirrored columns where the sketch is not symmetric", () => {
  assert.deepEqual(new Set(mirrored(ODD, "abcd\n   x", 4)), new Set([NONE]));
});
