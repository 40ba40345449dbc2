import assert from "node:assert/strict";
import { completionsOf, findLabels } from "../../src/operations/labels.ts";

const labels = ["dog house", "cat", "dog", "hot dog", "giraffe"];
const vocabulary = { labels, thesaurus: () => ({ kind: { dog: "poodle" } }) };

Deno.test("findLabels() lists labels that contain a text in alphabetical order", () => {
  const found = (text: string) => findLabels(text, vocabulary).labels;
  assert.deepEqual(found(""), ["cat", "dog", "dog house", "giraffe", "hot dog"]);
  assert.deepEqual(found("dog"), ["dog", "dog house", "hot dog"]);
});

Deno.test("findLabels() names the label that is drawn instead, or throws when there is none", () => {
  assert.deepEqual(findLabels("poodle", vocabulary), {
    ...{ labels: ["dog"], note: '"poodle" is drawn as "dog" (more general)' },
  });
  assert.deepEqual(findLabels("girafe", vocabulary), {
    ...{ labels: ["giraffe"], note: '"girafe" is drawn as "giraffe" (spelling)' },
  });
  assert.throws(
    () => findLabels("quux", vocabulary),
    /^UserError: "quux" is unknown; the nearest known: "[^(]*$/,
  );
});

Deno.test("completionsOf() gives single words that begin with a text, else the one that was meant", () => {
  assert.deepEqual(completionsOf("d", vocabulary), ["dog"]);
  assert.deepEqual(completionsOf("gira", vocabulary), ["giraffe"]);
  assert.deepEqual(completionsOf("girafe", vocabulary), ["giraffe"]);
  assert.deepEqual(completionsOf("poodel", vocabulary), ["poodle"]);
  assert.deepEqual(completionsOf("xyzzy", vocabulary), []);
});
