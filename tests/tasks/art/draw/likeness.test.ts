import assert from "node:assert/strict";
import { likeness } from "../../../../src/tasks/art/draw/likeness.ts";
import { FINE_SIDE, inkMap, SKETCH_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";

const HOUSE = ["   /\\   ", "  /  \\  ", " /____\\ ", " |    | ", " |____| "];

Deno.test("likeness() is 1 for the sketch's own drawing, less where a part is missing, 0 for nothing", () => {
  for (const side of [SKETCH_SIDE, FINE_SIDE]) {
    const sketch = inkMap(HOUSE, side);
    assert.equal(likeness(HOUSE, sketch), 1);
    const cut = likeness(["   /\\   ", "  /  \\  ", " /____\\ ", "        ", "      | "], sketch);
    assert.ok(cut > 0.2 && cut < 0.9, `${cut}`);
    assert.equal(likeness(["    "], sketch), 0);
  }
});

Deno.test("likeness() counts a lost eye for more than a lost piece of outline of its size", () => {
  const side = (gap: string) => ["----------------", `|              ${gap}`];
  const face = [...side("|"), "|   o      o   |", "|              |", "----------------"];
  for (const sketch of [inkMap(face, SKETCH_SIDE), inkMap(face, FINE_SIDE)]) {
    const blind = likeness(face.map((line) => line.replace("o      o", "o       ")), sketch);
    const gapped = likeness([...side(" "), ...face.slice(2)], sketch);
    assert.ok(blind < gapped && gapped <= 1, `${blind} without an eye, ${gapped} with a gap`);
  }
});
