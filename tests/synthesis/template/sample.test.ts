import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { type Plan, ROLES, TEXT_KINDS, TONES } from "../../../src/synthesis/plan.ts";
import { DOMAINS } from "../../../src/synthesis/plan/domains/domains.ts";
import { faultsByLine } from "../../../src/synthesis/measure/faults.ts";
import { hasForm, ingredientUse, readRecipe } from "../../../src/synthesis/measure/structure.ts";
import { isOnTopic, topicWords } from "../../../src/synthesis/measure/topic.ts";
import { LEXICON } from "../../../src/synthesis/template/grammars.ts";
import { isHeldOut, templateSample } from "../../../src/synthesis/template/sample.ts";
import { DESSERTS, DRINKS, KITCHEN, PIRATES, planOf } from "./plans.ts";

const ALL = Object.fromEntries(TEXT_KINDS.map((kind) => [kind, 1]));
const PLANS = TONES.map((tone, i) =>
  planOf({ kinds: ALL, tone, words: [{}, PIRATES, KITCHEN][i % 3]!, seed: i })
);

Deno.test("texts of all kinds and tones have no fault that can be found, no open slots, and the form of their kind", () => {
  for (const plan of PLANS) {
    const topic = topicWords(plan);
    for (let i = 0; i < 300; i++) {
      const { text, kind, subject } = templateSample(plan, i);
      const faults = faultsByLine(text, topic).flat();
      assert.deepEqual(faults, [], `${plan.tone} ${i}: ${text}`);
      assert.ok(!/[{}[\]|%_]| {2}|\n{3}|undefined| [.,;!?]/.test(text), text);
      assert.ok(hasForm(kind, text), `${kind} ${i}: ${text}`);
      assert.match(subject, /^[a-z]+: \S/);
    }
  }
});

Deno.test("recipes use what they list, and list what they use", () => {
  for (const words of [{}, KITCHEN, DRINKS, DESSERTS]) {
    const plan = planOf({ kinds: { recipe: 1 }, words });
    for (let i = 0; i < 600; i++) {
      const { text } = templateSample(plan, i);
      const recipe = readRecipe(text);
      assert.ok(recipe, text);
      assert.deepEqual(ingredientUse(recipe), { used: 1, unlisted: [] }, text);
    }
  }
});

Deno.test("drinks and desserts are made of nothing savoury", () => {
  for (const [words, main] of [[DRINKS, /\bberr|mint/i], [DESSERTS, /chocolate/i]] as const) {
    const plan = planOf({ kinds: { recipe: 1 }, words });
    const texts = Array.from({ length: 500 }, (_, i) => templateSample(plan, i).text);
    for (const text of texts) {
      assert.doesNotMatch(
        text,
        /onion|garlic|stock|potato|chicken|bean|fish|leek|parsley|\d g of (cheddar|cheese)|pepper/i,
      );
    }
    const share = texts.filter((text) => main.test(text)).length / texts.length;
    assert.ok(share > 0.2, String(share));
  }
});

Deno.test("what a dish's name says is in it, and salt alone makes no dish", () => {
  const words = {
    dish: ["onion bread", "turtle soup", "mint tea", "apple pie", "salad", "omelet", "stew"],
    ingredient: ["salt", "ice", "water", "tea leaf", "thyme", "zucchini", "courgette"],
  };
  const plan = planOf({ kinds: { recipe: 1 }, words });
  const texts = Array.from({ length: 500 }, (_, i) => templateSample(plan, i).text);
  for (const name of ["Onion Bread", "Turtle Soup", "Mint Tea", "Apple Pie"]) {
    const of = texts.filter((text) => text.split("\n")[0]!.includes(name));
    const [ingredient] = name.toLowerCase().split(" ");
    assert.ok(of.length > 0, name);
    for (const text of of) assert.match(text, new RegExp(`^(?:- |Ingredients: ).*${ingredient}`, "m"));
  }
  for (const text of texts) {
    assert.doesNotMatch(text.split("\n")[0]!, /\b(Salt|Ice|Water|Tea Leaf)\b/);
    assert.ok(!(/zucchini/i.test(text) && /courgette/i.test(text)), text);
  }
});

Deno.test("support tells a fault once, in many ways, and of goods", () => {
  const textsOf = (words: Plan["words"]) => {
    const plan = planOf({ kinds: { support: 1 }, words });
    return Array.from({ length: 500 }, (_, i) => templateSample(plan, i).text);
  };
  for (const text of textsOf(PIRATES)) assert.doesNotMatch(text, /(\ban? [a-z ]+): there is \1/i);
  const { thing, problem } = DOMAINS.get("support")!.words;
  const texts = textsOf({ thing: [...thing!], problem: [...problem!] });
  const known = LEXICON.get("problem")!.map(({ word }) => word);
  assert.deepEqual(problem!.filter((word) => !known.includes(word)), []);
  const signs = texts.flatMap((text) => /and now ([^.]+)\./.exec(text)?.[1] ?? []);
  assert.ok(new Set(signs).size > 25, String(new Set(signs).size));
  for (const text of texts) {
    assert.doesNotMatch(
      text,
      /(order|ordered|bought|purchased) an? (order|invoice|refund|password|delivery)/i,
    );
  }
});

Deno.test("food and shops are in questions and lists of those alone", () => {
  const words = { ...PIRATES, problem: ["mutiny", "leak", "broken mast"] };
  const plan = planOf({ kinds: { question: 1, list: 1 }, words });
  for (let i = 0; i < 800; i++) {
    const { text } = templateSample(plan, i);
    assert.doesNotMatch(
      text,
      /onion|flour|garlic|\bMenu\b|Shopping list|Ingredients|send us|batch|packing/i,
      text,
    );
  }
});

