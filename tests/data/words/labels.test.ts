import assert from "node:assert/strict";
import { cleanLabel, isConcrete, labelsOf, singular } from "../../../src/data/words/labels.ts";
import { isEveryday, popularity } from "../../../src/data/words/popularity.ts";

Deno.test("labelsOf() adds the animal when the name is its face", () => {
  assert.deepEqual(labelsOf("cat-face", [])?.label, "cat face");
  assert.ok(labelsOf("cat-face", [])?.further.includes("cat"));
});

Deno.test("labelsOf() adds the head noun when a phrase describes it", () => {
  const labels = labelsOf("sitting-dog", []);
  assert.equal(labels?.label, "sitting dog");
  assert.ok(labels.further.includes("dog"));
});

Deno.test("labelsOf() turns names that begin with a category", () => {
  assert.equal(labelsOf("tree-palm", [])?.label, "palm tree");
  assert.equal(labelsOf("building-castle", [])?.label, "castle");
  assert.equal(labelsOf("flower-tulip", [])?.label, "tulip");
  assert.equal(labelsOf("mood-happy", [])?.label, "happy face");
  assert.equal(labelsOf("heart-broken", [])?.label, "broken heart");
});

Deno.test("labelsOf() drops variant words and numbers", () => {
  assert.equal(labelsOf("moon-2", [])?.label, "moon");
  assert.equal(labelsOf("house-simple", [])?.label, "house");
});

Deno.test("labelsOf() is undefined when nothing in the name can be drawn", () => {
  for (const name of ["settings", "share", "align-left", "123", "infinity"]) {
    assert.equal(labelsOf(name, []), undefined, name);
  }
});

Deno.test("labelsOf() keeps tags of the same kind when they name a drawable thing", () => {
  const further = labelsOf("cat", ["pets", "animals", "peace", "feline"])?.further ?? [];
  assert.ok(further.includes("feline"));
  assert.ok(!further.includes("peace") && !further.includes("animals"));
  assert.ok((labelsOf("sword", ["battle", "weapon"])?.further ?? []).includes("weapon"));
});

Deno.test("labelsOf() keeps at most six further labels", () => {
  const tags = [
    "feline",
    "kitty",
    "tabby",
    "tomcat",
    "siamese cat",
    "persian cat",
    "angora",
    "lion",
    "tiger",
  ];
  assert.equal(labelsOf("cat", tags)?.further.length, 6);
});

Deno.test("isConcrete() accepts things and refuses ideas", () => {
  for (const word of ["guitar", "umbrella", "rainbow", "ice cream", "dragon"]) {
    assert.ok(isConcrete(word), word);
  }
  for (const word of ["freedom", "thing", "settings", "sharing"]) assert.ok(!isConcrete(word), word);
});

Deno.test("cleanLabel() keeps letters and single spaces only", () => {
  assert.equal(cleanLabel("Piñata"), "pinata");
  assert.equal(cleanLabel("man’s-shoe"), "mans shoe");
  assert.equal(cleanLabel("number 7"), undefined);
  assert.equal(cleanLabel("a label that is far too long to be asked for"), undefined);
});

Deno.test("singular() undoes simple plurals and leaves other words alone", () => {
  const pairs = {
    cats: "cat",
    cherries: "cherry",
    foxes: "fox",
    shoes: "shoe",
    glass: "glass",
    bus: "bus",
    cat: "cat",
  };
  for (const [plural, word] of Object.entries(pairs)) assert.equal(singular(plural), word);
});

Deno.test("popularity() weighs everyday nouns above rare ones", () => {
  const weights = popularity(["cat", "abacus", "cracked alien skull", "skull"]);
  assert.ok(weights.get("cat")! > weights.get("abacus")!);
  assert.ok(weights.get("skull")! > weights.get("cracked alien skull")!);
});

Deno.test("isEveryday() knows plurals and set phrases", () => {
  for (const label of ["cat", "cats", "ice cream", "school bus"]) assert.ok(isEveryday(label), label);
  for (const label of ["abacus", "face man"]) assert.ok(!isEveryday(label), label);
});
