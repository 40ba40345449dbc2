import assert from "node:assert/strict";
import { resolvePrompt } from "../../src/model/labels.ts";

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
  "fire truck",
];
const thesaurus = {
  cat: "feline,house cat,tabby",
  "palm tree": "palm",
  hat: "bonnet",
  tree: "oak tree,sparrow hawk",
};

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
    ["firetrucks", "fire truck"],
    ["xyzzy", undefined],
    ["猫", undefined],
    ["", undefined],
    ["the", undefined],
  ] as const
) {
  Deno.test(`resolvePrompt() finds ${expected ?? "nothing"} when asked for ${JSON.stringify(prompt)}`, () => {
    const { label, text, replaced } = resolvePrompt({ prompt, style: "line" }, labels, () => thesaurus);
    assert.equal(labels[label], expected);
    assert.equal(text, expected ?? prompt);
    assert.equal(replaced, undefined);
  });
}

for (
  const [prompt, expected, replaced] of [
    ["feline", "cat", "feline"],
    ["two felines", "cat", "felines"],
    ["a fluffy tabby", "cat", "tabby"],
    ["house cat", "cat", "house cat"],
    ["cat in a bonnet", "cat", undefined],
    ["bonnet on a cat", "hat", "bonnet"],
    ["oak tree", "tree", "oak tree"],
    ["sparrowhawk", "tree", "sparrowhawk"],
  ] as const
) {
  Deno.test(`resolvePrompt() takes ${expected} when the thesaurus has it for ${JSON.stringify(prompt)}`, () => {
    const label = labels.indexOf(expected);
    const subject = resolvePrompt({ prompt, style: "line" }, labels, () => thesaurus);
    assert.deepEqual(subject, { label, text: expected, ...replaced && { replaced } });
  });
}

Deno.test("resolvePrompt() takes the singular of a label where the thesaurus has the plural for it, without a word", () => {
  const subject = (prompt: string) =>
    resolvePrompt({ prompt, style: "line" }, ["cat", "cats", "bus"], () => ({ cat: "cats,feline" }));
  assert.deepEqual(subject("cats"), { label: 0, text: "cat" });
  assert.deepEqual(subject("two cats"), { label: 0, text: "cat" });
  assert.deepEqual(subject("bus"), { label: 2, text: "bus" });
});

Deno.test("resolvePrompt() keeps the prompt's text when a banner is to spell it", () => {
  const banner = (prompt: string) => resolvePrompt({ prompt, style: "banner" }, labels, () => thesaurus);
  assert.deepEqual(banner("Two cats"), { label: 0, text: "Two cats" });
  assert.deepEqual(banner("feline"), { label: -1, text: "feline" });
});

Deno.test("resolvePrompt() finds no label when the thesaurus names one that is not there", () => {
  const subject = resolvePrompt({ prompt: "feline", style: "line" }, ["dog"], () => thesaurus);
  assert.deepEqual(subject, { label: -1, text: "feline" });
});
