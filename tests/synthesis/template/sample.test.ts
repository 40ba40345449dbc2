import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { type Plan, ROLES, TEXT_KINDS, type TextKind, TONES } from "../../../src/synthesis/plan.ts";
import { DOMAINS } from "../../../src/synthesis/plan/domains/domains.ts";
import { faultsByLine } from "../../../src/synthesis/measure/faults.ts";
import { hasForm, ingredientUse, readRecipe } from "../../../src/synthesis/measure/structure.ts";
import { isOnTopic, topicWords } from "../../../src/synthesis/measure/topic.ts";
import { LEXICON } from "../../../src/synthesis/template/grammars.ts";
import { isHeldOut, templateSample } from "../../../src/synthesis/template/sample.ts";
import { DESSERTS, DRINKS, FORMS_ASKED, KITCHEN, PIRATES, planOf } from "./plans.ts";

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
      assert.ok(!/[{}[\]|%_]| {2}|\n{3}|undefined| [.,;!?]|[.!?]"\./.test(text), text);
      assert.ok(hasForm(kind, text), `${kind} ${i}: ${text}`);
      assert.match(subject, /^[a-z]+: \S/);
    }
  }
});

Deno.test("what is called by a name is a place that one is in", () => {
  const plan = planOf({ kinds: ALL, words: { ...PIRATES, place: ["Japan"] } });
  const lines = Array.from({ length: 600 }, (_, i) => templateSample(plan, i).text).join("\n").split("\n")
    .filter((line) => line.includes("Japan"));
  assert.ok(
    lines.some((line) => line.includes("in Japan")) && lines.some((line) => line.includes("to Japan")),
  );
  for (const line of lines) assert.ok(!/\b(?:a|an|the) Japan\b|Japans/.test(line), line);
});

Deno.test("in dialogues of two who are named all is said by them", () => {
  for (const tone of TONES) {
    for (const name of [["Pirate", "Robot"], ["Mouse", "Old Owl"]]) {
      const plan = planOf({ kinds: { dialogue: 1 }, tone, words: { ...PIRATES, name } });
      for (let i = 0; i < 200; i++) {
        const { text } = templateSample(plan, i);
        const speakers = text.split("\n").map((line) => line.slice(0, line.indexOf(":")));
        assert.deepEqual([...new Set(speakers)].sort(), name, text);
      }
    }
  }
});

Deno.test("two that talk speak of what they are to each other, and a visitor asks in the manner of who is visited", () => {
  const talks = (description: string, name: string[]) =>
    Array.from(
      { length: 200 },
      (_, i) => templateSample(planOf({ description, kinds: { dialogue: 1 }, words: { name } }), i).text,
    );
  const share = (texts: readonly string[], pattern: RegExp) =>
    texts.filter((text) => pattern.test(text)).length / texts.length;
  const ill = /pill|sleep|hurt|medicine|blood|better|fever|cold|sore|breath/;
  const treated = talks("talks of two", ["Patient", "Doctor"]);
  assert.ok(share(treated, ill) > 0.6, `${share(treated, ill)}`);
  // It is the doctor who asks.
  for (const text of treated) {
    assert.doesNotMatch(text, /^Patient: (?:How are you feeling|Where does it hurt)/);
  }
  const grumpy = talks("a chatbot that talks like a grumpy wizard", ["Visitor", "Wizard"]);
  const manner =
    /Wizard: (?:Not you again|Must it be now|Hmph|Bah|Questions|I was just about|If you must|Close)/;
  assert.ok(share(grumpy, manner) > 0.5, `${share(grumpy, manner)}`);
  assert.equal(share(talks("talks of two", ["Visitor", "Wizard"]), manner), 0);
});

