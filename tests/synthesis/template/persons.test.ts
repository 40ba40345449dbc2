import assert from "node:assert/strict";
import { LEXICON } from "../../../src/synthesis/template/grammars.ts";
import { Words } from "../../../src/synthesis/template/lexicon.ts";
import { sexOf } from "../../../src/synthesis/template/persons.ts";

Deno.test("words for persons tell a woman or a man where their English does, and else nothing", () => {
  for (
    const word of ["mother", "old woman", "waitress", "fairy godmother", "cowgirl", "milkmaid", "tomboy"]
  ) {
    assert.equal(sexOf(word), "she", word);
  }
  for (const word of ["uncle", "cabin boy", "night watchman", "king", "ex-husband", "landlord"]) {
    assert.equal(sexOf(word), "he", word);
  }
  for (const word of ["baker", "witness", "human", "German", "woman doctor", "mothers' union", "manager"]) {
    assert.equal(sexOf(word), undefined, word);
  }
});

Deno.test("first names tell he or she, and are as many of both", () => {
  const names = LEXICON.get("name")!;
  const [she, he] = ["she", "he"].map((sex) => names.filter(({ classes }) => classes.has(sex)).length);
  assert.equal(she! + he!, names.length);
  assert.equal(new Set(names.map(({ word }) => word)).size, names.length);
  assert.ok(she! >= 40 && he! >= 40 && Math.abs(she! - he!) <= 2, `${she}, ${he}`);
});

Deno.test("persons of a plan are she or he by their word, and take the templates of all persons", () => {
  const words = new Words({ words: { person: ["mother", "chess player", "queen"] } }, LEXICON, () => false);
  assert.deepEqual(words.pool("person").own.map(({ classes }) => [...classes]), [
    ["plain", "she"],
    ["plain"],
    [
      "she",
    ],
  ]);
});
