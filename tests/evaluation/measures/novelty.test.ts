import assert from "node:assert/strict";
import { noveltyOf, resemblanceTo } from "../../../src/evaluation/measures/novelty.ts";
import { retrieve } from "../../../src/evaluation/measures/retrieval.ts";
import { random } from "../../../src/base/random.ts";
import { mirrorArt, mirrorSketch } from "../../../src/rasterise/sketch/mirror.ts";
import { sketchOfArt } from "../../../src/rasterise/sketch/sketch.ts";
import { picture, SHAPES } from "../shapes.ts";

const CAT = ["  /\\_____/\\", " /  o   o  \\", "(     >     )", " \\  `---'  /", "  '-------'"];
const BOAT = ["      |\\", "      | \\", "      |  \\", "______|____", "\\         /", " '-------'"];
const training = [
  picture(1, "cat", CAT),
  picture(2, "boat", BOAT),
  picture(3, "slope", SHAPES["slope"]!(12)),
];
const resemblance = resemblanceTo(training);
const work = (lines: string[]) => ({ lines, sketch: sketchOfArt(lines) });

Deno.test("resemblanceTo() finds exact copies, also moved and mirrored", () => {
  const sketch = sketchOfArt(CAT);
  const moved = ["", ...CAT.map((line) => `   ${line} `), ""];
  const mirrored = { lines: mirrorArt(CAT), sketch: mirrorSketch(sketch) };
  for (const copy of [{ lines: CAT, sketch }, { lines: moved, sketch }, mirrored]) {
    const { picture, exactDrawing, sketchDifference, drawingDifference } = resemblance(copy);
    assert.deepEqual([picture.id, exactDrawing, sketchDifference], [1, true, 0]);
    assert.ok(drawingDifference < 0.05);
  }
});

Deno.test("resemblanceTo() finds near-copies and does not take other pictures for them", () => {
  const scratched = CAT.with(2, "(     x     )").with(3, " \\  `---'  |");
  const near = noveltyOf([resemblance(work(scratched))]);
  assert.deepEqual([near.exactDrawings.value, near.nearDrawings.value, near.nearSketches.value], [0, 1, 1]);

  const others = noveltyOf([SHAPES["box"]!(9), SHAPES["cross"]!(9)].map((lines) => resemblance(work(lines))));
  assert.deepEqual([others.works, others.nearDrawings.value, others.nearSketches.value], [2, 0, 0]);
});

Deno.test("noveltyOf() what was looked up is that all of it is copied", () => {
  const found = retrieve(training, "boat", "line", { width: 40, maxLines: 20 }, random(1))!;
  const { exactSketches, exactDrawings, sketchDifferences } = noveltyOf([resemblance(found)]);
  assert.deepEqual([exactSketches.value, exactDrawings.value, sketchDifferences], [1, 1, [0]]);
});

Deno.test("retrieve() prefers the style, then pictures named by the word, and knows no other words", () => {
  const cats = [
    picture(1, "cat", CAT, { style: "solid" }),
    picture(2, "animal", BOAT, { labels: ["animal", "cat"] }),
    picture(3, "cat", CAT),
  ];
  const box = { width: 40, maxLines: 20 };
  for (let seed = 0; seed < 5; seed++) {
    assert.equal(retrieve(cats, "cat", "line", box, random(seed))?.picture.id, 3);
    assert.equal(retrieve(cats.slice(0, 2), "cat", "line", box, random(seed))?.picture.id, 2);
    assert.equal(retrieve(cats.slice(0, 1), "cat", "line", box, random(seed))?.picture.id, 1);
  }
  assert.equal(retrieve(cats, "dog", "line", box, random(1)), undefined);
});

Deno.test("retrieve() takes the widest drawing that fits, or the narrowest", () => {
  const pieces = [8, 12, 16].map((size) => ({
    lines: SHAPES["box"]!(size),
    width: 2 * size,
    mirrored: false,
  }));
  const boxes = [picture(1, "box", SHAPES["box"]!(8), { pieces })];
  const width = (box: { width: number; maxLines: number }) =>
    retrieve(boxes, "box", "line", box, random(1))!.lines[0]!.length;
  assert.equal(width({ width: 40, maxLines: 20 }), 32);
  assert.equal(width({ width: 40, maxLines: 13 }), 24);
  assert.equal(width({ width: 5, maxLines: 5 }), 16);
});
