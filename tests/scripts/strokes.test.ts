import assert from "node:assert/strict";
import { strokesOf } from "../../scripts/strokes.ts";

const shapesOf = (...lines: string[]) => strokesOf(lines).split("\n").slice(2, -3).toSorted();

Deno.test("strokesOf() draws characters where they stand, and what goes on in one line as one stroke", () => {
  assert.deepEqual(shapesOf(" /\\", "/--\\"), [
    '<path d="M0 40L20 0"/>',
    '<path d="M10 30L30 30"/>',
    '<path d="M20 0L40 40"/>',
  ]);
  assert.deepEqual(shapesOf('"""', " o"), [
    '<ellipse cx="15" cy="30" rx="4" ry="4" fill="black"/>',
    '<path d="M0 3L30 3"/>',
  ]);
  assert.match(strokesOf(["-", "---"]), /viewBox="0 0 30 40"/);
});

Deno.test("strokesOf() moves uprights at the edges outwards, so that the picture fills its columns", () => {
  assert.deepEqual(shapesOf("| | |", "| | |"), [
    '<path d="M2 0L2 40"/>',
    '<path d="M25 0L25 40"/>',
    '<path d="M48 0L48 40"/>',
  ]);
});

Deno.test("strokesOf() names a character that it has no strokes for", () => {
  assert.throws(() => strokesOf(["/é\\"]), /there are no strokes for "é"/);
});