Deno.test("heroes of stories are persons, those of fables and nursery tales animals", () => {
  const beasts = (changes: Parameters<typeof planOf>[0]) =>
    Array.from(
      { length: 300 },
      (_, i) => templateSample(planOf({ kinds: { story: 1 }, words: PIRATES, ...changes }), i).text,
    ).filter((text) =>
      /\b(?:parrot|kraken) (?:called|named|whose name)|, (?:a|the) (?:\w+ )?(?:parrot|kraken)\b/.test(text)
    )
      .length / 300;
  for (const tone of ["plain", "spooky", "sad", "pirate"] as const) {
    assert.ok(beasts({ tone }) < 0.1, `${tone} ${beasts({ tone })}`);
  }
  assert.ok(beasts({ tone: "gentle" }) > 0.3);
  assert.ok(beasts({ topics: ["parrot"] }) > 0.25);
});

Deno.test("nobody laughs where somebody is mourned", () => {
  const words = { person: ["father"], thing: ["coat"] };
  const poems = (description: string) =>
    Array.from(
      { length: 300 },
      (_, i) =>
        templateSample(planOf({ description, kinds: { poem: 1 }, words, topics: ["father"] }), i).text,
    ).join("\n");
  const comic = /glasses on top|snores|with no hair|only one shoe|broom in both arms/;
  assert.match(poems("poems about my father"), comic);
  assert.doesNotMatch(poems("poems of grief for my father"), comic);
  assert.match(poems("poems of grief for my father"), /[Mm]y father/);
});

Deno.test("a thing is not proud, and what is done to it fits any", () => {
  const plan = planOf({
    kinds: { question: 1, list: 1 },
    words: { thing: ["leash", "cage"], action: ["lick", "hide"], quality: ["proud", "lazy", "rusty"] },
  });
  const texts = Array.from({ length: 500 }, (_, i) => templateSample(plan, i).text).join("\n");
  assert.doesNotMatch(texts, /\b(?:proud|lazy|lick)\b/);
  assert.match(texts, /rusty/);
  assert.match(texts, /hide/i);
});

