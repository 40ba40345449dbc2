import assert from "node:assert/strict";
import fc from "fast-check";
import { channelOver, lumaOver, resize } from "../../../../src/rasterise/image/formats/bitmap.ts";

Deno.test("resize() keeps an even plane even and other planes within their range", () => {
  const size = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(
      size,
      size,
      size,
      size,
      fc.infiniteStream(fc.float({ min: 0, max: 1, noNaN: true })),
      (w, h, columns, rows, values) => {
        const data = Float32Array.from({ length: w * h }, () => values.next().value ?? 0);
        const even = resize({ width: w, height: h, data: data.map(() => 0.5) }, columns, rows);
        assert.deepEqual([even.width, even.height, even.data.length], [columns, rows, columns * rows]);
        assert.ok(even.data.every((value) => Math.abs(value - 0.5) < 1e-5));
        const [least, most] = [Math.min(...data), Math.max(...data)];
        const { data: other } = resize({ width: w, height: h, data }, columns, rows);
        assert.ok(other.every((value) => value > least - 1e-5 && value < most + 1e-5));
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("lumaOver() and channelOver() show the paper where the picture is transparent", () => {
  const bitmap = {
    width: 3,
    height: 1,
    rgba: Uint8Array.of(255, 0, 0, 255, 255, 0, 0, 0, 255, 255, 255, 51),
  };
  const rounded = ({ data }: { data: Float32Array }) =>
    [...data].map((value) => Math.round(value * 1000) / 1000);
  assert.deepEqual(rounded(lumaOver(bitmap, 1)), [0.299, 1, 1]);
  assert.deepEqual(rounded(lumaOver(bitmap, 0)), [0.299, 0, 0.2]);
  assert.deepEqual(rounded(channelOver(bitmap, 1, 0)), [0, 0, 0.2]);
  assert.deepEqual(rounded(channelOver(bitmap, 0, 1)), [1, 1, 1]);
});
