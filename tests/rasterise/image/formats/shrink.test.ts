import assert from "node:assert/strict";
import fc from "fast-check";
import { canvas, reduction, shrink } from "../../../../src/rasterise/image/formats/shrink.ts";

Deno.test("shrink() takes the mean of what there is, colours weighed by their opacity", () => {
  const rgba = Uint8Array.of(...[100, 0, 0, 255], ...[200, 0, 0, 255], ...[50, 60, 70, 0], ...[
    10,
    20,
    30,
    255,
  ]);
  const { data } = { data: shrink({ width: 4, height: 1, rgba }, 2).rgba };
  assert.deepEqual([...data], [150, 0, 0, 255, 10, 20, 30, 128]);
  const odd = shrink({ width: 3, height: 1, rgba: rgba.subarray(0, 12).fill(255) }, 2);
  assert.deepEqual([odd.width, ...odd.rgba], [2, ...new Array(8).fill(255)]);
});

Deno.test("a canvas takes pixels in any order, and leaves out those beside it", () => {
  const side = fc.integer({ min: 1, max: 20 }),
    factor = fc.integer({ min: 1, max: 7 }),
    step = fc.integer({ min: 1, max: 8 });
  fc.assert(fc.property(side, side, factor, step, (width, height, factor, step) => {
    const row = (y: number, x0: number, step: number) =>
      Uint8Array.from(
        { length: Math.ceil((width - x0) / step) * 4 + 8 },
        (_, i) => i % 4 === 3 ? 255 : (x0 + (i >> 2) * step) * 9 + y,
      );
    const whole = canvas(width, height, factor), parts = canvas(width, height, factor);
    for (let y = 0; y < height + 2; y++) whole.put(y, row(y, 0, 1));
    for (let y = height + 1; y >= 0; y--) {
      for (let x = 0; x < Math.min(step, width); x++) parts.put(y, row(y, x, step), x, step);
    }
    assert.deepEqual(parts.finish(), whole.finish());
  }));
});

Deno.test("reduction() keeps a bitmap small, and wide enough where that can be", () => {
  assert.equal(reduction(100, 50, { maxPixels: 1e9, enough: Infinity }), 1);
  assert.equal(reduction(1000, 500, { maxPixels: 1e9, enough: 100 }), 10);
  assert.equal(reduction(1000, 500, { maxPixels: 1e9, enough: 100 }, 6), 5);
  const factor = reduction(12_000, 9000, { maxPixels: 1e9, enough: Infinity });
  assert.ok(12_000 * 9000 / factor ** 2 <= 1 << 23);
});
