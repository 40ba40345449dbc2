import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../../src/base/errors.ts";
import { hasCrudeWord } from "../../../src/synthesis/lexicon/crude.ts";
import { loadLexicon } from "../../../src/synthesis/lexicon/load.ts";
import { type Plan, planSchema, type Role, ROLES } from "../../../src/synthesis/plan.ts";
import { parsePlan } from "../../../src/synthesis/plan/parse.ts";
import { planOf, planWithNotes } from "../../../src/synthesis/plan/plan_of.ts";
import { planYaml } from "../../../src/synthesis/plan/yaml.ts";
import { DESCRIBED } from "./described.ts";

const lexicon = await loadLexicon();
const PLANS = DESCRIBED.map((each) => ({ ...each, plan: planOf(each.description, {}, lexicon) }));
const notesOf = (description: string) => planWithNotes(description, {}, lexicon).notes;

Deno.test("planOf() finds kinds, tone, persona, name and words of descriptions", () => {
  for (const { description, kinds, tone, persona, name, has, lacks, without, plan } of PLANS) {
    assert.deepEqual(Object.keys(plan.kinds), kinds, description);
    if (tone !== undefined) assert.equal(plan.tone, tone, description);
    if (persona !== undefined) assert.equal(plan.persona, persona, description);
    if (name !== undefined) assert.equal(plan.name, name, description);
    for (const role of ROLES) {
      const words = plan.words[role] ?? [];
      for (const word of has?.[role] ?? []) {
        assert.ok(words.includes(word), `${description}: no ${role} ${word}`);
      }
      for (const word of lacks?.[role] ?? []) {
        assert.ok(!words.includes(word), `${description}: ${role} ${word}`);
      }
    }
    assert.equal(plan.without === undefined, without === undefined, description);
    for (const word of without ?? []) assert.ok(plan.without?.includes(word), `${description}: no ${word}`);
  }
});

