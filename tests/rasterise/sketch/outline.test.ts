import assert from "node:assert/strict";
import { filled, outlined } from "../../../src/rasterise/sketch/outline.ts";
import { FINE_SIDE, SKETCH_SIDE } from "../../../src/rasterise/sketch/sketch.ts";

const SIDES = [SKETCH_SIDE, FINE_SIDE];

const sketch = (side: number, ink: (x: number, y: number) => boolean) =>
  Uint8Array.from({ length: side ** 2 }, (_, i) => Number(ink(i % side, Math.floor(i / side))));
const within = (x: number, y: number, rim: number) =>
  x >= 8 + rim && x < 28 - rim && y >= 8 + rim && y < 28 - rim;
const box = (side: number) => sketch(side, (x, y) => within(x, y, 0));
const frame = (side: number, rim: number) => sketch(side, (x, y) => within(x, y, 0) && !within(x, y, rim));

Deno.test("outlined() leaves the rim of what is filled, and lines as they are", () => {
  for (const side of SIDES) {
    assert.deepEqual(outlined(box(side)), frame(side, 1));
    for (const pen of [1, 2]) assert.deepEqual(outlined(frame(side, pen)), frame(side, pen));
  }
});

Deno.test("filled() inks what lines enclose, and nothing that is open", () => {
  for (const side of SIDES) {
    for (const pen of [1, 2]) assert.deepEqual(filled(frame(side, pen)), box(side));
    assert.deepEqual(filled(box(side)), box(side));
    const open = sketch(side, (x, y) => within(x, y, 0) && !within(x, y, 1) && x !== 20);
    assert.deepEqual(filled(open), open);
    assert.deepEqual(filled(new Uint8Array(side ** 2)), new Uint8Array(side ** 2));
  }
});
