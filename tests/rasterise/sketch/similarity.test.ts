import assert from "node:assert/strict";
import { difference, indexSketches } from "../../../src/rasterise/sketch/similarity.ts";
import { random } from "../../../src/base/random.ts";

const SIDE = 36;

function grid(on: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => on(i % SIDE, Math.floor(i / SIDE)) ? 1 : 0);
}

const slope = (shift: number) => grid((x, y) => Math.abs(x - shift - y) < 2 && y < 20);
const mirrored = grid((x, y) => Math.abs(SIDE - 1 - x - y) < 2 && y < 20);
const frame = grid((x, y) => x < 2 || y < 2 || x >= SIDE - 2 || y >= SIDE - 2);

Deno.test("difference() of a picture and its shifted or mirrored copy is 0", () => {
  assert.equal(difference(slope(3), slope(3)), 0);
  assert.equal(difference(slope(3), slope(5)), 0);
  assert.ok(difference(slope(0), mirrored) < 0.1);
});

Deno.test("difference() of pictures that show different things is large, however sparse", () => {
  assert.ok(difference(slope(0), frame) > 0.5);
  const dot = (at: number) => grid((x, y) => x === at && y === at);
  assert.equal(difference(dot(4), dot(12)), 1);
});

Deno.test("difference() counts the share of ink that is not in common", () => {
  const left = grid((x) => x < 10), wide = grid((x) => x < 30);
  // 10 columns in common of 40 in both.
  assert.ok(Math.abs(difference(left, wide) - 0.5) < 1e-9);
  assert.equal(difference(left, wide), difference(wide, left));
});

Deno.test("difference() is 0 for two blanks, 1 for a blank and ink, and refuses other sizes", () => {
  const blank = grid(() => false);
  assert.equal(difference(blank, blank), 0);
  assert.equal(difference(blank, frame), 1);
  assert.throws(() => difference(blank, new Uint8Array(25)), RangeError);
  assert.throws(() => difference(new Uint8Array(26), new Uint8Array(26)), RangeError);
});

Deno.test("indexSketches() finds what comparing with each one finds, nearest first", () => {
  const rng = random(1);
  const sketches = Array.from({ length: 40 }, () => {
    const density = 0.1 + 0.6 * rng.next();
    return grid(() => rng.next() < density);
  });
  const query = sketches[17]!.map((bit) => rng.next() < 0.1 ? 1 - bit : bit);
  const expected = sketches.map((sketch, index) => ({ index, difference: difference(query, sketch) }))
    .sort((a, b) => a.difference - b.difference).slice(0, 5);
  const found = indexSketches(sketches).nearest(query, 5);
  assert.deepEqual(found.map(({ index }) => index), expected.map(({ index }) => index));
  found.forEach((match, i) => assert.ok(Math.abs(match.difference - expected[i]!.difference) < 1e-9));
  assert.equal(found[0]!.index, 17);
});

Deno.test("indexSketches() finds shifted and mirrored copies", () => {
  const index = indexSketches([frame, slope(4), mirrored]);
  assert.deepEqual(index.nearest(slope(6), 1), [{ index: 1, difference: 0 }]);
  assert.equal(index.nearest(frame, 3).length, 3);
});