Deno.test("words of plans are each once in a role, of letters, and none is crude", () => {
  for (const { description, plan } of PLANS) {
    for (const [role, words] of rolesOf(plan)) {
      assert.equal(new Set(words).size, words.length, `${description}: ${role}`);
      for (const word of words) {
        assert.match(word, /^\p{L}[\p{L}' -]*$/u, description);
        assert.ok(!hasCrudeWord(word), `${description}: ${word}`);
      }
    }
  }
});

Deno.test("a plan has words enough for many texts", () => {
  for (const { description, plan: { words } } of PLANS) {
    for (const role of ["thing", "person", "place", "action", "quality"] as const) {
      assert.ok((words[role]?.length ?? 0) >= 7, `${description}: ${words[role]?.length} of ${role}`);
    }
  }
});

Deno.test("plans have no first names but those that are asked for: those of the tables tell he or she", () => {
  for (const { description, has, plan: { words } } of PLANS) {
    assert.deepEqual(words.name, has?.name, description);
  }
});

Deno.test("equal arguments make equal plans, and plans read back from their YAML", () => {
  for (const { description, plan } of PLANS) {
    assert.deepEqual(planOf(description, {}, lexicon), plan);
    assert.deepEqual(parsePlan(planYaml(plan), "plan.yaml"), plan);
  }
});

Deno.test("topics are those of a plan's words that were named", () => {
  const topicsOf = (description: string) => planOf(description, {}, lexicon).topics;
  assert.deepEqual(topicsOf("bedtime stories about a brave mouse"), ["mouse", "brave"]);
  assert.deepEqual(topicsOf("soup recipes"), ["soup"]);
  assert.equal(topicsOf("haiku"), undefined);
});

Deno.test("what is not understood is told", () => {
  assert.match(notesOf("haiku about kubernetes")[0]!, /dictionary lacks "kubernetes"/);
  assert.match(notesOf("songs for Zelda")[0]!, /dictionary lacks "Zelda": write names among the words/);
  assert.match(notesOf("a bot that talks like Yoda")[0]!, /"Yoda" and do not write in that manner/);
  assert.match(notesOf("birthday transcripts")[0]!, /there is no grammar for "transcripts": taken are/);
  assert.match(notesOf("limericks, max 4 lines")[0]!, /"max 4 lines" is not followed/);
  assert.match(notesOf("stories in first person")[0]!, /"in first person" is not followed/);
  assert.ok(notesOf("poems without rhymes").some((note) => /without "rhyme" is not followed/.test(note)));
  assert.match(notesOf("recipies")[0]!, /"recipies" was read as "recipe"/);
  assert.match(
    notesOf("a confession about bees")[0]!,
    /no grammar for "confession": the nearest kind is taken, story/,
  );
  assert.match(notesOf("poems about death for children").join(), /no text names "death"/);
  assert.match(notesOf("gardening")[0]!, /no kind of text was named/);
  assert.match(notesOf("gluten-free recipes")[0]!, /"gluten-free" is not followed/);
  assert.match(notesOf("halal recipes")[0]!, /"halal" is not followed/);
  assert.match(notesOf("Tupperware stories")[0]!, /"Tupperware"/);
  assert.ok(notesOf("stories about haste").includes('no text names "haste"'));
  for (
    const description of [
      "pirate jokes",
      "poems about a free bird",
      "pescatarian recipes",
      "haiku about autumn",
      "cooking recipes",
    ]
  ) {
    assert.deepEqual(notesOf(description), [], description);
  }
});

Deno.test("shares of kinds are as a description tells them, else equal", () => {
  for (
    const [description, kinds] of [
      ["30% jokes and 70% recipes", { joke: 0.3, recipe: 0.7 }],
      ["half jokes, half sad poems", { joke: 0.5, poem: 0.5 }],
      ["mostly jokes, some poems and haiku", { joke: 0.75, poem: 0.13, haiku: 0.13 }],
      ["20 percent haiku about cats, the rest sonnets", { haiku: 0.2, poem: 0.8 }],
      ["three quarters poems and one quarter jokes about snow", { poem: 0.75, joke: 0.25 }],
      ["1/3 jokes, 2/3 stories", { joke: 0.33, story: 0.67 }],
      ["equal parts jokes and riddles", { joke: 0.5, question: 0.5 }],
      ["100% vegan recipes", { recipe: 1 }],
      ["stories and poems about a half moon", { story: 0.5, poem: 0.5 }],
    ] as const
  ) assert.deepEqual(planOf(description, {}, lexicon).kinds, kinds, description);
});

Deno.test("nonsense and other languages make a usual plan, and say so", () => {
  for (
    const description of [
      "asdf qwer zxcv",
      "ein Modell, das Gedichte über Katzen schreibt",
      "猫についての俳句",
      "модель, которая пишет сказки",
      "!!! ???",
      "12345",
    ]
  ) {
    const { plan, notes } = planWithNotes(description, {}, lexicon);
    assert.deepEqual(Object.keys(plan.kinds), ["question", "list", "story"], description);
    assert.ok(notes.length > 0, description);
    assert.ok(!rolesOf(plan).some(([, words]) => words.includes("das")), description);
  }
  assert.match(
    notesOf("asdf qwer zxcv")[0]!,
    /not understood: "asdf", "qwer", "zxcv"; descriptions are read in English/,
  );
});

Deno.test("an empty description is refused", () => {
  for (const description of ["", "  \n\t", "\u0000"]) {
    assert.throws(
      () => planOf(description, {}, lexicon),
      (error) => error instanceof UserError && error.kind === "usage" && /is empty/.test(error.message),
    );
  }
});

Deno.test("a description of 10,000 characters makes a plan of the usual size", () => {
  const plan = planOf("poems about cats and the moon and more of it. ".repeat(220), {}, lexicon);
  assert.deepEqual(Object.keys(plan.kinds), ["poem"]);
  assert.ok(plan.description.length <= 2000);
  assert.ok(plan.name.length <= 40);
  assert.ok(rolesOf(plan).every(([, words]) => words.length <= 80));
});

Deno.test("a description cannot write keys of the YAML", () => {
  for (
    const description of [
      "jokes\nname: evil\nseed: 99",
      'jokes"}\n- {a: *b, ? !!js/function',
      "jokes # tone: pirate",
      "%YAML 1.2\n---\njokes",
      "jokes: &a [*a]",
      "| jokes ' \" \\ \u2028 \u0085",
    ]
  ) {
    const plan = planOf(description, {}, lexicon);
    assert.deepEqual(parsePlan(planYaml(plan), "plan.yaml"), plan, description);
    assert.equal(plan.seed, 1);
    assert.doesNotMatch(plan.description, /\n/);
  }
});

Deno.test("any text makes a plan that its schema allows, or is refused in one line", () => {
  const word = fc.constantFrom(
    "pirate",
    "recipe",
    "jokes",
    "about",
    "the",
    "sea",
    "'s",
    "\u0301",
    "__proto__",
    "constructor",
  );
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.array(word).map((words) => words.join(" ")));
  fc.assert(
    fc.property(texts, (text) => {
      try {
        const plan = planOf(text, {}, lexicon);
        assert.deepEqual(planSchema.parse(plan), plan);
        assert.deepEqual(parsePlan(planYaml(plan), "p"), plan);
      } catch (error) {
        assert.ok(error instanceof UserError && !error.message.includes("\n"), String(error));
      }
    }),
    { seed: 19, numRuns: 30 },
  );
});

Deno.test("settings are taken as they are given; characters follow from size, minutes and cores", () => {
  const given = {
    size: "12M",
    form: "gpt2",
    minutes: 5,
    seed: 3,
    characters: 5000,
    heldOut: 0,
    name: "x",
  } as const;
  const data = { source: "files", paths: ["a.txt"] } as const;
  const plan = planOf(
    "jokes",
    { ...given, data: { ...data, paths: [...data.paths] }, initFrom: "m" },
    lexicon,
  );
  assert.deepEqual(plan.model, { size: "12M", form: "gpt2", minutes: 5, initFrom: "m" });
  assert.deepEqual([plan.seed, plan.characters, plan.heldOut, plan.name, plan.data], [3, 5000, 0, "x", data]);
  const characters = (minutes: number, cores: number) =>
    planOf("jokes", { minutes, cores }, lexicon).characters;
  assert.equal(characters(20, 2), 2 * characters(10, 2));
  assert.equal(characters(20, 2), characters(10, 4));
});

const rolesOf = (plan: Plan): [Role, readonly string[]][] =>
  ROLES.flatMap((role): [Role, readonly string[]][] =>
    plan.words[role] === undefined ? [] : [[role, plan.words[role]]]
  );
