import assert from "node:assert/strict";
import { faultsOf } from "../../../../src/tasks/art/draw/faults.ts";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";

/** A box of characters with two eyes, without what is named. */
function face(without: { eye?: boolean; side?: boolean } = {}, mark = ""): string[] {
  const wall = (inner: string) => `|${inner}${without.side ? " " : "|"}`;
  const blank = " ".repeat(18);
  return [
    `+${"-".repeat(18)}+`,
    ...[0, 1, 2].map(() => wall(blank)),
    wall(`    o        ${without.eye ? " " : "o"}    `),
    ...[0, 1, 2].map((row) => wall(row === 1 && mark !== "" ? `      ${mark.padEnd(12)}` : blank)),
    `+${"-".repeat(18)}+`,
  ];
}

/** The box and its eyes, two pixels and three pixels wide. */
const sketch = Uint8Array.from({ length: FINE_SIDE ** 2 }, (_, i) => {
  const x = i % FINE_SIDE, y = Math.floor(i / FINE_SIDE), last = FINE_SIDE - 1;
  const wall = Math.min(x, y, last - x, last - y) < 2;
  const eye = Math.abs(y - 32) < 2 && (Math.abs(x - 17) < 2 || Math.abs(x - (last - 17)) < 2);
  return wall || eye ? 1 : 0;
});

Deno.test("faultsOf() finds none where all is drawn", () => {
  assert.deepEqual(faultsOf(face(), sketch), { gaps: 0, strays: 0, lostDots: 0, uneven: 0 });
});

Deno.test("faultsOf() counts what is missing, too much, or on one side only", () => {
  const wall = faultsOf(face({ side: true }), sketch);
  assert.ok(wall.gaps === 1 && wall.strays === 0, JSON.stringify(wall));
  assert.equal(faultsOf(face({ eye: true }), sketch).lostDots, 1);
  const marked = faultsOf(face({}, "###"), sketch);
  assert.ok(marked.strays === 1 && marked.gaps === 0, JSON.stringify(marked));
  assert.ok(marked.uneven > 0);
});

Deno.test("faultsOf() misses all of a sketch in a blank drawing", () => {
  const { gaps, strays, lostDots } = faultsOf([], sketch);
  assert.ok(gaps > 0);
  assert.deepEqual([strays, lostDots], [0, 2]);
});
