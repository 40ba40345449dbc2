import assert from "node:assert/strict";
import { DITHERS, quantise } from "../../../src/rasterise/image/dither.ts";

const SIDE = 40;

Deno.test("quantise() keeps the mean in patterns and takes the nearest level without", () => {
  for (const value of [0.1, 0.3, 0.5, 0.72]) {
    const ink = new Float32Array(SIDE * SIDE).fill(value);
    for (const levels of [2, 5]) {
      const mean = (dither: typeof DITHERS[number]) =>
        quantise(ink, SIDE, levels, dither).reduce((sum, level) => sum + level, 0) / ink.length /
        (levels - 1);
      assert.ok(Math.abs(mean("ordered") - value) < 0.03, `ordered, ${levels} levels: ${mean("ordered")}`);
      assert.ok(
        Math.abs(mean("diffusion") - value) < 0.03,
        `diffusion, ${levels} levels: ${mean("diffusion")}`,
      );
      assert.equal(mean("none"), Math.round(value * (levels - 1)) / (levels - 1));
    }
  }
});

Deno.test("quantise() leaves blank what is blank and full what is full", () => {
  const ink = Float32Array.from({ length: SIDE * SIDE }, (_, i) => i % SIDE < 20 ? 0 : i < 800 ? 0.6 : 1);
  for (const dither of DITHERS) {
    quantise(ink, SIDE, 2, dither).forEach((level, i) => {
      if (ink[i] === 0) assert.equal(level, 0, dither);
      if (ink[i] === 1 && i >= 960) assert.equal(level, 1, dither);
    });
  }
});
