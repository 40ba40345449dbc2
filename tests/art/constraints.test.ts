import assert from "node:assert/strict";
import {
  feasibleAspects,
  feasibleHeights,
  feasibleWidths,
  gridCharacters,
  nextTokens,
  parseLimits,
  trimDrawing,
} from "../../src/art/constraints.ts";
import { renderMarkdown } from "../../src/art/render/markdown.ts";
import { renderPlain } from "../../src/art/render/plain.ts";
import { UserError } from "../../src/errors.ts";
import { aspectBin } from "../../src/tokenizer/character.ts";
import { tokenizer } from "../inference/toy.ts";

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
        const lawful = new Set(feasibleAspects(box));
        assert(lawful.size > 0);
        for (let aspect = 0; aspect < 41; aspect++) {
          const widths = feasibleWidths(aspect, box);
          assert(widths.length > 0);
          for (const w of widths) {
            const heights = feasibleHeights(w, aspect, box);
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

Deno.test("feasibleWidths() fills the box when the aspect fits", () => {
  assert.deepEqual(feasibleWidths(aspectBin(40, 20), limits(40, 20)), [36, 37, 38, 39, 40]);
  assert.equal(Math.max(...feasibleWidths(aspectBin(20, 20), limits(40, 10))), 10);
});

Deno.test("feasibleAspects() leaves out what would be too narrow to see when the box is low", () => {
  const aspects = feasibleAspects(limits(40, 3));
  assert(aspects.includes(aspectBin(40, 3)) && !aspects.includes(aspectBin(10, 30)));
});

Deno.test("nextTokens() allows what fits the row when there is room", () => {
  const at = (row: number, column: number, written = 0, maxChars = Infinity) =>
    nextTokens(tokenizer, { row, column, width: 6, height: 2, written }, maxChars);
  const cells = (tokens: number[]) => Math.max(...tokens.map(tokenizer.cells));
  const { eos, newline } = tokenizer;
  assert(at(0, 0).includes(newline) && !at(0, 0).includes(eos));
  assert(at(1, 0).includes(eos) && !at(1, 0).includes(newline));
  assert.equal(cells(at(0, 0)), 4);
  assert.equal(cells(at(0, 3)), 3);
  assert.deepEqual(at(0, 6), [newline]);
  assert.deepEqual(at(1, 6), [eos]);
  assert.equal(cells(at(0, 0, 8, 10)), 2);
  assert.deepEqual(at(0, 0, 10, 10), [eos]);
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
