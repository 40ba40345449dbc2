import assert from "node:assert/strict";
import { ansiCells, look, plainCells, similarity } from "../../../scripts/bench/image.ts";
import { PICTURES } from "../../../scripts/bench/pictures.ts";
import { lumaOver } from "../../../src/rasterise/image/formats/bitmap.ts";
import { drawBitmap, fitCells } from "../../../src/rasterise/image/draw.ts";

Deno.test("ansiCells() follows the colours of escape sequences", () => {
  const [first, second] = ansiCells("\x1b[0;37;5;47;107mab\x1b[0m\n\x1b[0;1;30;90;40mc\x1b[0md\n");
  assert.deepEqual(first!.map(({ character }) => character), ["a", "b"]);
  assert.equal(Math.round(first![0]!.paper * 255), 255);
  assert.equal(Math.round(first![0]!.ink * 255), 170);
  assert.equal(Math.round(second![0]!.ink * 255), 85);
  assert.deepEqual(second!.map(({ paper }) => paper), [0, 0]);
  assert.equal(Math.round(second![1]!.ink * 255), 170);
});

Deno.test("look() shows ink on paper and fills the grid", () => {
  const { width, height, data } = look(plainCells(["M", "  "], { columns: 3, rows: 2 }));
  assert.deepEqual([width, height], [30, 40]);
  assert.ok(data.some((value) => value < 0.1));
  assert.ok(data.every((value, i) => i % 30 < 10 && i < 600 || value === 1));
  const inverse = look(plainCells(["M"], { columns: 1, rows: 1 }, true)).data;
  assert.ok(inverse[0] === 0 && inverse.some((value) => value > 0.9));
});

Deno.test("similarity() is 1 for the picture itself and higher for its drawing than for another's", () => {
  const [letters, silhouette] = ["letters", "silhouette"].map((name) => PICTURES[name]!());
  const cells = fitCells(letters!, 24, 24), picture = lumaOver(letters!, 1);
  assert.ok(similarity(picture, picture, cells, "near") > 0.999);
  const drawn = (bitmap: typeof letters) =>
    look(plainCells(drawBitmap(bitmap!, cells, { style: "shaded" }), cells));
  for (const view of ["near", "far"] as const) {
    const own = similarity(picture, drawn(letters), cells, view);
    assert.ok(own > 0.3 && own > similarity(picture, drawn(silhouette), cells, view) + 0.1, `${view} ${own}`);
  }
});
