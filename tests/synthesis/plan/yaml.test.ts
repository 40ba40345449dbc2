import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { type Plan, planSchema } from "../../../src/synthesis/plan.ts";
import { parsePlan } from "../../../src/synthesis/plan/parse.ts";
import { planYaml } from "../../../src/synthesis/plan/yaml.ts";

const PLAN: Plan = {
  version: 1,
  description: "a fun GPT",
  name: "fun",
  seed: 1,
  kinds: { joke: 0.5, letter: 0.5 },
  tone: "funny",
  words: { thing: ["cat", "ice cream"], person: ["cook"] },
  data: { source: "template" },
  characters: 12_000_000,
  heldOut: 0.1,
  model: { size: "nano", form: "llama", minutes: 10 },
};

const YAML = planYaml(PLAN);

/** What is said of the YAML in which one text stands in the place of another. */
function fault(from: string, to: string): string {
  assert.ok(YAML.includes(from), from);
  return faultOf(YAML.replace(from, to));
}

function faultOf(yaml: string): string {
  try {
    parsePlan(yaml, "plan.yaml");
  } catch (error) {
    assert.ok(error instanceof UserError && error.kind === "input", String(error));
    return error.message;
  }
  assert.fail(`accepted: ${yaml.slice(0, 200)}`);
}

/** The line of a plan's YAML that has a text. */
const lineOf = (text: string): number => YAML.slice(0, YAML.indexOf(text)).split("\n").length;

Deno.test("planYaml() explains keys, and keeps lists of words in lines that fit", () => {
  for (const key of ["name", "kinds", "tone", "words", "data", "heldOut"]) {
    assert.match(YAML, new RegExp(`^# .+\\n${key}:`, "m"), key);
  }
  const many = Array.from(
    { length: 60 },
    (_, i) => `word ${String.fromCharCode(97 + i % 26)}${"x".repeat(i)}`.slice(0, 30),
  );
  const yaml = planYaml({ ...PLAN, words: { thing: [...new Set(many)] } });
  const lines = yaml.split("\n").filter((line) => line.startsWith("    "));
  assert.ok(lines.length > 5);
  assert.ok(lines.every((line) => line.length <= 110));
});

Deno.test("plans read back from their YAML, whatever their words are", () => {
  const odd = [
    ...[
      "a: b",
      "c, d",
      "# x",
      "- y",
      "'q'",
      '"dq"',
      "[z",
      "null",
      "true",
      "12",
      "é ☃",
      "a, # b",
      "~",
      "!!js",
      "&a",
    ],
    ...[
      "*a",
      "{b}",
      "%c",
      "@d",
      "`e`",
      "? f",
      "| g",
      "> h",
      "0x1",
      "2020-01-01",
      "no",
      "=",
      "<<",
      'it\'s, "it"',
    ],
    `${"long, ".repeat(40)}end`,
  ];
  const plans: Plan[] = [
    PLAN,
    {
      ...PLAN,
      words: { thing: odd, problem: ["x\ny"] },
      persona: "a: b # c",
      description: "x\n---\nname: evil",
    },
    { ...PLAN, words: {} },
    {
      ...PLAN,
      data: { source: "ollama", host: "http://localhost:11434", model: "a:b", parallel: 3, temperature: 0.5 },
      model: { ...PLAN.model, initFrom: "C:\\models" },
    },
    { ...PLAN, data: { source: "files", paths: ["a b.txt", "- c"] }, heldOut: 0 },
  ];
  for (const plan of plans) {
    assert.deepEqual(parsePlan(planYaml(plan), "plan.yaml"), planSchema.parse(plan));
  }
});

Deno.test("what may be left out is filled in, and blanks around words do not count", () => {
  const ollama = "data:\n  source: ollama\n  host: http://localhost:11434\n  model: m";
  const plan = parsePlan(
    YAML.replace("data:\n  source: template", ollama).replace("[cat,", "[' cat ',"),
    "p",
  );
  assert.deepEqual(plan.data, {
    ...{ source: "ollama", host: "http://localhost:11434", model: "m", parallel: 2, temperature: 0.9 },
  });
  assert.deepEqual(plan.words.thing, ["cat", "ice cream"]);
});

