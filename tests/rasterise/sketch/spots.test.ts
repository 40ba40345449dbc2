import assert from "node:assert/strict";
import { dotCells, spots } from "../../../src/rasterise/sketch/spots.ts";
import { FINE_SIDE, SKETCH_SIDE } from "../../../src/rasterise/sketch/sketch.ts";

/** A ring around two eyes of four pixels, and a spot of 25. */
function face(): Uint8Array {
  const bits = new Uint8Array(SKETCH_SIDE ** 2);
  const fill = (left: number, top: number, width: number, height: number) => {
    for (let y = top; y < top + height; y++) {
      bits.fill(1, y * SKETCH_SIDE + left, y * SKETCH_SIDE + left + width);
    }
  };
  fill(0, 0, 36, 1);
  fill(0, 35, 36, 1);
  fill(0, 0, 1, 36);
  fill(35, 0, 1, 36);
  fill(9, 9, 2, 2);
  fill(27, 9, 2, 2);
  fill(15, 20, 5, 5);
  return bits;
}

Deno.test("spots() parts what does not touch, diagonals included", () => {
  assert.deepEqual(spots(face()).map((spot) => spot.length).sort((a, b) => a - b), [4, 4, 25, 140]);
  const diagonal = new Uint8Array(SKETCH_SIDE ** 2);
  diagonal[0] = diagonal[SKETCH_SIDE + 1] = diagonal[SKETCH_SIDE - 1] = 1;
  assert.equal(spots(diagonal).length, 2);
});

Deno.test("dotCells() finds the cell of each eye and of nothing larger", () => {
  assert.deepEqual(dotCells(face(), 36, 18), [{ row: 5, column: 10 }, { row: 5, column: 28 }]);
  assert.deepEqual(dotCells(face(), 18, 9), [{ row: 2, column: 5 }, { row: 2, column: 14 }]);
  assert.deepEqual(dotCells(new Uint8Array(SKETCH_SIDE ** 2), 18, 9), []);
});

Deno.test("dotCells() finds eyes of a fine sketch, and leaves out thin lines that have no more pixels", () => {
  const bits = new Uint8Array(FINE_SIDE ** 2);
  const ink = (x: number, y: number) => bits[y * FINE_SIDE + x] = 1;
  for (let i = 0; i < 36; i++) ink(16 + i % 6, 8 + Math.floor(i / 6));
  for (let i = 0; i < 20; i++) {
    ink(40, 4 + i);
    ink(4 + i, 40);
    ink(36 + i, 40 + i);
  }
  assert.deepEqual(dotCells(bits, 32, 16), [{ row: 2, column: 9 }]);
});
