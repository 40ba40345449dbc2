import assert from "node:assert/strict";
import { inColumns } from "../../../src/cli/about/labels.ts";

Deno.test("inColumns() fills columns downwards within the width", () => {
  assert.equal(inColumns(["a", "bb", "ccc", "d", "e"], 10), "a    d\nbb   e\nccc\n");
  assert.equal(inColumns(["a", "bb", "ccc"], 1), "a\nbb\nccc\n");
  for (let width = 3; width < 40; width++) {
    const lines = inColumns(["a", "bb", "ccc", "d", "e"], width).trimEnd().split("\n");
    assert.ok(lines.every((line) => line.length <= width));
    assert.equal(lines.join(" ").split(/ +/).length, 5);
  }
});
