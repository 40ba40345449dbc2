import assert from "node:assert/strict";
import {
  feasibleHeights,
  feasibleRatios,
  feasibleWidths,
  gridCharacters,
  nextMoves,
  parseLimits,
  trimDrawing,
} from "../../src/art/constraints.ts";
import { renderMarkdown } from "../../src/art/render/markdown.ts";
import { renderPlain } from "../../src/art/render/plain.ts";
import { UserError } from "../../src/base/errors.ts";

const ratios = Array.from({ length: 41 }, (_, i) => 2 ** (i * 0.15 - 4));

const limits = (width: number, maxLines: number, maxChars = Infinity) => ({ width, maxLines, maxChars });

Deno.test("parseLimits() names the limit when it is out of range", () => {
  const grid = { maxWidth: 80, maxHeight: 48 };
  assert.deepEqual(parseLimits({ width: 80, maxLines: 48 }, grid), limits(80, 48));
  for (const width of [0, -1, 1.5, NaN, 81, Infinity]) {
    assert.throws(
      () => parseLimits({ width, maxLines: 1 }, grid),
      (error) =>
        error instanceof UserError && error.kind === "usage" && error.message.startsWith("width must"),
    );
  }
});

Deno.test("feasible sizes meet every limit and are never empty when the box is lawful", () => {
  for (const width of [1, 2, 5, 40, 80]) {
    for (const lines of [1, 2, 9, 48]) {
      for (const chars of [1, 2, 10, 100, Infinity]) {
        const box = limits(width, lines, chars);
        const lawful = feasibleRatios(ratios, box);
        assert(lawful.length > 0);
        for (const ratio of ratios) {
          const widths = feasibleWidths(ratio, box);
          assert(widths.length > 0);
          for (const w of widths) {
            const heights = feasibleHeights(w, ratio, box);
            assert(heights.length > 0);
            for (const height of heights) {
              assert(w <= width && height <= lines && gridCharacters({ width: w, height }) <= chars);
            }
          }
        }
      }
    }
  }
});

Deno.test("feasibleWidths() fills the box when the ratio fits", () => {
  assert.deepEqual(feasibleWidths(0.5, limits(40, 20)), [36, 37, 38, 39, 40]);
  assert.equal(Math.max(...feasibleWidths(1, limits(40, 10))), 10);
});

Deno.test("feasibleRatios() leaves out what would be too narrow to see when the box is low", () => {
  assert.deepEqual(feasibleRatios([3, 0.5, 1, 0.08], limits(40, 3)), [1, 3]);
});

Deno.test("nextMoves() allows what fits the row and the budget when there is room", () => {
  const at = (row: number, column: number, written = 0, maxChars = Infinity) => {
    const { cells, lineBreak, end } = nextMoves({ row, column, width: 6, height: 2, written }, maxChars);
    return [cells, lineBreak, end];
  };
  assert.deepEqual(at(0, 0), [6, true, false]);
  assert.deepEqual(at(0, 6), [0, true, false]);
  assert.deepEqual(at(1, 2), [4, false, true]);
  assert.deepEqual(at(1, 6), [0, false, true]);
  assert.deepEqual(at(0, 0, 8, 10), [2, true, false]);
  assert.deepEqual(at(0, 0, 10, 10), [0, false, true]);
});

Deno.test("trimDrawing() drops blank edges when there are any", () => {
  assert.deepEqual(trimDrawing("  \n   a \n\n  bc  \n "), [" a", "", "bc"]);
  assert.deepEqual(trimDrawing("  \n "), []);
});

Deno.test("renderMarkdown() makes its fence longer than any run of backticks in the drawing", () => {
  assert.equal(renderPlain(["a", "b"]), "a\nb\n");
  assert.equal(renderMarkdown(["a"]), "```text\na\n```\n");
  assert.equal(renderMarkdown(["````"]), "`````text\n````\n`````\n");
});
