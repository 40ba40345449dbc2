import assert from "node:assert/strict";
import fc from "fast-check";
import { FIELD, sketchField } from "../../../../src/tasks/art/sequence/sketch_field.ts";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";

/** Ink within a box, pixel by pixel. */
function inkOf(sketch: Uint8Array, left: number, top: number, right: number, bottom: number): number {
  const shared = (pixel: number, from: number, to: number) =>
    Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
  return sketch.reduce((ink, bit, i) => {
    const [x, y] = [i % FINE_SIDE, Math.floor(i / FINE_SIDE)];
    return ink + bit * shared(x, left, right) * shared(y, top, bottom);
  }, 0);
}

/** What a cell sees, box by box. */
function plainField(
  sketch: Uint8Array,
  row: number,
  column: number,
  width: number,
  height: number,
): number[] {
  const [scaleX, scaleY] = [FINE_SIDE / width, FINE_SIDE / height];
  const [x, y] = [(column + 0.5) * scaleX, (row + 0.5) * scaleY];
  const mean = (x: number, y: number, stepX: number, stepY: number) => {
    const [wide, high] = [Math.max(1, stepX), Math.max(1, stepY)];
    return inkOf(sketch, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) / (wide * high);
  };
  const places = [-3, -2, -1, 0, 1, 2, 3];
  const around = (stepX: number, stepY: number) =>
    places.flatMap((dy) => places.map((dx) => mean(x + dx * stepX, y + dy * stepY, stepX, stepY)));
  const ahead = (y: number) => {
    const cells = Array.from({ length: 12 }, (_, i) => mean(x + (i + 1) * scaleX, y, scaleX, scaleY / 2));
    const [wide, high] = [Math.max(1, scaleX), Math.max(1, scaleY / 2)];
    const rest = inkOf(sketch, x + 12.5 * scaleX, y - high / 2, FINE_SIDE, y + high / 2);
    return [...cells, rest / (wide * high)];
  };
  return [
    ...around(scaleX / 2, scaleY / 2),
    ...around(1, 1),
    ...ahead(y - scaleY / 4),
    ...ahead(y + scaleY / 4),
  ];
}

Deno.test("sketchField() writes the mean ink of each box, in whatever order cells come", () => {
  const bits = fc.uint8Array({ minLength: FINE_SIDE ** 2, maxLength: FINE_SIDE ** 2, max: 1 });
  const size = fc.integer({ min: 1, max: 100 });
  const cell = fc.record({ width: size, height: size, across: fc.nat(99), down: fc.nat(99) });
  fc.assert(
    fc.property(bits, fc.array(cell, { minLength: 1, maxLength: 3 }), (sketch, cells) => {
      const { write } = sketchField(sketch);
      for (const { width, height, across, down } of cells) {
        const [row, column] = [down % height, across % (width + 1)];
        const field = new Float32Array(FIELD + 2).fill(-1);
        write(field, 1, row, column, width, height);
        const expected = [-1, ...plainField(sketch, row, column, width, height), -1];
        expected.forEach((value, i) => assert.ok(Math.abs(field[i]! - value) < 1e-6, `value ${i - 1}`));
      }
    }),
    { numRuns: 10 },
  );
});
