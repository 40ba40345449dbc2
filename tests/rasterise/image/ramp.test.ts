import assert from "node:assert/strict";
import { coverageOf, evenRamp, measuredRamp, placeOn } from "../../../src/rasterise/image/ramp.ts";

Deno.test("measuredRamp() orders characters by the ink of their glyphs", () => {
  const { characters, ink } = measuredRamp("M:@ o.");
  assert.equal(characters.join(""), " .:o@M");
  assert.equal(ink[0], 0);
  assert.equal(ink.at(-1), 1);
  for (let i = 1; i < ink.length; i++) {
    assert.ok(coverageOf(characters[i]!) >= coverageOf(characters[i - 1]!) && ink[i]! >= ink[i - 1]!);
  }
});

Deno.test("placeOn() finds ink between the levels of a ramp", () => {
  const even = evenRamp("abcde");
  assert.deepEqual([0, 0.25, 0.375, 1, 2].map((ink) => placeOn(even, ink)), [0, 0.25, 0.375, 1, 1]);
  // Twice as much ink is not twice as far where steps are uneven.
  const ramp = { characters: ["a", "b", "c"], ink: Float32Array.of(0, 0.25, 1) };
  assert.deepEqual([0, 0.125, 0.25, 0.625, 1].map((ink) => placeOn(ramp, ink)), [0, 0.25, 0.5, 0.75, 1]);
});
