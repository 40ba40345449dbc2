import assert from "node:assert/strict";
import { random } from "../../../src/base/random.ts";
import { UserError } from "../../../src/base/errors.ts";
import type { Plan } from "../../../src/synthesis/plan.ts";
import { Expansion } from "../../../src/synthesis/template/expand.ts";
import { readTables } from "../../../src/synthesis/template/lexicon.ts";
import { polished } from "../../../src/synthesis/template/polish.ts";
import { Setting } from "../../../src/synthesis/template/setting.ts";
import { readSynonyms } from "../../../src/synthesis/template/synonyms.ts";
import { type Grammar, readGrammar } from "../../../src/synthesis/template/syntax.ts";

const TABLE = `@ animal | says | home
any | | somewhere
cat <pet> | meow | in a basket
owl <bird> | hoot | in a barn
@ ingredient | one | some | prep
any | | {100-300/100} g of {me} | prepare
egg <egg> | | {2-3.word} eggs | beat
onion | an onion | two onions | chop
flour* | | a cup of flour | sift
@ name
Anna <she>
Ben <he>
@ thing
lamp
apple
noodles+
sand*
`;

/** Texts of a small grammar, by seeds from 0 on. */
function texts(
  rules: string,
  count: number,
  words: Plan["words"] = {},
  tone: Plan["tone"] = "plain",
): string[] {
  const grammar: Grammar = new Map();
  readGrammar(rules, grammar);
  const setting = new Setting(grammar, { words, tone }, readTables([TABLE]));
  return Array.from({ length: count }, (_, seed) => {
    const made = new Expansion(setting, random(seed)).write("story");
    return made === undefined ? "nothing" : polished(made.text, tone);
  });
}

Deno.test("what there is no one of stands without an article, and is no person", () => {
  const words = { thing: ["freedom", "climate change", "Monday", "mathematics", "vegetarianism"] };
  for (const text of texts(":: story\n{thing:t.the.cap}: {t.an}, {t.it}, {t.self}", 20, words)) {
    assert.match(text, /^(\w+(?: \w+)?): \1, it, itself$/i);
  }
});

Deno.test("a variable stays what it was bound to, with its forms", () => {
  for (
    const text of texts(
      ":: story\n{name:h} has {ingredient/egg:e.amount}. {h.it} beats {e.the}: {e.it} {e.is} {e.s}.",
      20,
    )
  ) {
    assert.match(
      text,
      /^(Anna has (two|three) eggs\. She|Ben has (two|three) eggs\. He) beats the eggs: they are eggs\.$/,
    );
  }
});

Deno.test("amounts decide the number, mass nouns have none", () => {
  const all = new Set(texts(":: story\n{ingredient:i.amount}, {i.prep} {i.the}: {i.him}", 60));
  assert.deepEqual([...all].filter((text) => !text.includes("eggs")).sort(), [
    "A cup of flour, sift the flour: it",
    "An onion, chop the onion: it",
    "Two onions, chop the onions: them",
  ]);
});

Deno.test("a word is not used twice, and a way that cannot be filled is left for another", () => {
  for (const text of texts(":: story\n{animal:a} {animal:b}", 20)) assert.match(text, /^(Cat owl|Owl cat)$/);
  assert.deepEqual(
    new Set(texts(":: story\n9| {animal:a} {animal:b} {animal:c}\nno way", 20)),
    new Set(["No way"]),
  );
  assert.deepEqual(texts(":: story\n{animal:a} {animal:b} {animal:c}", 1), ["nothing"]);
});

Deno.test("facts that a word of the plan lacks are told another way; what holds for any word holds for it", () => {
  const rule = ":: story\n[?It says {animal:a.says}|A quiet {animal:a}] {a.home}.";
  assert.deepEqual(
    new Set(texts(rule, 20, { animal: ["yeti"] })),
    new Set(["It says meow in a basket.", "It says hoot in a barn."]),
  );
  assert.deepEqual(
    new Set(texts(":: story\nA {animal:a} {a.home}", 9, { animal: ["yeti"] })),
    new Set(["A yeti somewhere"]),
  );
});

Deno.test("lines have the syllables that they are to have", () => {
  for (
    const text of texts(
      ":: line\n_\n== story\n~2 [a cat|an owl|a yellow owl|every animal]\n~3 [a|one] [cat|cat sits|quiet cat]",
      30,
    )
  ) {
    assert.match(text, /^(A cat|An owl)\n(A|One) (cat sits|quiet cat)$/);
  }
});

Deno.test("repetitions differ, lists are put together, steps numbered, empty lines left out", () => {
  const rule = ":: bit\nred\ngreen\nblue\n== story\n{bit*3|and}\n%. one\n%. [|]\n%. {bit:last}\n- [|]";
  for (const text of texts(rule, 20)) {
    const [colours, ...steps] = text.split("\n");
    assert.equal(new Set(colours!.toLowerCase().split(/, | and /)).size, 3, text);
    assert.match(steps.join(" "), /^1\. One 2\. (Red|Green|Blue)$/);
  }
});

Deno.test("articles, plurals and generic forms go by how a noun counts", () => {
  const rule = ":: story\n{thing:t.an}/{t.kind} {t.are}/{t.all/shine}/{t.v/shine}";
  assert.deepEqual(
    new Set(texts(rule, 80)),
    new Set([
      "A lamp/lamps are/shine/shines",
      "An apple/apples are/shine/shines",
      "Some noodles/noodles are/shine/shine",
      "Sand/sand is/shines/shines",
    ]),
  );
});

