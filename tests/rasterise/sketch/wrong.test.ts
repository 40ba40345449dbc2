import assert from "node:assert/strict";
import { wrongPixels } from "../../../src/rasterise/sketch/wrong.ts";
import { FINE_SIDE, SKETCH_SIDE } from "../../../src/rasterise/sketch/sketch.ts";

Deno.test("wrongPixels() counts what differs, and of it what no ink of the other is beside", () => {
  for (const side of [SKETCH_SIDE, FINE_SIDE]) {
    const sketch = (...ink: [x: number, y: number][]) => {
      const bits = new Uint8Array(side * side);
      for (const [x, y] of ink) bits[y * side + x] = 1;
      return bits;
    };
    const corner = sketch([5, 5], [6, 5], [7, 5]);
    assert.deepEqual(wrongPixels(corner, corner), { all: 0, far: 0 });
    // Diagonally beside it, and two away.
    assert.deepEqual(wrongPixels(sketch([5, 5], [6, 5], [7, 5], [8, 6]), corner), { all: 1, far: 0 });
    assert.deepEqual(wrongPixels(sketch([5, 5], [6, 5], [7, 5], [9, 5]), corner), { all: 1, far: 1 });
    // Ink that is lost counts as ink that is made up does.
    assert.deepEqual(wrongPixels(sketch([5, 5]), corner), { all: 2, far: 1 });
    assert.deepEqual(wrongPixels(sketch(), corner), { all: 3, far: 3 });
    assert.deepEqual(wrongPixels(sketch([5, 9]), corner), { all: 4, far: 4 });
    // The end of a row is not beside the start of the next.
    assert.deepEqual(wrongPixels(sketch([side - 1, 3]), sketch([0, 4])), { all: 2, far: 2 });
  }
});
