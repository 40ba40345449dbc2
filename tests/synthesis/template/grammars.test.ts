import assert from "node:assert/strict";
import { TEXT_KINDS, type TextKind, TONES } from "../../../src/synthesis/plan.ts";
import { GRAMMAR, LEXICON } from "../../../src/synthesis/template/grammars.ts";
import { MAIN, SLOT_ROLES } from "../../../src/synthesis/template/lexicon.ts";
import { RELATION_NAMES } from "../../../src/synthesis/template/relations.ts";
import { templateSample } from "../../../src/synthesis/template/sample.ts";
import type { Alternative, Sequence, Slot } from "../../../src/synthesis/template/syntax.ts";
import { FORMS } from "../../../src/synthesis/template/values.ts";
import { FORMS_ASKED, KITCHEN, PIRATES, planOf } from "./plans.ts";

const alternatives: Alternative[] = [...GRAMMAR.values()].flatMap((rule) => [...rule.byTone.values()].flat());

function slotsOf(nodes: Sequence): Slot[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string" || node.kind === "range") return [];
    return node.kind === "slot" ? [node] : node.options.flatMap(slotsOf);
  });
}

const slots = alternatives.flatMap(({ id, lines }) =>
  lines.flatMap(({ nodes }) => slotsOf(nodes)).map((slot) => ({ id, slot }))
);

Deno.test("there are several hundred templates, thirty of each kind at least", () => {
  const counts = TEXT_KINDS.map((kind) => [...GRAMMAR.get(kind)?.byTone.values() ?? []].flat().length);
  assert.ok(counts.every((count, i) => count >= (TEXT_KINDS[i] === "poem" ? 15 : 30)), counts.join());
  assert.ok(counts.reduce((sum, count) => sum + count, 0) >= 400, counts.join());
  assert.ok(
    (GRAMMAR.get("couplet")?.byTone.get("")?.length ?? 0) >= 60,
    "poems are put together from couplets",
  );
});

Deno.test("each slot names a rule, a role or a variable that some rule binds", () => {
  const bound = new Set(["persona", "teller", "me", "varied", ...slots.map(({ slot }) => slot.bind)]);
  const open = slots.filter(({ slot }) =>
    !GRAMMAR.has(slot.ref) && !SLOT_ROLES.has(slot.ref) && !bound.has(slot.ref)
  );
  assert.deepEqual(open.map(({ id, slot }) => `${id}: ${slot.ref}`), []);
  const unlike = slots.filter(({ slot }) => slot.like !== undefined && !bound.has(slot.like));
  assert.deepEqual(unlike.map(({ id, slot }) => `${id}: ~${slot.like}`), []);
  const hidden = [...bound].filter((name) =>
    name !== undefined && (GRAMMAR.has(name) || SLOT_ROLES.has(name))
  );
  assert.deepEqual(hidden, [], "variables that a rule or a role hides");
});

/** Classes that only words of plans have. */
const OF_PLANS: ReadonlySet<string> = new Set(["plain", "fixed", "asked", "lifeless", ...RELATION_NAMES]);

Deno.test("each form is one of the engine's or a fact of the tables, each class has words", () => {
  const facts = new Set([...LEXICON.values()].flat().flatMap(({ facts }) => [...facts.keys()]));
  const unknown = slots.flatMap(({ id, slot }) =>
    slot.forms.filter((form) => !FORMS.has(form) && !facts.has(form) && !/^(v|all)\//.test(form)).map((
      form,
    ) => `${id}: ${form}`)
  );
  assert.deepEqual(unknown, []);
  const empty = slots.filter(({ slot }) => {
    const entries = [...LEXICON].filter(([role]) => role === (slot.ref === MAIN ? "ingredient" : slot.ref))
      .flatMap(([, entries]) => entries);
    const group = slot.class;
    return group !== undefined && !OF_PLANS.has(group) && !entries.some(({ classes }) => classes.has(group));
  });
  assert.deepEqual(empty.map(({ id, slot }) => `${id}: ${slot.ref}/${slot.class}`), []);
});

