import assert from "node:assert/strict";
import { RASTER_SIDE, rasterOf } from "../../../src/evaluation/judge/raster.ts";
import { mirrorArt } from "../../../src/rasterise/sketch/mirror.ts";

const plain = { left: 0, right: 0, top: 0, bottom: 0, mirrored: false };
const art = ["  ####", "  #", " ##", "######"];

function distance(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

Deno.test("rasterOf() leaves margins and the size of the drawing out", () => {
  const raster = rasterOf(art);
  assert.equal(raster.ink.length, RASTER_SIDE ** 2);
  const moved = rasterOf(["", "", ...art.map((line) => `     ${line}  `), ""]);
  assert.ok(distance(raster.ink, moved.ink) < 1e-6);
  assert.ok(Math.abs(raster.aspect - moved.aspect) < 1e-6);
  const solid = (size: number) => rasterOf(Array<string>(size).fill("@".repeat(2 * size)));
  assert.ok(Math.abs(solid(8).aspect - solid(16).aspect) < 0.1);
  // Its glyphs do not touch, so the ink is neither blank nor full anywhere.
  assert.ok(distance(solid(20).ink, solid(24).ink) < 0.5);
});

Deno.test("rasterOf() has a wide drawing's aspect below that of a tall one", () => {
  assert.ok(rasterOf(["########"]).aspect < rasterOf(["#", "#", "#", "#"]).aspect);
});

Deno.test("rasterOf() mirrors a view as the drawing in a mirror looks", () => {
  const apart = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0);
  const mirrored = rasterOf(art, { ...plain, mirrored: true }).ink;
  // Mirrored characters look nearly like characters in a mirror.
  assert.ok(apart(mirrored, rasterOf(mirrorArt(art)).ink) < apart(mirrored, rasterOf(art).ink) / 3);
});

Deno.test("rasterOf() leaves room beside the ink when a view's sides move outwards", () => {
  const { ink } = rasterOf(art, { ...plain, left: 0.5 });
  for (let y = 0; y < RASTER_SIDE; y++) assert.equal(ink[y * RASTER_SIDE], 0);
  assert.ok(rasterOf(art).ink[(RASTER_SIDE - 2) * RASTER_SIDE]! > 0);
});

Deno.test("rasterOf() of blank lines is blank", () => {
  for (const lines of [[], [""], ["   ", " "]]) {
    const { ink, aspect } = rasterOf(lines);
    assert.ok(ink.every((value) => value === 0));
    assert.equal(aspect, 0);
  }
});
