import assert from "node:assert/strict";
import { IDENTITY, type Matrix, type Point } from "../../../../src/data/sources/tikz/geometry.ts";
import { TikzError } from "../../../../src/data/sources/tikz/options.ts";
import { pathData } from "../../../../src/data/sources/tikz/path.ts";

const read = (text: string, matrix: Matrix = IDENTITY, nodes = new Map<string, Point>()) =>
  pathData(text, 1, matrix, nodes);

Deno.test("pathData() reads moves, lines, curves and closing", () => {
  assert.equal(read("(1,2) -- (3, 4)--(5,.5)"), "M1 2L3 4L5 0.5");
  assert.equal(read("(0,0)--(1,0) (2,2)--(3,2)"), "M0 0L1 0M2 2L3 2");
  assert.equal(read("(0,0) -- (1,0) -- (1,1) -- cycle"), "M0 0L1 0L1 1Z");
  assert.equal(read("(0,0) .. controls (1,1) and (2,1) ..\n (3,0)"), "M0 0C1 1 2 1 3 0");
  assert.equal(read("(0,0)..controls(1,1)..(3,0)"), "M0 0C1 1 1 1 3 0");
});

Deno.test("pathData() counts bare numbers in its unit, others in centimetres", () => {
  assert.equal(pathData("(10,20) -- (3 cm,10mm)", 0.1, IDENTITY, new Map()), "M1 2L3 1");
  assert.equal(pathData("(0,0) -- (72.27pt,0)", 0.1, IDENTITY, new Map()), "M0 0L2.54 0");
});

Deno.test("pathData() draws circles, ellipses, arcs, rectangles and parabolas", () => {
  const ends = (text: string) =>
    Array.from(
      read(text).matchAll(/(-?[\d.]+) (-?[\d.]+)(?=[A-Z]|$)/g),
      ([, x, y]) => [Number(x), Number(y)],
    );
  assert.deepEqual(ends("(1,1) circle (2)"), [[1, 1], [3, 1], [1, 3], [-1, 1], [1, -1], [3, 1], [1, 1]]);
  assert.deepEqual(ends("(0,0) ellipse (2cm and 1cm)").slice(1, 4), [[2, 0], [0, 1], [-2, 0]]);
  assert.deepEqual(ends("(2,0) arc (0:180:2)"), [[2, 0], [0, 2], [-2, 0]]);
  assert.deepEqual(ends("(3,0) arc(0:-90:3 and 1)"), [[3, 0], [0, -1]]);
  assert.equal(read("(0,0) rectangle (2,1)"), "M0 0M0 0L2 0 2 1 0 1ZM2 1");
  assert.deepEqual(ends("(0,0) parabola bend (1,-1) (2,0)"), [[0, 0], [1, -1], [2, 0]]);
  // y = x²/4 - 1 from its vertex: the curve is halfway in x at a quarter of the height.
  assert.equal(read("(0,-1) parabola (2,0)"), "M0 -1C0.6667 -1 1.3333 -0.6667 2 0");
});

Deno.test("pathData() draws smooth plots as PGF does: a circle through four points of tension 1", () => {
  const data = read("plot[smooth cycle, tension=1] coordinates {(1,0) (0,1) (-1,0) (0,-1)}");
  assert.ok(data.startsWith("M1 0C1 0.555 0.555 1 0 1C"), data);
  assert.ok(data.endsWith("Z"));
  assert.equal(
    read("plot[smooth,tension=.7] coordinates{(0,0)(1,1)(2,0)}"),
    "M0 0C0 0 0.6115 1 1 1C1.3885 1 2 0 2 0",
  );
});

Deno.test("pathData() knows the nodes of earlier paths, and turns what it draws", () => {
  const nodes = new Map<string, Point>();
  read("(1,2) node (a) {} -- (3,3)", IDENTITY, nodes);
  read("node (b) at (5,6) {}", IDENTITY, nodes);
  assert.equal(read("(a) edge (b)", IDENTITY, nodes), "M1 2M1 2L5 6M1 2");
  assert.equal(read("(1,0)--(0,1)", [0, 1, -1, 0, 10, 0]), "M10 1L9 0");
});

Deno.test("pathData() refuses what it does not understand", () => {
  for (
    const text of ["(1,2) to (3,4)", "(1,2) -- (unknown)", "(1,) -- (2,2)", "(1,2) $ (3,4)", "(0,0) .. (1,1)"]
  ) {
    assert.throws(() => read(text), TikzError, text);
  }
});