Deno.test("a tone has its own ways, some beside those of all, and its own words", () => {
  const rules = ":: hey\nhello\n:: hey tone=pirate\nahoy\n:: story\nyou say {hey}\n:: story only=pirate\narr";
  assert.deepEqual(new Set(texts(rules, 20)), new Set(["You say hello"]));
  assert.deepEqual(new Set(texts(rules, 20, {}, "pirate")), new Set(["Ye say ahoy", "Arr"]));
  assert.deepEqual(texts(":: story\nI don't know, it's late.", 1, {}, "formal"), [
    "I do not know, it is late.",
  ]);
});

Deno.test("a name is of the sex of who bears it, if that has one; where there is none it is another way", () => {
  const rule = ":: story\n{name:k} meets {name~k:h}: {h.it}\nnobody";
  const words = { name: ["Anna", "Ben", "Robin"] };
  for (const text of texts(rule, 60, words)) {
    assert.match(
      text,
      /^(Anna meets Robin: she|Ben meets Robin: he|Robin meets (Anna: she|Ben: he)|Nobody)$/,
    );
  }
  assert.deepEqual(texts(":: story\n{name~k:h}", 1), ["nothing"]);
});

Deno.test("ways are for what a plan has, or for what it lacks; some come instead of all the others", () => {
  const rules = ":: story\nyes\n:: story need=animal\nbeasts\n:: story not=animal|persona\nno beasts\n" +
    ":: story need=persona,diary|letter not=sad\n{persona}, {teller.says}\n:: story about=love\nlove";
  const made = (plan: Partial<Plan>) => {
    const grammar: Grammar = new Map();
    readGrammar(rules, grammar);
    const setting = new Setting(
      grammar,
      { words: { thing: ["lamp"] }, tone: "plain", ...plan },
      readTables([TABLE]),
    );
    const all = Array.from(
      { length: 40 },
      (_, seed) => new Expansion(setting, random(seed)).write("story")?.text,
    );
    return [...new Set(all)].sort();
  };
  assert.deepEqual(made({}), ["no beasts", "yes"]);
  assert.deepEqual(made({ words: { thing: ["lamp"], animal: ["cat"] } }), ["beasts", "yes"]);
  assert.deepEqual(made({ persona: "a cat" }), ["yes"]);
  assert.deepEqual(made({ persona: "a lazy cat", description: "Letters" }), ["a lazy cat, meow", "yes"]);
  assert.deepEqual(made({ persona: "a cat", description: "Letters", tone: "sad" }), ["yes"]);
  assert.deepEqual(made({ description: "stories of Love" }), ["love"]);
});

Deno.test("a plan's words of a class come first, everyday ones stand in", () => {
  const own = texts(":: story\n{animal/pet:a}", 40, { animal: ["owl"] });
  assert.deepEqual(new Set(own), new Set(["Cat"]));
  const mixed = texts(":: story\n{animal/bird:a}", 40, { animal: ["owl", "yeti"] });
  assert.deepEqual(new Set(mixed), new Set(["Owl"]));
});

Deno.test("articles go by the next word, and a vitamin A is none", () => {
  const text = polished(
    'a owl has an bell. An bell rings.\nA apple: "A egg" and a vitamin A is here',
    "plain",
  );
  assert.equal(text, 'An owl has a bell. A bell rings.\nAn apple: "An egg" and a vitamin A is here');
});

Deno.test("words are said in other ways, with the capital that they had, but not inside of others", () => {
  const vary = readSynonyms("nobody | no one\nbegan to | started to\ndo not > don't");
  const grammar: Grammar = new Map();
  readGrammar(":: story\nNobody [began to|nobodyish] {thing:t}, don't", grammar, vary);
  const setting = new Setting(
    grammar,
    { words: { thing: ["nobody"] }, tone: "plain" },
    readTables([TABLE]),
  );
  const all = new Set(
    Array.from({ length: 60 }, (_, seed) => new Expansion(setting, random(seed)).write("story")?.text),
  );
  assert.deepEqual([...all].sort(), [
    "No one began to nobody, don't",
    "No one nobodyish nobody, don't",
    "No one started to nobody, don't",
    "Nobody began to nobody, don't",
    "Nobody nobodyish nobody, don't",
    "Nobody started to nobody, don't",
  ]);
});

Deno.test("verbs are not made short where a clause ends", () => {
  const vary = readSynonyms("I am > I'm\ndo not > don't");
  const grammar: Grammar = new Map();
  readGrammar(':: story\n"I am," said I. I am here. I do not. [I am|I am]', grammar, vary);
  const setting = new Setting(grammar, { words: {}, tone: "plain" }, readTables([TABLE]));
  const all = Array.from(
    { length: 40 },
    (_, seed) => new Expansion(setting, random(seed)).write("story")?.text,
  );
  assert.deepEqual([...new Set(all)].sort(), [
    `"I am," said I. I am here. I do not. I am`,
    `"I am," said I. I am here. I don't. I am`,
    `"I am," said I. I'm here. I do not. I am`,
    `"I am," said I. I'm here. I don't. I am`,
  ]);
});

Deno.test("slips of a grammar are told with their rule", () => {
  for (
    const [rules, what] of [
      [":: story\n{name", /story#1: a brace is open/],
      [":: story\n[a|b", /story#1: a bracket is open/],
      [":: story\na]", /without its beginning/],
      [":: story\n{name!!}", /a slot that cannot be read: \{name!!\}/],
      ["words", /words before the first rule/],
    ] as const
  ) {
    assert.throws(
      () => readGrammar(rules, new Map()),
      (error) => error instanceof UserError && what.test(error.message),
    );
  }
});
