import assert from "node:assert/strict";
import { filled, outlined } from "../../src/rasterise/outline.ts";
import { SKETCH_SIDE } from "../../src/rasterise/sketch.ts";

const sketch = (ink: (x: number, y: number) => boolean) =>
  Uint8Array.from(
    { length: SKETCH_SIDE ** 2 },
    (_, i) => Number(ink(i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE))),
  );
const within = (x: number, y: number, rim: number) =>
  x >= 8 + rim && x < 28 - rim && y >= 8 + rim && y < 28 - rim;
const BOX = sketch((x, y) => within(x, y, 0));
const FRAME = sketch((x, y) => within(x, y, 0) && !within(x, y, 2));

Deno.test("outlined() leaves the rim of what is filled, and lines as they are", () => {
  assert.deepEqual(outlined(BOX), FRAME);
  assert.deepEqual(outlined(FRAME), FRAME);
});

Deno.test("filled() inks what lines enclose, and nothing that is open", () => {
  assert.deepEqual(filled(FRAME), BOX);
  assert.deepEqual(filled(BOX), BOX);
  const open = sketch((x, y) => within(x, y, 0) && !within(x, y, 1) && x !== 20);
  assert.deepEqual(filled(open), open);
  assert.deepEqual(filled(new Uint8Array(SKETCH_SIDE ** 2)), new Uint8Array(SKETCH_SIDE ** 2));
});
