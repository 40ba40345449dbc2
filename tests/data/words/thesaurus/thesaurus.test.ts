import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ownCounts, pictureCounts } from "../../../../src/data/words/thesaurus/counts.ts";
import { buildThesaurus } from "../../../../src/data/words/thesaurus/thesaurus.ts";
import type { Thesaurus } from "../../../../src/words/thesaurus.ts";

/** Words of a thesaurus with the label and the relation of each. */
const entriesOf = (thesaurus: Thesaurus) =>
  Object.entries(thesaurus).flatMap(([why, byLabel]) =>
    Object.entries(byLabel).flatMap(([label, words]) =>
      words.split(",").map((word) => ({ word, label, why }))
    )
  );
const labelByWord = (thesaurus: Thesaurus) =>
  new Map(entriesOf(thesaurus).map(({ word, label }) => [word, label]));

const labels = [
  ...["cat", "dog", "bird", "tree", "car", "truck", "hat", "shirt", "guitar", "chicken", "mummy", "toaster"],
  ...["doctor", "man", "sausage", "kitten", "commodity", "sword"],
];
const pictures = new Map([...labels.map((label) => [label, 3] as const), ["sausage", 1]]);
const thesaurus = buildThesaurus(labels, pictures);
const nearest = labelByWord(thesaurus);

for (
  const [word, expected, why] of [
    ["automobile", "car", "it is a synonym"],
    ["kitty", "kitten", "it is a synonym in a later sense"],
    ["poodle", "dog", "it is a kind of the label"],
    ["sparrow hawk", "bird", "it is a kind of a kind of the label"],
    ["lorry", "truck", "it is British"],
    ["t shirt", "shirt", "it is spelled with a hyphen"],
    ["hen", "chicken", "the label is meat first and an animal second"],
    ["feline", "cat", "the label is a kind of it"],
    ["animal", "dog", "many labels are kinds of it"],
    ["pet", "dog", "it is an animal of no other kind"],
    ["cardiologist", "doctor", "it is a profession with a label"],
    ["bricklayer", undefined, "only a person is more general"],
    ["object", undefined, "it is too general"],
    ["causality", undefined, "it is no thing"],
    ["down", undefined, "it is seldom a noun"],
    ["mom", undefined, "a mummy is a thing in pictures"],
    ["gentleman", "man", "men are persons in pictures"],
    ["proponent", undefined, "toasters are persons in no picture"],
    ["bratwurst", undefined, "the label has too few pictures"],
    ["necktie", undefined, "the label has too many kinds"],
    ["cat", undefined, "it is a label"],
    ["boston terrier", "dog", "it is a compound"],
  ] as const
) {
  Deno.test(`buildThesaurus() has ${expected ?? "nothing"} for ${word} when ${why}`, () => {
    assert.equal(nearest.get(word), expected);
  });
}

Deno.test("buildThesaurus() takes the label of most weight when several are as near", () => {
  const favour = (label: string) =>
    labelByWord(buildThesaurus(["sword", "dagger"], new Map([["sword", 3], ["dagger", 3], [label, 1000]])));
  assert.equal(favour("sword").get("weapon"), "sword");
  assert.equal(favour("dagger").get("weapon"), "dagger");
});

Deno.test("buildThesaurus() has a plural for its singular when it has hardly a picture of its own", () => {
  const counts = new Map([["dog", 9], ["dogs", 4], ["heart", 9], ["hearts", 4], ["pant", 1], ["pants", 1.5]]);
  const own = new Map([["dog", 5], ["dogs", 1], ["heart", 5], ["hearts", 3], ["pants", 1]]);
  const labels = labelByWord(buildThesaurus([...counts.keys()], counts, own));
  assert.deepEqual(["dogs", "hearts", "pants"].map((word) => labels.get(word)), [
    "dog",
    undefined,
    undefined,
  ]);
});

Deno.test("buildThesaurus() gives each word once, in order", () => {
  assert.equal(entriesOf(thesaurus).length, nearest.size);
  for (const byLabel of Object.values(thesaurus)) {
    assert.deepEqual(Object.keys(byLabel), Object.keys(byLabel).toSorted());
    for (const list of Object.values(byLabel)) assert.deepEqual(list.split(","), list.split(",").toSorted());
  }
});

Deno.test("buildThesaurus() tells why", () => {
  const labels = ["cat", "dog", "car", "gun", "river", "ski", "dove", "hat", "heart", "bear", "key"];
  const entries = entriesOf(buildThesaurus(labels, new Map(labels.map((label) => [label, 3]))));
  const found = (word: string) =>
    entries.filter((entry) => entry.word === word).map(({ label, why }) => `${label}: ${why}`);
  for (
    const [word, expected] of [
      ["automobile", "car: synonym"],
      ["poodle", "dog: kind"],
      ["feline", "cat: example"],
      ["skiing", "ski: root"],
      ["trigger", "gun: part"],
      ["thames", "river: instance"],
      ["peace", "dove: related"],
      ["🐈", "cat: emoji"],
      ["🐶", "dog: emoji"],
      ["katze", "cat: German"],
      ["bär", "bear: German"],
      ["chien", "dog: French"],
      ["perro", "dog: Spanish"],
      ["cane", undefined],
      ["john", undefined],
      ["bar", undefined],
    ] as const
  ) assert.deepEqual(found(word), expected === undefined ? [] : [expected], word);
});

Deno.test("pictureCounts() counts training pictures, and tagged ones as a quarter", () => {
  using db = new DatabaseSync(":memory:");
  db.exec(`
    CREATE TABLE pictures (id INTEGER PRIMARY KEY, label TEXT, split TEXT);
    CREATE TABLE picture_labels (picture_id INTEGER, label TEXT);
    INSERT INTO pictures VALUES (1, 'cat', 'train'), (2, 'cat', 'train'), (3, 'cat', 'test');
    INSERT INTO picture_labels VALUES (1, 'pet'), (2, 'cat'), (3, 'pet');
  `);
  assert.deepEqual(pictureCounts(db), new Map([["cat", 2.25], ["pet", 0.25]]));
  assert.deepEqual(ownCounts(db), new Map([["cat", 2]]));
});
