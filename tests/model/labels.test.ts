import assert from "node:assert/strict";
import { resolveLabel } from "../../src/model/labels.ts";

const labels = [
  "cat",
  "palm tree",
  "tree",
  "house",
  "cherry",
  "mouse",
  "wolf",
  "glasses",
  "hat",
  "cup of tea",
  "bus",
];

for (
  const [prompt, expected] of [
    ["cat", "cat"],
    ["  CÁT! ", "cat"],
    ["a cat", "cat"],
    ["three cats", "cat"],
    ["a picture of a palm tree", "palm tree"],
    ["big palm trees", "palm tree"],
    ["tree house", "house"],
    ["cherries", "cherry"],
    ["mice", "mouse"],
    ["wolves", "wolf"],
    ["glasses", "glasses"],
    ["buses", "bus"],
    ["a cat with a hat", "cat"],
    ["dragon in a hat", "hat"],
    ["hot cup of tea", "cup of tea"],
    ["xyzzy", undefined],
    ["猫", undefined],
    ["", undefined],
    ["the", undefined],
  ] as const
) {
  Deno.test(`resolveLabel() finds ${expected ?? "nothing"} when asked for ${JSON.stringify(prompt)}`, () => {
    assert.equal(labels[resolveLabel(prompt, labels)], expected);
  });
}
