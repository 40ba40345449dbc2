import assert from "node:assert/strict";
import { measureMemory } from "../../../src/evaluation/measures/memory.ts";
import type { SketchBook } from "../../../src/tasks/art/album/book.ts";
import { SKETCH_PIXELS } from "../../../src/tasks/art/album/ports.ts";
import { packSketch } from "../../../src/rasterise/sketch/sketch.ts";

/** An album of three pictures of a cat, and one of a dog that is a cat's too, and a book that errs on the last by five pixels in a row, the first beside its ink. */
const blank = new Uint8Array(SKETCH_PIXELS);
const pictures = [0, 1, 2].map((i) => blank.with(i, 1));
const album = {
  ...{
    corpus: "",
    aspects: [1, 1, 1],
    importance: [1, 1, 1],
    labels: ["cat", "dog"],
    sketches: pictures.map(packSketch),
  },
  pictures: { line: [[0, 1, 2], [1]], solid: [[], []] },
  small: {},
  few: {},
};
const book: SketchBook = {
  count: () => 1,
  firstLearned: () => 0,
  sketch({ word, style, seed, variation }) {
    assert.deepEqual([style, variation], ["line", 0]);
    const bits = (word === "dog" ? pictures[1]! : pictures[seed - 1]!).slice();
    if (word === "cat" && seed === 3) { for (let i = 3; i < 8; i++) bits[i] = 1; }
    return { bits, aspect: 1 };
  },
};

Deno.test("measureMemory() counts the pixels of each picture that are wrong, by its number", async () => {
  const told: [number, number][] = [];
  const { pictures, all, byNumber } = await measureMemory(book, album, {
    limit: 100,
    onWord: (done, total) => void told.push([done, total]),
  });
  assert.equal(pictures, 3);
  assert.deepEqual(all, { sketches: 4, mean: 1.25, far: 1, median: 0, ninetieth: 5, exact: 0.75 });
  assert.deepEqual(byNumber.map(({ from, to, sketches, mean }) => [from, to, sketches, mean]), [
    [1, 1, 2, 0],
    [2, 2, 1, 0],
    [3, 3, 1, 5],
  ]);
  assert.deepEqual(told, [[1, 2], [2, 2]]);
  assert.equal((await measureMemory(book, album, { limit: 2 })).all.sketches, 3);
});
