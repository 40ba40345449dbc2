import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { FINE_SIDE } from "../../../src/rasterise/sketch/sketch.ts";
import { spots } from "../../../src/rasterise/sketch/spots.ts";
import { warped } from "../../../src/rasterise/sketch/warp.ts";

/** A ring and a dot in its middle. */
const FACE = Uint8Array.from({ length: FINE_SIDE ** 2 }, (_, i) => {
  const [x, y] = [i % FINE_SIDE - 31.5, Math.floor(i / FINE_SIDE) - 31.5];
  const radius = Math.hypot(x, y);
  return Number(Math.abs(radius - 21) < 0.9 || radius < 1.5);
});

Deno.test("warped() is the sketch itself at 0, and the same for the same seed", () => {
  assert.deepEqual(warped(FACE, 0, random(1)), FACE);
  assert.deepEqual(warped(FACE, 1, random(1)), warped(FACE, 1, random(1)));
  assert.notDeepEqual(warped(FACE, 1, random(1)), warped(FACE, 1, random(2)));
});

Deno.test("warped() breaks no line, loses no dot and moves nothing far, however free the hand", () => {
  const near = (bits: Uint8Array, pixel: number, reach: number) => {
    const [x, y] = [pixel % FINE_SIDE, Math.floor(pixel / FINE_SIDE)];
    return bits.some((bit, i) =>
      bit === 1 && Math.abs(i % FINE_SIDE - x) <= reach &&
      Math.abs(Math.floor(i / FINE_SIDE) - y) <= reach
    );
  };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 5, noNaN: true }), fc.nat(), (temperature, seed) => {
      const bits = warped(FACE, temperature, random(seed));
      assert.equal(spots(bits).length, spots(FACE).length);
      bits.forEach((bit, pixel) => assert.ok(bit === 0 || near(FACE, pixel, 5), `${pixel}`));
      FACE.forEach((bit, pixel) => assert.ok(bit === 0 || near(bits, pixel, 5), `${pixel}`));
    }),
    { seed: 1, numRuns: 50 },
  );
});
