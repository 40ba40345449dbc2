import assert from "node:assert/strict";
import { EVERYDAY } from "../../../src/data/words/everyday.ts";
import { isNameable, nameableLabels } from "../../../src/data/words/unnameable.ts";
import unnameable from "../../../src/data/words/unnameable.json" with { type: "json" };
import { defaultBundle } from "../../../src/operations/default_bundle.ts";
import { readBundle } from "../../../src/tasks/art/bundle/read.ts";

Deno.test("unnameable.json has each word once, in order, and no everyday one", () => {
  assert.deepEqual(unnameable, [...new Set(unnameable)].sort());
  assert.deepEqual(unnameable.filter((word) => EVERYDAY.has(word)), []);
});

Deno.test("isNameable() refuses states and parts of programs, but no thing that is called so", () => {
  for (const label of ["effect", "car off", "zoom pan", "call me hand", "disabled laptop"]) {
    assert.ok(!isNameable(label), label);
  }
  for (const label of ["cat", "off", "app", "hot dog"]) {
    assert.ok(isNameable(label), label);
  }
});

Deno.test("nameableLabels() keeps the labels that people would use, the most fitting first", () => {
  assert.equal(nameableLabels(undefined), undefined);
  assert.equal(nameableLabels({ label: "effect", further: ["interrupt"] }), undefined);
  assert.deepEqual(nameableLabels({ label: "car off", further: ["car", "effect", "taxi"] }), {
    label: "car",
    further: ["taxi"],
  });
  assert.deepEqual(nameableLabels({ label: "cat", further: ["feline"] }), {
    label: "cat",
    further: ["feline"],
  });
});

Deno.test("the shipped model has no label that nobody names by its picture", async () => {
  const { album: { labels } } = await readBundle(defaultBundle());
  assert.deepEqual(labels.filter((label) => !isNameable(label)), []);
  assert.ok(labels.length > 6000);
});