Deno.test("animals have names of all kinds", () => {
  const plan = planOf({ kinds: { list: 1 }, words: PIRATES });
  const texts = Array.from({ length: 4000 }, (_, i) => templateSample(plan, i).text);
  const lists = texts.filter((text) => text.startsWith("Names for"));
  const names = new Set(lists.flatMap((text) => text.split("\n").slice(1)));
  assert.ok(names.size > 2 * lists.length, `${names.size} names in ${lists.length} lists`);
});

Deno.test("10,000 texts are nearly all distinct", () => {
  const plan = planOf({ kinds: ALL });
  const texts = new Set(Array.from({ length: 10_000 }, (_, i) => templateSample(plan, i).text));
  assert.ok(texts.size > 9_500, String(texts.size));
});

Deno.test("a text depends on its plan and number alone, and kinds on their shares", () => {
  const plan = planOf({ kinds: { joke: 0.25, haiku: 0.75 } });
  const forwards = Array.from({ length: 50 }, (_, i) => templateSample(plan, i));
  const again = planOf({ kinds: { joke: 0.25, haiku: 0.75 } });
  const backwards = Array.from({ length: 50 }, (_, i) => templateSample(again, 49 - i)).reverse();
  assert.deepEqual(backwards, forwards);
  assert.notDeepEqual(templateSample({ ...plan, seed: 2 }, 0), forwards[0]);
  const haiku = Array.from({ length: 1000 }, (_, i) => templateSample(plan, i)).filter(({ kind }) =>
    kind === "haiku"
  );
  assert.ok(Math.abs(haiku.length - 750) < 60, String(haiku.length));
});

Deno.test("the share of subjects held out is as asked, whatever the kind; the same ones each time", () => {
  const plan = planOf({ kinds: ALL, heldOut: 0.2 });
  const subjects = [...new Set(Array.from({ length: 4000 }, (_, i) => templateSample(plan, i).subject))];
  const out = subjects.filter((subject) => isHeldOut(plan, subject));
  assert.ok(Math.abs(out.length / subjects.length - 0.2) < 0.03, `${out.length} of ${subjects.length}`);
  assert.ok(out.every((subject) => isHeldOut(planOf({ heldOut: 0.2 }), subject)));
  assert.ok(subjects.every((subject) => !isHeldOut(planOf({ heldOut: 0 }), subject)));
  assert.ok(
    out.some((subject) => !isHeldOut({ ...plan, seed: 9 }, subject)),
    "another seed holds out others",
  );
});

Deno.test("a plan's words are in its texts", () => {
  for (
    const [kinds, words] of [[{ joke: 1, story: 1, poem: 1, letter: 1 }, PIRATES], [
      { recipe: 1 },
      KITCHEN,
    ]] as const
  ) {
    const plan = planOf({ kinds, words });
    const topic = topicWords(plan);
    const texts = Array.from({ length: 400 }, (_, i) => templateSample(plan, i).text);
    const share = texts.filter((text) => isOnTopic(text, topic)).length / texts.length;
    assert.ok(share > 0.6, String(share));
    const things = (words.thing ?? words.dish ?? []).filter((word) =>
      !texts.some((text) => text.toLowerCase().includes(word))
    );
    assert.deepEqual(things, []);
  }
});

Deno.test("who speaks is named in letters", () => {
  const plan = planOf({ kinds: { letter: 1 }, persona: "old sailor" });
  const texts = Array.from({ length: 100 }, (_, i) => templateSample(plan, i).text);
  assert.ok(texts.some((text) => /, an old sailor\b/.test(text)));
});

Deno.test("words that no table knows are no hindrance, one of each role and all alike", () => {
  for (const word of ["St. John's wort", "scissors", "Paris", "information"]) {
    const words = Object.fromEntries(ROLES.map((role) => [role, [word]]));
    for (const kind of TEXT_KINDS) {
      for (const tone of ["plain", "pirate"] as const) {
        const plan = planOf({ kinds: { [kind]: 1 }, tone, words });
        for (let i = 0; i < 10; i++) assert.ok(templateSample(plan, i).text.length > 10);
      }
    }
  }
});

Deno.test("texts of all kinds have no word of what a plan leaves out, nor its plural, but coconut milk", () => {
  const without = ["milk", "egg", "butter", "cream", "cheddar", "dragon", "captain", "love"];
  const plan = planOf({
    kinds: ALL,
    words: { ...PIRATES, ...KITCHEN, ingredient: ["milk", "leek"] },
    without,
  });
  const texts = Array.from({ length: 3000 }, (_, i) => templateSample(plan, i).text.toLowerCase());
  assert.ok(texts.some((text) => text.includes("coconut milk")));
  assert.ok(new Set(texts).size > 2800);
  for (const text of texts) {
    const said = text.replaceAll(/(coconut|peanut) (milk|butter)/g, "");
    assert.doesNotMatch(said, /\b(milk|eggs?|butter|cream|cheddar|dragons?|captains?|loves?)\b/, text);
  }
});

Deno.test("where nothing is left to write, that is told with what is left out", () => {
  const plan = planOf({ kinds: { recipe: 1 }, without: ["serve", "bring", "season", "and", "the"] });
  assert.throws(() => templateSample(plan, 0), (error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /no template of a recipe .* without serve, bring, season, and, the$/);
    return true;
  });
});
