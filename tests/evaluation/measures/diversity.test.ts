import assert from "node:assert/strict";
import { diversityOf, spreadOf } from "../../../src/evaluation/measures/diversity.ts";
import { sketchOfArt } from "../../../src/rasterise/sketch/sketch.ts";
import { picture, SHAPES } from "../shapes.ts";

const sketch = (shape: string, size: number) => sketchOfArt(SHAPES[shape]!(size));

Deno.test("spreadOf() counts pictures that are clearly different", () => {
  assert.deepEqual(spreadOf([sketch("box", 9), sketch("box", 9), sketch("box", 9)]), {
    pictures: 3,
    meanDifference: 0,
    different: 1,
  });
  const mixed = spreadOf([sketch("box", 9), sketch("slope", 9), sketch("box", 9), sketch("cross", 9)]);
  assert.equal(mixed.different, 3);
  assert.ok(mixed.meanDifference! > 0.3);
});

Deno.test("spreadOf() a single picture has no difference", () => {
  assert.deepEqual(spreadOf([sketch("box", 9)]), { pictures: 1, meanDifference: null, different: 1 });
});

Deno.test("diversityOf() compares with as many training pictures of the word and style", () => {
  const training = [
    picture(1, "thing", SHAPES["box"]!(9)),
    picture(2, "thing", SHAPES["slope"]!(9)),
    picture(3, "stuff", SHAPES["cross"]!(9), { labels: ["stuff", "thing"] }),
    picture(4, "thing", SHAPES["bars"]!(9), { style: "solid" }),
    picture(5, "stuff", SHAPES["bars"]!(9)),
  ];
  const drawn = [sketch("box", 9), sketch("box", 9)];
  const { corpus, available, drawn: spread } = diversityOf("thing", drawn, training, "line", 1);
  assert.deepEqual([spread.different, corpus.pictures, corpus.different, available], [1, 2, 2, 3]);
});