Deno.test("who is met in a story has a name that agrees with what they are", () => {
  for (const name of ["meetperson", "meetanimal"]) {
    const names = slots.filter(({ id, slot }) => id.startsWith(name) && slot.ref === "name");
    assert.ok(names.length > 10);
    // A captain has somebody else aboard.
    const free = names.filter(({ slot }) => slot.like === undefined).map(({ id }) => id);
    assert.deepEqual(free, name === "meetperson" ? ["meetperson@pirate#1", "meetperson@pirate#4"] : []);
  }
});

/** Speakers, and what else a description says, that some templates are for. */
const ASKED: readonly Parameters<typeof planOf>[0][] = [
  { persona: "old sailor" },
  {},
  {
    words: {
      thing: ["freedom", "anchor"],
      person: ["boy", "diver"],
      animal: ["cat", "owl"],
      place: ["harbor", "pub"],
      weather: ["cosmic ray", "solar wind"],
    },
    topics: ["freedom", "boy", "cat", "anchor", "harbor"],
  },
  { persona: "Captain Hook" },
  { persona: "a lazy cat", description: "diaries" },
  { persona: "a nurse", description: "a diary" },
  { description: "love letters" },
  { description: "letters of complaint" },
  { description: "cover letters" },
  { description: "cover letters for nurses", words: { person: ["nurse"] }, topics: ["nurse"] },
  { persona: "a cat", description: "letters to a shop, and to a school" },
  { description: "letters from camp" },
];

/** Two that talk, and what else is said of one of them. */
const TALKING = [
  ["Doctor", "Patient"],
  ["Teacher", "Student"],
  ["Waiter", "Guest"],
  ["Shopkeeper", "Customer"],
  ["Mother", "Child"],
  ["Taxi Driver", "Passenger"],
  ["Detective", "Suspect"],
  ["Coach", "Player"],
  ["Boss", "Employee"],
  ["Interviewer", "Candidate"],
  ["Robot", "Human"],
  ["Cat", "Dog"],
  ...["kind", "grumpy", "cheerful", "shy", "lazy", "wise", "proud", "evil"].map((manner) => [
    "Visitor",
    "Wizard",
    manner,
  ]),
].map(([one, other, description = "talks"]) => ({ description, words: { name: [one!, other!] } }));

/** What else some templates of a kind are for. */
const ALSO: Partial<Record<TextKind, readonly Parameters<typeof planOf>[0][]>> = {
  dialogue: TALKING,
  letter: ASKED.slice(3),
  poem: [{ description: "poems of grief", words: { person: ["father"] }, topics: ["father"] }],
  story: [{ words: { person: ["diver"] }, topics: ["diver"] }, { description: "stories for a child" }],
};

/** Which alternatives have a part in texts of a kind, of all tones, of words known and unknown, and of what is asked for. */
function written(kind: TextKind, texts: number, seen: Set<string>): void {
  for (const [seed, tone] of TONES.entries()) {
    for (const words of [{}, PIRATES, KITCHEN, { thing: ["harpoon", "fishing net", "anchor"] }]) {
      const forms = FORMS_ASKED.filter((form) => form.kind === kind)
        .map(({ description }, i) => ({ ...ASKED[(seed + i) % 3], description }));
      for (const asked of [...ASKED.slice(0, 3), ...ALSO[kind] ?? [], ...forms]) {
        const plan = planOf({ kinds: { [kind]: 1 }, tone, words, seed, ...asked });
        for (let i = 0; i < texts; i++) templateSample(plan, i, (id) => seen.add(id));
      }
    }
  }
}

Deno.test("every alternative of every rule is written", () => {
  const seen = new Set<string>();
  const missing = () => alternatives.map(({ id }) => id).filter((id) => !seen.has(id));
  for (let round = 0; round < 4 && missing().length > 0; round++) {
    for (const kind of TEXT_KINDS) written(kind, [30, 60, 120, 400][round]!, seen);
  }
  assert.deepEqual(missing(), []);
});
