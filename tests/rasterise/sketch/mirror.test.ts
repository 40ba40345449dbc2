import assert from "node:assert/strict";
import { evenHalves, isSymmetric, mirrorSketch } from "../../../src/rasterise/sketch/mirror.ts";
import { FINE_SIDE, SKETCH_SIDE } from "../../../src/rasterise/sketch/sketch.ts";

/** A ring around two eyes, some pixels right of the middle, and one of the eyes some pixels lower than the other. */
function face(side: number, right: number, lower: number): Uint8Array {
  return Uint8Array.from({ length: side ** 2 }, (_, i) => {
    const [x, y] = [i % side - (side - 1) / 2 - right, Math.floor(i / side) - (side - 1) / 2];
    const isEye = Math.hypot(Math.abs(x) - side / 8, y - (x > 0 ? lower : 0)) < side / 20;
    return Number(isEye || Math.abs(Math.hypot(x, y) - side / 3) < 0.8);
  });
}

Deno.test("isSymmetric() holds for what is its own mirror picture, give or take a pixel", () => {
  for (const side of [SKETCH_SIDE, FINE_SIDE]) {
    const even = face(side, 0, 0);
    assert.deepEqual(mirrorSketch(even), even);
    assert.ok(isSymmetric(even));
    // What stands half a pixel right of the middle is a whole one away from its mirror picture.
    for (const nearly of [face(side, 0.5, 0), face(side, 0, 1)]) {
      assert.notDeepEqual(mirrorSketch(nearly), nearly);
      assert.ok(isSymmetric(nearly));
    }
  }
});

Deno.test("isSymmetric() does not hold for what stands farther off, has one eye elsewhere, or is a half", () => {
  for (const side of [SKETCH_SIDE, FINE_SIDE]) {
    const half = face(side, 0, 0).map((bit, i) => i % side < side / 2 ? bit : 0);
    for (const odd of [face(side, 1, 0), face(side, 0, side / 8), half]) assert.ok(!isSymmetric(odd));
  }
});

Deno.test("evenHalves() makes the right half of what is nearly symmetric like the left one, and leaves all else", () => {
  for (const side of [SKETCH_SIDE, FINE_SIDE]) {
    for (const asItIs of [face(side, 0, 0), face(side, 3, 2)]) assert.deepEqual(evenHalves(asItIs), asItIs);
    const nearly = face(side, 0, 1), even = evenHalves(nearly);
    assert.deepEqual(mirrorSketch(even), even);
    assert.ok(even.every((bit, i) => i % side >= side / 2 || bit === nearly[i]));
  }
});
