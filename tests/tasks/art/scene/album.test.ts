import assert from "node:assert/strict";
import { MADE_PICTURES, madeSketches } from "../../../../scripts/fuzz/made_sketches.ts";
import { loadNetwork } from "../../../../src/inference/session.ts";
import { openSketchBook } from "../../../../src/tasks/art/album/book.ts";
import { withLessons } from "../../../../src/tasks/art/album/lessons.ts";
import { picturesOf } from "../../../../src/tasks/art/scene/album.ts";
import { chosen } from "../../../../src/tasks/art/scene/choose.ts";

Deno.test("a scene looks at what was taught after a word's other pictures, which keep their numbers", async () => {
  const { album, decoder } = madeSketches(["cat", "dog"]);
  const sketch = { bits: new Uint8Array(4096).fill(1), aspect: 20 };
  const taught = withLessons(album, ["cat", "hut"].map((word) => ({ word, style: "line", sketch })));
  const network = await loadNetwork("toy", "sketches.onnx", decoder), book = openSketchBook(taught, network);
  const numbers = (word: string) => {
    const pictures = picturesOf(book, { word, style: "line", seed: 1 });
    return Array.from({ length: pictures.count }, (_, turn) => chosen(pictures, turn, []).picture);
  };
  const others = Array.from({ length: MADE_PICTURES }, (_, i) => i + 2);
  assert.deepEqual(numbers("cat"), [...others, 1]);
  assert.deepEqual(numbers("dog"), others.map((number) => number - 1));
  assert.deepEqual(numbers("hut"), [1]);
  network.close();
});
