import assert from "node:assert/strict";
import { LAST_PLACE, numberPictures, RANKING, rankOf } from "../../../src/data/words/numbering.ts";
import { random } from "../../../src/base/random.ts";
import { packSketch } from "../../../src/rasterise/sketch/sketch.ts";

const noise = (seed: number) => {
  const { next } = random(seed);
  return packSketch(Uint8Array.from({ length: 36 * 36 }, () => Number(next() < 0.3)));
};

function placesOf(ranks: number[], sketches: Uint8Array[]): number[] {
  const places = new Uint16Array(ranks.length);
  const group = Uint32Array.from(ranks, (_, i) => i);
  numberPictures(group, Float64Array.from(ranks), (i) => sketches[i]!, places);
  return [...places];
}

Deno.test("rankOf() puts tags, unknown sources, crowded and misleading pictures back", () => {
  // A word that nobody has judged the pictures of.
  const picture = { source: "lucide", sourceId: "quux", label: "quux", edges: 100 };
  assert.equal(rankOf("quux", picture), 0);
  assert.equal(rankOf("thing", picture), RANKING.asTag);
  assert.equal(rankOf("quux", { ...picture, source: "tabler" }), 2);
  assert.equal(rankOf("quux", { ...picture, source: "other" }), RANKING.unknown);
  assert.equal(rankOf("quux", { ...picture, edges: RANKING.busy + 2 * RANKING.busyStep }), 2);
  assert.equal(rankOf("saw", { ...picture, label: "saw", source: "tabler", sourceId: "wave-saw-tool" }), 42);
});

Deno.test("numberPictures() counts from the plainest, a clearly different picture before a twin", () => {
  const [one, two] = [noise(1), noise(2)];
  assert.deepEqual(placesOf([3], [one]), [0]);
  assert.deepEqual(placesOf([3, 1, 2], [one, two, noise(3)]), [2, 0, 1]);
  // The second is like the first, the third is not.
  assert.deepEqual(placesOf([1, 2, 3], [one, one, two]), [0, 2, 1]);
  // A picture much further back stays behind the twin all the same.
  assert.deepEqual(placesOf([1, 2, 30], [one, one, two]), [0, 1, 2]);
});

Deno.test("numberPictures() ranks what is beyond the numbers without comparing it", () => {
  const count = 70_000;
  const ranks = Float64Array.from({ length: count }, (_, i) => count - i);
  const places = new Uint16Array(count);
  let asked = 0;
  numberPictures(Uint32Array.from(ranks.keys()), ranks, (i) => (asked++, noise(i)), places);
  assert.equal(asked, RANKING.candidates);
  assert.deepEqual(
    [...places.slice(-20)].reverse().slice(0, 15),
    Array.from({ length: 15 }, (_, i) => i),
  );
  assert.deepEqual([places[count - 1 - 40], places[0]], [40, LAST_PLACE]);
});
