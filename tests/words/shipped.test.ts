import assert from "node:assert/strict";
import { join } from "node:path";
import { RELATED } from "../../src/data/words/thesaurus/related.ts";
import type { AlbumIndex } from "../../src/tasks/art/album/album.ts";
import { isResolved, resolvePrompt } from "../../src/words/resolve.ts";
import type { Thesaurus } from "../../src/words/thesaurus.ts";

const read = (name: string) =>
  JSON.parse(Deno.readTextFileSync(join(import.meta.dirname!, "../../weights/default", name)));
const { labels }: AlbumIndex = read("album.json");
const thesaurus: Thesaurus = read("thesaurus.json");
const resolve = (prompt: string) => resolvePrompt(prompt, { labels, thesaurus: () => thesaurus });

for (
  const [prompt, expected] of [
    ["Katze", "cat: German"],
    ["gato", "cat: Spanish"],
    ["chien", "dog: French"],
    ["girafe", "giraffe: spelling"],
    ["elefant", "elephant: spelling"],
    ["buterfly", "butterfly: spelling"],
    ["pengiun", "penguin: spelling"],
    ["rinoceros", "rhinoceros: spelling"],
    ["traffic", "traffic light: related"],
    ["judaism", "star david: related"],
    ["hanukkah", "menorah: related"],
    ["peace", "dove: related"],
    ["little red riding hood", "red riding hood: label"],
    ["billiards", "billiards: label"],
    ["violinist", "violin: root"],
    ["game console", "game console: label"],
    ["fire truck", "fire truck: label"],
    ["penguins", "penguin: label"],
    ["spaniel", "dog: kind"],
    ["animal", "dog: example"],
    ["trigger", "trigger: label"],
    ["a bird singing", "bird: label"],
    ["a man singing", "singing: label"],
    ["an office building", "office building: label"],
    ["fuselage", "plane: part"],
    ["Thames", "river: instance"],
    ["🐱", "cat face: emoji"],
    ["🐈", "cat: emoji"],
    ["❤️", "red heart: emoji"],
    ["mice", "rat: related"],
    ["mouse", "mouse: label"],
    ["🐭", "rat: emoji"],
    ["Maus", "rat: German"],
    ["tart", "pie: kind"],
    ["macaroni", "pasta: kind"],
    ["Mickey Mouse", "mouse: label"],
    ["vehicle", "car: related"],
    ["mother", "mother: label"],
    ["grandma", "grandmother: related"],
    ["wardrobe", "wardrobe: label"],
    ["airline", "airplane: related"],
    ["blanket", "bed: related"],
  ] as const
) {
  Deno.test(`the shipped model draws ${prompt} as ${expected}`, () => {
    const result = resolve(prompt);
    assert.equal(isResolved(result) ? `${result.drawn}: ${result.why}` : "nothing", expected);
  });
}

Deno.test("what is told by hand has a picture that the shipped model draws, but for a few", () => {
  const known = new Set(labels);
  const without = RELATED.filter(({ word, instead }) =>
    !known.has(word) && !instead.some((label) => known.has(label))
  );
  assert.ok(without.length < 20, without.map(({ word }) => word).join());
  assert.equal(new Set(RELATED.map(({ word }) => word)).size, RELATED.length, "each word stands once");
});

for (const prompt of ["xyzzy", "42", "pikachu", "asdf", "wierd", "nevertheless", "猫", "quickly"]) {
  Deno.test(`the shipped model draws nothing for ${prompt}, and knows three words that are near`, () => {
    const result = resolve(prompt);
    assert.ok(!isResolved(result) && result.nearest.length === 3 && !result.isName);
  });
}

for (const prompt of ["John Smith", "Elijah Wood", "Kevin", "john", "Taylor Swift"]) {
  Deno.test(`the shipped model knows that ${prompt} is no thing`, () => {
    const result = resolve(prompt);
    assert.ok(!isResolved(result) && result.isName);
  });
}

Deno.test("the shipped model knows no word of 100,000 letters, and has done so at once", () => {
  const resolved = resolve(`a cat ${"a".repeat(100_000)}`);
  assert.ok(isResolved(resolved) && resolved.drawn === "cat");
});
