import assert from "node:assert/strict";
import { distinctPictures, formatDistinct } from "../../../src/data/drawn/distinct.ts";
import type { Candidate } from "../../../src/data/drawn/picture.ts";
import { openCorpus, pictureWriter } from "../../../src/data/store/store.ts";
import { packSketch, SKETCH_SIDE } from "../../../src/rasterise/sketch/sketch.ts";

const sketch = (inside: (x: number, y: number) => boolean) =>
  packSketch(
    Uint8Array.from(
      { length: SKETCH_SIDE ** 2 },
      (_, i) => Number(inside(i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE))),
    ),
  );
const distance = (x: number, y: number) => Math.hypot(x - 17.5, y - 17.5);

Deno.test("distinctPictures() counts what differs in ink and in silhouette, by the source that had it first", () => {
  using db = openCorpus(":memory:");
  const writer = pictureWriter(db);
  const insert = (
    source: string,
    sourceId: string,
    label: string,
    bits: Uint8Array,
    furtherLabels: string[] = [],
  ) => {
    const candidate: Candidate = {
      ...{ source, sourceId, label, furtherLabels, style: "line", licence: "CC0-1.0", attribution: "" },
      drawing: { kind: "svg", svg: "" },
    };
    writer.insert(candidate, { sketch: bits, fine: new Uint8Array(512), pieces: [] }, "train");
  };
  const ring = sketch((x, y) => Math.abs(distance(x, y) - 15) < 1);
  insert("first", "ring", "sun", ring);
  insert("second", "disc", "sun", sketch((x, y) => distance(x, y) < 15.5)); // the ring's silhouette
  insert("second", "cross", "sun", sketch((x, y) => Math.abs(x - y) < 2 || Math.abs(x + y - 35) < 2));
  insert("second", "moon", "planet", ring, ["moon"]);
  insert("second", "else", "quux", ring);
  const found = distinctPictures(db);
  assert.deepEqual(found.added, { first: 1, second: 3 });
  assert.equal(found.poor["sun"], 2);
  assert.equal(found.poor["moon"], 1);
  assert.equal(found.poor["quux"], undefined);
  assert.equal(found.mean, 4 / found.words);
  assert.match(formatDistinct(found), /sun 2[^]*second +3$/);
});
