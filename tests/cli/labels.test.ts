import assert from "node:assert/strict";
import { findLabels, inColumns } from "../../src/cli/labels.ts";

const labels = ["dog house", "cat", "dog", "hot dog"];
const instead = new Map([["poodle", "dog"]]);

Deno.test("findLabels() lists labels that contain a text in alphabetical order", () => {
  assert.deepEqual(findLabels("", labels, instead).labels, ["cat", "dog", "dog house", "hot dog"]);
  assert.deepEqual(findLabels("dog", labels, instead).labels, ["dog", "dog house", "hot dog"]);
});

Deno.test("findLabels() names the label that is drawn instead, or throws when there is none", () => {
  assert.deepEqual(findLabels("poodle", labels, instead), { labels: ["dog"], instead: true });
  assert.throws(() => findLabels("quux", labels, instead), /the model knows no word with "quux" in it/);
});

Deno.test("inColumns() fills columns downwards within the width", () => {
  assert.equal(inColumns(["a", "bb", "ccc", "d", "e"], 10), "a    d\nbb   e\nccc\n");
  assert.equal(inColumns(["a", "bb", "ccc"], 1), "a\nbb\nccc\n");
  for (let width = 3; width < 40; width++) {
    const lines = inColumns(["a", "bb", "ccc", "d", "e"], width).trimEnd().split("\n");
    assert.ok(lines.every((line) => line.length <= width));
    assert.equal(lines.join(" ").split(/ +/).length, 5);
  }
});
