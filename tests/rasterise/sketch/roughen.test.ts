import assert from "node:assert/strict";
import { random } from "../../../src/base/random.ts";
import { roughened } from "../../../src/rasterise/sketch/roughen.ts";
import { FINE_SIDE } from "../../../src/rasterise/sketch/sketch.ts";
import { forEachAround } from "../../../src/rasterise/sketch/spots.ts";

/** A box with a hole. */
const BOX = Uint8Array.from({ length: FINE_SIDE ** 2 }, (_, i) => {
  const [x, y] = [i % FINE_SIDE, Math.floor(i / FINE_SIDE)];
  const within = (from: number, to: number) => x >= from && x < to && y >= from && y < to;
  return Number(within(10, 50) && !within(20, 30));
});
const rough = (seed: number) => roughened(BOX, random(seed));
const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);

Deno.test("roughened() is the same for the same seed, and leaves a sketch as it is for some", () => {
  const before = BOX.slice();
  for (const seed of SEEDS) assert.deepEqual(rough(seed), rough(seed));
  assert.deepEqual(BOX, before);
  const unlike = new Set(SEEDS.map((seed) => rough(seed).join("")));
  const smooth = SEEDS.filter((seed) => rough(seed).every((bit, i) => bit === BOX[i])).length;
  assert.ok(smooth > 25 && smooth < 60, `${smooth} of ${SEEDS.length} stay as they are`);
  assert.equal(unlike.size, SEEDS.length - smooth + 1);
});

Deno.test("roughened() changes some of the pixels along edges, inside and outside, and no others", () => {
  const edges = BOX.map((bit, i) => {
    let edge = 0;
    forEachAround(FINE_SIDE, i % FINE_SIDE, Math.floor(i / FINE_SIDE), (pixel) => {
      if (BOX[pixel] !== bit) edge = 1;
    });
    return edge;
  });
  const along = edges.reduce((sum, edge) => sum + edge);
  let [lost, gained] = [0, 0];
  for (const seed of SEEDS) {
    let changed = 0;
    rough(seed).forEach((bit, i) => {
      if (bit === BOX[i]) return;
      assert.equal(edges[i], 1, `${i} is on no edge`);
      if (bit === 0) lost++;
      else gained++;
      changed++;
    });
    assert.ok(changed < along / 4, `${changed} of ${along}`);
  }
  assert.ok(lost > 100 && gained > 100, `${lost} lost, ${gained} gained`);
});