Deno.test("texts are spelled as in America", () => {
  const british = /\b(?:neighbour|favourite|grey|colour|harbour|theatre|cosy|practise)/i;
  for (const kind of ["story", "dialogue", "question", "list", "letter", "poem"] as const) {
    const plan = planOf({ kinds: { [kind]: 1 } });
    for (let i = 0; i < 300; i++) assert.doesNotMatch(templateSample(plan, i).text, british);
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
    return Array.from({ length: 700 }, (_, i) => templateSample(plan, i).text);
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

/** The first texts of a plan of one kind. */
const textsOf = (kind: TextKind, count: number, changes: Parameters<typeof planOf>[0] = {}) => {
  const plan = planOf({ kinds: { [kind]: 1 }, ...changes });
  return Array.from({ length: count }, (_, i) => templateSample(plan, i).text);
};

Deno.test("who speaks signs the letters in every tone; nobody else and no shop does", () => {
  for (const tone of TONES.filter((tone) => tone !== "pirate")) {
    for (const text of textsOf("letter", 60, { tone, persona: "old sailor" })) {
      assert.match(text, /^(Your host, |Yours, )?[A-Z][a-z]+, an old sailor$/m, `${tone}: ${text}`);
      assert.doesNotMatch(text, /your order of|from your shop|[a-z], the [a-z]+$/);
    }
  }
  const pirates = textsOf("letter", 60, { tone: "pirate", persona: "a pirate" });
  assert.ok(pirates.filter((text) => /^[A-Z][a-z]+, a pirate$/m.test(text)).length > 20);
  for (const text of textsOf("letter", 40, { persona: "Captain Hook" })) {
    assert.match(text, /^(Your host, |Yours, )?Captain Hook$/m);
  }
});

Deno.test("who writes a letter is not met in it", () => {
  const words = { person: ["lighthouse keeper", "diver"] };
  for (const text of textsOf("letter", 200, { words, persona: "a lighthouse keeper" })) {
    assert.doesNotMatch(text, /the lighthouse keeper/);
  }
});

Deno.test("diaries are written by who speaks, in the first person", () => {
  const texts = textsOf("letter", 100, { description: "diary of a cat", persona: "a cat" });
  for (const text of texts) {
    assert.match(text, /\b(I|me|my)\b/);
    assert.doesNotMatch(text, /^Dear (?!diary)|^Yours/m);
  }
  assert.ok(texts.filter((text) => /\bcats?\b/i.test(text)).length > 30);
});

Deno.test("love letters, complaints and applications have their own manner", () => {
  for (
    const [description, manner] of [
      ["love letters", /^(My dear |Dearest |My darling |\w+, my love,)/],
      ["letters of complaint", /^(Dear (Sir|M)|To whom)/],
      [
        "cover letters",
        /\b(assistant|bookkeeper|caretaker|cook|driver|gardener|guide|manager|receptionist|secretary|translator)\b/,
      ],
    ] as const
  ) {
    for (const text of textsOf("letter", 100, { description, tone: "formal" })) {
      assert.match(text, manner);
      assert.doesNotMatch(text, /School is|Happy birthday|last warning|your order of|the (husband|bride)$/m);
    }
  }
});

for (const { kind, description, manner } of FORMS_ASKED) {
  Deno.test(`${description} are what every text is, without a fault, in the form of a ${kind}`, () => {
    const distinct = new Set<string>();
    for (const [i, tone] of TONES.entries()) {
      const words = [{}, PIRATES, KITCHEN][i % 3]!;
      const plan = planOf({ kinds: { [kind]: 1 }, description, tone, words, seed: i });
      const topic = topicWords(plan);
      for (let index = 0; index < 60; index++) {
        const { text } = templateSample(plan, index);
        distinct.add(text);
        assert.match(text, manner, `${tone} ${index}`);
        assert.ok(hasForm(kind, text) || description === "one-liners", `${tone} ${index}: ${text}`);
        assert.deepEqual(faultsByLine(text, topic).flat(), [], `${tone} ${index}: ${text}`);
        assert.ok(!/[{}[\]|%_]| {2}|\n{3}|undefined| [.,;!?]|[.!?]"\./.test(text), text);
      }
    }
    assert.ok(distinct.size > 0.9 * 60 * TONES.length, String(distinct.size));
  });
}

Deno.test("letters of shops and schools are for who asks for them", () => {
  const at = /from your shop|thank you for your order|School is/i;
  assert.ok(!textsOf("letter", 500).some((text) => at.test(text)));
  assert.ok(
    textsOf("letter", 500, { description: "letters of a school and a shop" }).some((text) => at.test(text)),
  );
});

Deno.test("stories are told by who speaks now and then", () => {
  const texts = textsOf("story", 300, { persona: "a lighthouse keeper" });
  const told = texts.filter((text) => text.includes("from a lighthouse keeper, who never lies"));
  assert.ok(told.length > 3 && told.length < 60, String(told.length));
  assert.ok(!textsOf("story", 300).some((text) => /never lies/.test(text)));
});

Deno.test("weather has an article where it is counted", () => {
  const words = { weather: ["gale", "hurricane", "rainstorm", "meteor shower", "bad weather"] };
  for (const kind of ["letter", "story"] as const) {
    for (const text of textsOf(kind, 300, { words })) {
      assert.doesNotMatch(text, /(was|of|after) (gale|hurricane|rainstorm|meteor)/i);
      assert.doesNotMatch(text, /\ba bad weather/i);
    }
  }
});

Deno.test("poems say no place twice in a line, and no word that is theirs as a quality", () => {
  for (const text of textsOf("poem", 600, { words: { place: ["sofa"], quality: ["bright", "old"] } })) {
    assert.doesNotMatch(text, /not far from.*not far from|bright and bright|old and old/i);
  }
});

Deno.test("pirates do not avast looking", () => {
  const texts = textsOf("joke", 600, { tone: "pirate" });
  assert.ok(texts.some((text) => /\bstop\b/.test(text)));
  assert.ok(!texts.some((text) => /avast/i.test(text)));
});

Deno.test("names are things without an article and no he; what only begins like one is counted", () => {
  const all = textsOf("letter", 300, {
    words: { thing: ["Mars", "Christmas present"], animal: ["Siamese cat", "Newfoundland"] },
  }).join("\n");
  assert.match(all, /\b(a|the) Christmas present\b/);
  assert.match(all, /\b(a|the) (Siamese cat|Newfoundland)\b/);
  assert.doesNotMatch(all, /\b(an?|the) Mars\b/);
  assert.doesNotMatch(all, /\b(have|for|of|and) (Christmas present|Siamese cat|Newfoundland)\b/);
  assert.doesNotMatch(all, /Mars\. (He|She)\b/);
});

Deno.test("no children's joke threatens, and no apology is asked as a question", () => {
  for (const text of textsOf("joke", 2000)) {
    assert.doesNotMatch(text, /nail your feet|told me that\?/);
  }
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

Deno.test("what is held out is learned in no other order either", () => {
  const plan = planOf({ kinds: { joke: 1, story: 1, letter: 1, haiku: 1 }, words: PIRATES, heldOut: 0.3 });
  const sorted = (subject: string) =>
    subject.replace(/^(\w+: )(.*)$/, (_, kind, words) => kind + words.split(" + ").sort().join(" + "));
  const split = Map.groupBy(
    Array.from({ length: 4000 }, (_, i) => templateSample(plan, i).subject),
    (subject) => isHeldOut(plan, subject),
  );
  const [held, learned] = [true, false].map((key) => new Set(split.get(key)?.map(sorted)));
  assert.ok(held!.size > 100 && learned!.size > 100);
  assert.deepEqual([...held!.intersection(learned!)], []);
});

Deno.test("a plan's topics are in most texts where they fit, and never held out by themselves", () => {
  const changes = { kinds: ALL, words: PIRATES, heldOut: 0.5 };
  const plain = planOf(changes), about = planOf({ ...changes, topics: ["parrot", "treasure map"] });
  const share = (plan: Plan) =>
    Array.from({ length: 1000 }, (_, i) => templateSample(plan, i).text)
      .filter((text) => /parrot|treasure map/i.test(text)).length / 1000;
  assert.ok(share(about) > 0.5 && share(about) > 1.7 * share(plain), `${share(about)} and ${share(plain)}`);
  for (const kind of TEXT_KINDS) assert.ok(!isHeldOut(about, `${kind}: parrot`));
  assert.ok(TEXT_KINDS.some((kind) => isHeldOut(plain, `${kind}: parrot`)));
});

Deno.test("recipes of a dish, or with an ingredient, are of that", () => {
  for (const topic of ["curry", "turnip"]) {
    const words = { ...KITCHEN, dish: [...KITCHEN.dish!, "curry", "salad", "pie"] };
    const plan = planOf({ kinds: { recipe: 1 }, words, topics: [topic] });
    const texts = Array.from({ length: 300 }, (_, i) => templateSample(plan, i).text);
    const titles = texts.filter((text) => text.split("\n")[0]!.toLowerCase().includes(topic));
    assert.ok(titles.length > 90, `${topic}: ${titles.length}`);
    assert.ok(new Set(texts).size > 250, topic);
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

Deno.test("animals, persons, places and events are not carried, broken or lost as things are", () => {
  const words = {
    thing: ["cat", "hospital", "murder", "freedom", "ball"],
    animal: ["cat", "owl"],
    person: ["vet"],
    place: ["hospital", "pond"],
  };
  const topics = ["cat", "hospital", "murder", "freedom"];
  const held =
    /\b(carry|bring|broke|hide|hidden|lost|lend|borrow|buy|bought|sell|pack|need|have|put in)( (a|an|some|the|his|her|my|your|own|old))* (cats?|hospitals?|murders?|freedom)\b(?! (on|in) )/i;
  for (const kind of ["story", "dialogue", "letter", "list", "question"] as const) {
    for (const text of textsOf(kind, 300, { words, topics, tone: kind === "story" ? "spooky" : "plain" })) {
      assert.doesNotMatch(text, held, text);
      assert.doesNotMatch(text, /\b(cat|hospital|murder) (broke|was lost|is gone)\b/i, text);
    }
  }
});

Deno.test("a topic that nobody can hold is still what texts are about", () => {
  for (const [topic, role] of [["freedom", "thing"], ["murder", "thing"], ["cat", "animal"]] as const) {
    const words = { thing: ["ball"], animal: ["owl"], [role]: [topic, role === "thing" ? "ball" : "owl"] };
    for (const kind of ["story", "dialogue"] as const) {
      const texts = textsOf(kind, 200, { words, topics: [topic] });
      const share = texts.filter((text) => text.toLowerCase().includes(topic)).length / texts.length;
      assert.ok(share > 0.25, `${topic} ${kind} ${share}`);
    }
  }
});

Deno.test("cakes, cookies and pancakes are baked without eggs, milk and butter as well", () => {
  const without = ["egg", "milk", "butter", "cream", "yoghurt", "honey"];
  for (const dish of ["cake", "cookie", "pancake", "muffin", "crumble"]) {
    const words = { dish: [dish], ingredient: ["apple", "walnut", "flour", "sugar", "cinnamon", "oil"] };
    const texts = textsOf("recipe", 200, { words, topics: [dish], without });
    const share = texts.filter((text) => text.toLowerCase().includes(dish)).length / texts.length;
    assert.ok(share > 0.02, `${dish} ${share}`);
    for (const text of texts) {
      assert.deepEqual(ingredientUse(readRecipe(text)!), { used: 1, unlisted: [] }, text);
    }
  }
});

Deno.test("a barbecue is grilled, also of vegetables, and a bouillabaisse is made of fish alone", () => {
  const ingredient = ["courgette", "mushroom", "lentil", "onion", "basil", "olive oil"];
  const words = { thing: ["barbecue"], dish: ["soup", "bouillabaisse", "crepe Suzette"], ingredient };
  const topics = ["barbecue"], without = ["fish", "meat"];
  const texts = textsOf("recipe", 300, { words, topics });
  const grilled = texts.filter((text) => /barbecue/i.test(text));
  assert.ok(grilled.length > 5, String(grilled.length));
  for (const text of grilled) assert.match(text, /embers/);
  for (const text of texts.filter((text) => /bouillabaisse/i.test(text))) {
    assert.match(text, /poach/);
  }
  for (const text of texts) assert.doesNotMatch(text, /suzette/i);
  const green = textsOf("recipe", 300, {
    words,
    topics,
    without: [...without, "salmon", "cod", "trout", "tuna"],
  });
  assert.ok(green.some((text) => /barbecue/i.test(text)));
});

Deno.test("lists and questions speak of stuff in the singular, and give no present twice", () => {
  const words = {
    thing: ["grammar", "homework"],
    person: ["grandmother", "uncle"],
    problem: ["noisy class", "lost book"],
  };
  const topics = ["grammar", "homework"];
  for (
    const text of [...textsOf("list", 900, { words, topics }), ...textsOf("question", 300, { words, topics })]
  ) {
    if (/^Reasons to like (grammar|homework)/.test(text)) assert.doesNotMatch(text, /\bthey\b/i, text);
    assert.doesNotMatch(text, /(grammar|homework)\.\nA: There are more/, text);
    assert.doesNotMatch(text, /- (.+)$[^]*^- \1$/m, text);
    assert.doesNotMatch(text, /(grammar|homework) has a|^What to pack[^]*- grammar/, text);
  }
});

Deno.test("weather that no table knows is a time with an article, or a day of it", () => {
  const words = { weather: ["solar wind", "cosmic ray", "weather"] };
  const texts = textsOf("story", 300, { words });
  assert.ok(texts.some((text) => /on a day of solar wind/i.test(text)));
  assert.ok(texts.some((text) => /after a cosmic ray/i.test(text)));
  for (const text of texts) assert.doesNotMatch(text, /after solar wind|in all kinds of weather/i, text);
});

Deno.test("poems on a person name that person, and say he or she throughout", () => {
  const words = { thing: ["stone", "moss"], person: ["grandfather", "monk"] };
  const texts = textsOf("poem", 300, { words, topics: ["grandfather"] });
  const named = texts.filter((text) => /grandfather/i.test(text.split("\n")[0]!));
  assert.ok(named.length > 120, String(named.length));
  for (const text of named) assert.doesNotMatch(text, /\b(she|her|hers)\b/i, text);
});