Deno.test("parsePlan() tells line, path, value and what would be right", () => {
  assert.equal(
    fault("tone: funny", "tone: fumny"),
    `plan.yaml:${
      lineOf("tone: funny")
    }: tone: "fumny" is not one of plain, funny, gentle, formal, excited, sad, spooky, ` +
      "pirate; did you mean funny?",
  );
  assert.equal(fault("seed: 1", "seed: -1"), `plan.yaml:${lineOf("seed: 1")}: seed: -1 is not at least 0`);
  assert.match(fault("seed: 1", "seed: one"), /: seed: "one" is not a number$/);
  assert.match(fault("seed: 1", "seed: 1.5"), /: seed: 1.5 is not a whole number$/);
  assert.match(fault("heldOut: 0.1", "heldOut: 0.9"), /: heldOut: 0.9 is not at most 0.5$/);
  assert.match(fault("joke: 0.5", "joke: 0"), /: kinds.joke: 0 is not above 0$/);
  assert.match(fault("version: 1", "version: 2"), /: version: 2 is not 1$/);
  assert.match(
    fault("name: fun", "name: Fun!"),
    /: name: "Fun!" is not lower case letters, digits and dashes$/,
  );
  assert.match(fault("[cook]", "[]"), /: words.person: \[\] is not a list of one at least$/);
  assert.match(fault("[cook]", "cook"), /: words.person: "cook" is not a list$/);
  assert.match(fault("[cook]", "[cook, 3]"), /: words.person.1: 3 is not a text$/);
  assert.match(fault("[cook]", "['']"), /: words.person.0: "" is not a text that is not empty$/);
  assert.match(
    fault("source: template", "source: olama"),
    /: data.source: "olama" is not one of template, ollama, files/,
  );
  assert.match(fault("source: template", "source: ollama"), /: data.host is missing: it is a text$/);
  assert.match(
    fault("source: template", "source: ollama\n  host: here\n  model: m"),
    /: data.host: "here" is not an address, such as http:\/\/localhost:11434$/,
  );
  assert.match(fault("tone: funny\n", ""), /: tone is missing: it is one of plain, /);
  assert.match(fault("  joke: 0.5\n  letter: 0.5\n", "  {}\n"), /: kinds: .*one at least$/);
});

Deno.test("a key that there is not is told with the nearest one, before what is missing", () => {
  assert.equal(
    fault("minutes: 10", "minuts: 10"),
    `plan.yaml:${lineOf("minutes: 10")}: there is no key model.minuts; did you mean minutes?`,
  );
  assert.match(fault("joke:", "jokes:"), /there is no key kinds.jokes; did you mean joke\?$/);
  assert.match(fault("person:", "persn:"), /there is no key words.persn; did you mean person\?$/);
  assert.match(fault("heldOut:", "heldout:"), /there is no key heldout; did you mean heldOut\?$/);
  assert.match(
    fault("source: template", "source: template\n  host: a"),
    /there is no key data.host; there is source$/,
  );
  assert.match(
    fault("seed: 1", "__proto__: {a: 1}\nseed: 1"),
    /there is no key __proto__; there are version, /,
  );
});

Deno.test("what is no YAML, no plan or too much is refused with its line", () => {
  assert.match(fault("seed: 1", "seed: 1\nseed: 2"), /: a key stands twice$/);
  assert.match(fault("seed: 1", "seed: [1"), /^plan.yaml:\d+: is no YAML: /);
  assert.match(
    fault("seed: 1", "seed: &a 1\nbase: *a"),
    /: \*a: a plan takes no aliases; write the value again$/,
  );
  for (const text of ["", "text", "- a", "3"]) {
    assert.match(faultOf(text), /^plan.yaml:1: holds no values by name/);
  }
  assert.match(faultOf("a: ".repeat(5)), /^plan.yaml:1: is no YAML: /);
  assert.match(
    faultOf(`a: "${"x".repeat(1 << 20)}"`),
    /^plan.yaml has \d+ characters; at most 1048576 are read$/,
  );
  assert.match(faultOf("[".repeat(100_000)), /^plan.yaml/);
});

Deno.test("words are read in one order, whatever theirs in the file is", () => {
  const [person, thing] = ["person", "thing"].map((role) =>
    YAML.split("\n").find((line) => line.startsWith(`  ${role}:`))!
  );
  const turned = YAML.replace(person!, "*").replace(thing!, person!).replace("*", thing!);
  assert.notEqual(turned, YAML);
  assert.equal(JSON.stringify(parsePlan(turned, "plan.yaml")), JSON.stringify(parsePlan(YAML, "plan.yaml")));
});
