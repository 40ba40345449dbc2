import assert from "node:assert/strict";
import { likeness } from "../../src/inference/likeness.ts";
import { inkMap } from "../../src/rasterise/sketch.ts";

const HOUSE = ["   /\\   ", "  /  \\  ", " /____\\ ", " |    | ", " |____| "];

Deno.test("likeness() is 1 for the sketch's own drawing, less where a part is missing, 0 for nothing", () => {
  const sketch = inkMap(HOUSE);
  assert.equal(likeness(HOUSE, sketch), 1);
  const cut = likeness(["   /\\   ", "  /  \\  ", " /____\\ ", "        ", "      | "], sketch);
  assert.ok(cut > 0.2 && cut < 0.9, `${cut}`);
  assert.equal(likeness(["    "], sketch), 0);
});
