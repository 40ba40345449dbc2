import assert from "node:assert/strict";
import { faultsByLine, faultsOf } from "../../../src/synthesis/measure/faults.ts";
import { measureTexts } from "../../../src/synthesis/measure/measure.ts";
import { noveltyOf, Reference, runsOf } from "../../../src/synthesis/measure/novelty.ts";
import { Patterns } from "../../../src/synthesis/measure/patterns.ts";
import { haikuLines, hasForm, ingredientUse, readRecipe } from "../../../src/synthesis/measure/structure.ts";
import { isOnTopic, topicWords } from "../../../src/synthesis/measure/topic.ts";

Deno.test("faults are found, each by its name", () => {
  for (
    const [line, fault] of [
      ["I saw a owl.", "article"],
      ["An unicorn sings.", "article"],
      ["The the cat sleeps.", "doubled word"],
      ["Then he go home.", "agreement"],
      ["They was late.", "agreement"],
      ["I has a lamp.", "agreement"],
      ["Take two onion.", "agreement"],
      ["Why do not you sing?", "order"],
      ["It is late, is not it?", "order"],
      ["It rains. then it stops.", "capital"],
      ["the cat sleeps.", "capital"],
      ["It rains. The cat runs into", "end"],
      ["The crat blorps.", "unknown word"],
    ] as const
  ) assert.deepEqual(faultsOf(line), [fault], line);
});

Deno.test("lines without these faults have none", () => {
  for (
    const line of [
      "An hour later, a unicorn ate one apple.",
      "Did he go? Let it do its work, if it were true.",
      "He said that he had had enough.",
      "- two onions",
      "Onion Soup",
      "1. Chop the onions and don't cry.",
      '"Boo!" said the ghost. "Who are you?"',
      "They have two sheep.",
    ]
  ) assert.deepEqual(faultsOf(line), [], line);
});

Deno.test("a quote that is open is a fault of its line, one that goes on in the next line is not", () => {
  assert.deepEqual(faultsByLine('"Come in," said Anna.\n"Who is it?'), [[], ["quotes"]]);
  assert.deepEqual(faultsByLine('"Is it true\nThat you know it?"'), [[], []]);
});

Deno.test("words of a plan's own are known and on topic, in all their forms", () => {
  const topic = topicWords({
    words: { thing: ["treasure map", "flurbel"], action: ["sail"], name: ["Anna"] },
  });
  for (const line of ["Two flurbels!", "They sailed away.", "What a map."]) {
    assert.ok(isOnTopic(line, topic), line);
  }
  for (const line of ["Anna sleeps.", "Nothing here."]) assert.ok(!isOnTopic(line, topic), line);
  assert.deepEqual(faultsOf("Two flurbels sing.", topic), []);
  assert.deepEqual(faultsOf("Two flurbels sing."), ["unknown word"]);
});

Deno.test("novelty counts lines and runs of eight words that a reference lacks; numbers and case do not matter", () => {
  const reference = new Reference();
  reference.add("The cat ate 3 fish and went home early.\nGood night.");
  assert.deepEqual(noveltyOf(["the cat ate 5 fish and went home early"], reference), { lines: 0, runs: 0 });
  assert.deepEqual(noveltyOf(["Good night."], reference), { lines: 0, runs: 0 });
  assert.deepEqual(noveltyOf(["Well, the cat ate 9 fish and went home early. Good night."], reference), {
    lines: 1,
    runs: 1 / 5,
  });
  assert.equal(runsOf("one two three").length, 0);
});

const SOUP = `Leek Soup

Ingredients:
- two leeks
- a large onion
- 500 ml of vegetable stock

Steps:
1. Slice the leeks and chop the onion.
2. Add the stock and simmer.`;

Deno.test("a recipe has three parts, and its steps use what is listed", () => {
  const recipe = readRecipe(SOUP);
  assert.deepEqual(recipe?.ingredients, ["two leeks", "a large onion", "500 ml of vegetable stock"]);
  assert.deepEqual(ingredientUse(recipe!), { used: 1, unlisted: [] });
  assert.ok(hasForm("recipe", SOUP));
  const other = SOUP.replace("Slice the leeks and chop the onion", "Mash the pumpkin");
  assert.deepEqual(ingredientUse(readRecipe(other)!), { used: 1 / 3, unlisted: ["pumpkin"] });
  assert.ok(!hasForm("recipe", other));
  for (const missing of [/Ingredients:[^]*Steps/, /Leek Soup\n\n/, /Steps:[^]*/]) {
    assert.equal(readRecipe(SOUP.replace(missing, "")), undefined, String(missing));
  }
});

Deno.test("a haiku has five, seven and five syllables", () => {
  const haiku = "The rain has not stopped\nSomewhere a window closes\nA light in the fog";
  assert.deepEqual(haikuLines(haiku), [5, 7, 5]);
  assert.ok(hasForm("haiku", haiku));
  assert.ok(!hasForm("haiku", haiku.replace("not ", "")));
});

Deno.test("other kinds have their forms too", () => {
  assert.ok(hasForm("dialogue", "Anna: Hello.\nBen: Hello."));
  assert.ok(!hasForm("dialogue", "Anna: Hello.\nAnna: Hello?"));
  assert.ok(!hasForm("dialogue", "Anna: Hello.\nand then"));
  assert.ok(hasForm("question", "Q: Why?\nA: Because."));
  assert.ok(!hasForm("question", "Q: Why?"));
  assert.ok(hasForm("list", "To do:\n- sleep\n- eat"));
  assert.ok(!hasForm("list", "To do:\nsleep\n- eat"));
  assert.ok(hasForm("story", "Once.\n\nThe end."));
  assert.ok(!hasForm("story", "Once.\n\nThe e"));
});

Deno.test("measureTexts() counts all of it", () => {
  const reference = new Reference();
  reference.add("The cat sleeps.");
  const measured = measureTexts(
    [{ text: "The cat sleeps.\nA owl wakes." }, { text: "Q: Why?\nA: Because.", kind: "question" }, {
      text: "Q: Why?\nA: Because.",
      kind: "question",
    }],
    { words: { animal: ["cat"] } },
    reference,
  );
  assert.deepEqual(measured, {
    texts: 3,
    lines: 6,
    onTopic: 1 / 6,
    textsOnTopic: 1 / 3,
    faultless: 5 / 6,
    faults: { article: 1 / 6 },
    novelty: { lines: 5 / 6, runs: 0 },
    formed: 1,
    distinct: 1 / 3,
  });
});

Deno.test("patterns fit lines with other words in their places, and no others", () => {
  const right = ["The dog found an anchor.", "Ben polished two anchors.", "THE OWL FOUND A KEY"];
  const wrong = ["The cat a lamp found.", "Anna polishing two lamps.", "The cat found a", "Two lamps."];
  const mixed = "The dog found a key.\nKey a found.";
  const patterns = new Patterns({ words: { thing: ["anchor"], action: ["polish"] } }, [
    ...right,
    ...wrong,
    mixed,
  ]);
  for (const line of right) assert.ok(!patterns.fits(line), line);
  patterns.add("The cat found a lamp.\nAnna polished two lamps.");
  for (const line of right) assert.ok(patterns.fits(line), line);
  for (const line of wrong) assert.ok(!patterns.fits(line), line);
  const measured = measureTexts([{ text: mixed }], { words: {} }, new Reference(), patterns);
  assert.equal(measured.patterned, 0.5);
});
