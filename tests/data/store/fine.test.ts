import assert from "node:assert/strict";
import { fineSketch, sketchedRow } from "../../../src/data/store/fine.ts";
import { mirrorArt, mirrorSketch } from "../../../src/rasterise/sketch/mirror.ts";
import { FINE_SIDE, packSketch, sketchOfArt } from "../../../src/rasterise/sketch/sketch.ts";

const CHAIR = ["|", "|", "|____", "|    |", "|    |"];
const OWN = sketchOfArt(CHAIR, FINE_SIDE);
const row = (lines: string[], mirrored: number, fine: Uint8Array | null = null) =>
  sketchedRow.parse({ fine, art: lines.join("\n"), mirrored });

Deno.test("fineSketch() is the one that is stored, mirrored or not", () => {
  const bits = Uint8Array.from({ length: FINE_SIDE ** 2 }, (_, i) => Number(i % 5 === 0));
  for (const mirrored of [0, 1]) {
    assert.deepEqual(fineSketch(row(CHAIR, mirrored, packSketch(bits))), bits);
  }
});

Deno.test("fineSketch() is that of the art, turned back where the art is mirrored, when none is stored", () => {
  assert.equal(OWN.length, FINE_SIDE ** 2);
  assert.deepEqual(fineSketch(row(CHAIR, 0)), OWN);
  assert.notDeepEqual(mirrorSketch(OWN), OWN);
  const turned = mirrorArt(CHAIR);
  const bits = fineSketch(row(turned, 1));
  assert.deepEqual(mirrorSketch(bits), sketchOfArt(turned, FINE_SIDE));
  const wrong = bits.filter((bit, i) => bit !== OWN[i]).length;
  assert.ok(wrong < bits.length / 50, `${wrong} pixels are not those of the art before it was mirrored`);
});
