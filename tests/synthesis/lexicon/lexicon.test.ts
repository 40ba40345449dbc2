import assert from "node:assert/strict";
import { hasCrudeWord, isCrude, isFoul, isHarsh } from "../../../src/synthesis/lexicon/crude.ts";
import {
  type Entries,
  formatEntries,
  parseEntries,
  type Sense,
} from "../../../src/synthesis/lexicon/format.ts";
import { bases, openLexicon, stem } from "../../../src/synthesis/lexicon/lexicon.ts";
import { loadLexicon } from "../../../src/synthesis/lexicon/load.ts";

const NONE = { isTransitive: false, hypernyms: [], parts: [], topics: [], derived: [], similar: [] };
const sense = (word: string, more: Partial<Sense>): Sense => ({
  ...{ ...NONE, part: "n", file: 5, gloss: `a ${word}` },
  lemmas: [{ word, commonness: 5, rank: 1, uses: 0 }],
  ...more,
});

const ENTRIES: Entries = {
  names: ["ann", "bob"],
  crude: ["foul word", "fouler"],
  senses: [
    sense("animal", { gloss: "" }),
    sense("dog", {
      hypernyms: [0],
      parts: [3],
      lemmas: [{ word: "dog", commonness: 7, rank: 1, uses: 42 }, {
        ...{ word: "domestic dog", commonness: 3, rank: 1, uses: 0 },
      }],
      gloss: "barks; is kept, and fed",
    }),
    sense("Corgi", { hypernyms: [1], topics: [4] }),
    sense("tail", { file: 8, derived: [4] }),
    sense("hunt", { part: "v", file: 33, isTransitive: true, similar: [0, 1] }),
  ],
};

Deno.test("entries read back from their text", () => {
  assert.deepEqual(parseEntries(formatEntries(ENTRIES)), ENTRIES);
});

Deno.test("a damaged lexicon is told by its line", () => {
  const text = formatEntries(ENTRIES).replace("n8", "x8");
  assert.throws(() => parseEntries(text), /the lexicon is damaged at "x8/);
});

Deno.test("a lexicon finds senses by word, form and gloss, and goes up and down", () => {
  const lexicon = openLexicon(ENTRIES);
  assert.deepEqual(lexicon.of("corgi"), [2]);
  assert.deepEqual(lexicon.of("hunt", "n"), []);
  assert.deepEqual(lexicon.base("dogs"), { word: "dog", senses: [1] });
  assert.deepEqual(lexicon.base("hunting", "v"), { word: "hunt", senses: [4] });
  assert.equal(lexicon.base("unheard"), undefined);
  assert.deepEqual(lexicon.hyponyms(0), [1]);
  assert.deepEqual(lexicon.members(4), [2]);
  assert.deepEqual(lexicon.mentioning(stem("feeding")), []);
  assert.deepEqual(lexicon.mentioning(stem("fed")), [1]);
  assert.ok(lexicon.isKind(2, 0) && !lexicon.isKind(0, 2));
  assert.throws(() => lexicon.sense(99), /no sense 99/);
});

Deno.test("forms have bases and common stems", () => {
  for (
    const [form, base] of [
      ...[["stories", "story"], ["baked", "bake"], ["baking", "bake"], ["running", "run"], ["boxes", "box"]],
      ...[["cats", "cat"], ["tries", "try"], ["knives", "knife"], ["planned", "plan"]],
    ] as const
  ) assert.ok(bases(form).includes(base), form);
  for (
    const words of [["cook", "cooked", "cooking", "cooks"], ["garden", "gardens", "gardener"], [
      "bake",
      "baking",
    ]]
  ) {
    assert.equal(new Set(words.map(stem)).size, 1, words.join());
  }
  assert.notEqual(stem("cookie"), stem("cook"));
});

Deno.test("crude words, slurs and cruelty are known by glosses and by themselves", () => {
  assert.ok(isFoul("(ethnic slur) offensive term for a person") && isFoul("obscene terms for feces"));
  assert.ok(
    !isFoul("a slur over two notes of the same pitch") && !isFoul("the offensive player who lines up"),
  );
  assert.ok(isCrude("disparaging terms for small people") && !isCrude("a bird of prey"));
  assert.ok(isHarsh("someone who commits murder") && !isHarsh("a piece of music"));
  assert.ok(hasCrudeWord("bastard turtle") && !hasCrudeWord("cocktail") && !hasCrudeWord("assembly"));
});

Deno.test("the lexicon of WordNet has common words without slurs, names that are nothing else, and no loose ends", async () => {
  const lexicon = await loadLexicon();
  assert.ok(lexicon.senses.length > 50_000);
  for (
    const word of [
      "dog",
      "soup",
      "lighthouse",
      "garden",
      "shrimp",
      "name",
      "brave",
      "bake",
      "queen",
      "fairy",
      "bull",
    ]
  ) {
    assert.ok(lexicon.of(word).length > 0, word);
  }
  for (const word of ["chink", "paddy", "bitch", "whore"]) {
    assert.deepEqual(lexicon.of(word), [], word);
    assert.ok(lexicon.isCrude(word) && lexicon.isCrude(`${word}s`), word);
  }
  for (const word of ["dog", "zorblax", "hero", "paris", "japan"]) assert.ok(!lexicon.isCrude(word), word);
  const [soup] = lexicon.of("soup", "n");
  assert.ok(lexicon.of("chowder").some((number) => lexicon.isKind(number, soup!)));
  assert.ok(lexicon.names.length > 100 && lexicon.names.includes("emily"));
  for (const name of ["jesus", "rose", "grace", "paris"]) assert.ok(!lexicon.names.includes(name), name);
  for (const { hypernyms, parts, topics, derived, similar } of lexicon.senses) {
    for (const number of [hypernyms, parts, topics, derived, similar].flat()) {
      assert.ok(lexicon.senses[number] !== undefined);
    }
  }
});
