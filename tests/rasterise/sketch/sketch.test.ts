import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { blur, crop, type Ink, inkBox } from "../../../src/rasterise/ink.ts";
import {
  coarser,
  FINE_SIDE,
  inkOfArt,
  shrink,
  SKETCH_SIDE,
  sketchOfArt,
  sketchOfInk,
} from "../../../src/rasterise/sketch/sketch.ts";

const SIDES = [SKETCH_SIDE, FINE_SIDE];

/** Strokes of random glyphs and directions. */
function drawing(seed: number): string[] {
  const { int } = random(seed);
  const width = 6 + int(50), height = 3 + int(25);
  const cells = Array.from({ length: height }, () => Array<string>(width).fill(" "));
  for (let stroke = 2 + int(20); stroke > 0; stroke--) {
    let [x, y] = [int(width), int(height)];
    const [dx, dy] = [[1, 0], [0, 1], [1, 1], [-1, 1]][int(4)]!;
    const glyph = "/\\|_-()'.oO#*M8"[int(15)]!;
    for (let length = 2 + int(12); length > 0 && cells[y]?.[x] !== undefined; length--) {
      cells[y]![x] = glyph;
      x += dx!;
      y += dy!;
    }
  }
  return cells.map((row) => row.join("").trimEnd());
}

/** What `sketchOfArt` approximates: all of the art's ink blurred and made denser. */
function exactSketch(lines: string[], side: number): Uint8Array {
  const soft = blur(inkOfArt(lines), 2.2);
  return sketchOfInk({ ...soft, data: soft.data.map((value) => Math.min(1, value * 3)) }, side);
}

const inks = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(1000)).map(
  ([width, height, seed]): Ink => {
    const { next } = random(seed);
    const blank = next();
    const data = Float32Array.from({ length: width * height }, () => next() < blank ? 0 : next() ** 3);
    return { width, height, data };
  },
);

Deno.test("sketchOfArt() is within 2 % of the bits of the sketch of all blurred ink", () => {
  const drawings = Array.from({ length: 60 }, (_, seed) => drawing(seed));
  for (const side of SIDES) {
    let different = 0;
    for (const lines of drawings) {
      const exact = exactSketch(lines, side);
      const share = sketchOfArt(lines, side).reduce((sum, bit, i) => sum + (bit ^ exact[i]!), 0) / side ** 2;
      assert.ok(share < 0.1, `${share}\n${lines.join("\n")}`);
      different += share;
    }
    assert.ok(different / drawings.length < 0.02, String(different / drawings.length));
  }
});

Deno.test("sketchOfArt() is blank for art without ink, and ignores blank borders", () => {
  for (const lines of [[], [""], ["   ", " "], ["éé"]]) {
    for (const side of SIDES) assert.deepEqual(sketchOfArt(lines, side), new Uint8Array(side ** 2));
  }
  const within = (blank: number) => [
    ...Array<string>(blank).fill(""),
    ...["  /\\  ", " /  \\ ", "/____\\"].map((line) => " ".repeat(blank) + line + " ".repeat(blank)),
    ...Array<string>(blank).fill(""),
  ];
  assert.deepEqual(sketchOfArt(within(7)), sketchOfArt(within(2)));
});

Deno.test("sketchOfInk() lowers its threshold until most of the ink is kept", () =>
  fc.assert(fc.property(inks, fc.constantFrom(...SIDES), (ink, side) => {
    const box = inkBox(ink);
    const coverage = box === null ? new Float32Array(side ** 2) : shrink(crop(ink, box), side);
    const total = coverage.reduce((sum, value) => sum + value, 0);
    let threshold = 0.44;
    const reached = () => coverage.filter((value) => value >= threshold).length;
    while (threshold > 0.1 && reached() < total * 0.85) threshold -= 0.02;
    assert.deepEqual(
      sketchOfInk(ink, side),
      Uint8Array.from(coverage, (value) => value >= threshold ? 1 : 0),
    );
  })));

Deno.test("inkBox() is the smallest box around what is darker than the threshold", () =>
  fc.assert(fc.property(inks, fc.double({ min: 0, max: 1, noNaN: true }), (ink, threshold) => {
    const dark = [...ink.data.keys()].filter((i) => ink.data[i]! > threshold);
    const xs = dark.map((i) => i % ink.width), ys = dark.map((i) => Math.floor(i / ink.width));
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    const box = { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
    assert.deepEqual(inkBox(ink, threshold), dark.length === 0 ? null : box);
  })));

Deno.test("coarser() keeps shapes at their places, thin lines too, and a sketch of that side as it is", () => {
  const sketch = (side: number, ink: (x: number, y: number) => boolean) =>
    Uint8Array.from({ length: side ** 2 }, (_, i) => Number(ink(i % side, Math.floor(i / side))));
  const quarter = (side: number) => sketch(side, (x, y) => x < side / 2 && y >= side / 4 && y < side / 2);
  assert.deepEqual(coarser(quarter(FINE_SIDE)), quarter(SKETCH_SIDE));
  assert.deepEqual(coarser(quarter(FINE_SIDE), 16), quarter(16));
  assert.deepEqual(coarser(quarter(SKETCH_SIDE)), quarter(SKETCH_SIDE));
  assert.deepEqual(coarser(new Uint8Array(FINE_SIDE ** 2)), new Uint8Array(SKETCH_SIDE ** 2));
  const line = coarser(sketch(FINE_SIDE, (x) => x === 32));
  assert.deepEqual(line, sketch(SKETCH_SIDE, (x) => x === 18));
});
