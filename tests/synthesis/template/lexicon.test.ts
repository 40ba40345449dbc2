import assert from "node:assert/strict";
import type { Role } from "../../../src/synthesis/plan.ts";
import { LEXICON } from "../../../src/synthesis/template/grammars.ts";
import { type Countability, Words } from "../../../src/synthesis/template/lexicon.ts";

const words = (role: Role, names: string) =>
  new Words({ words: { [role]: names.split(", ") } }, LEXICON, () => false);

function check(role: Role, expected: Partial<Record<Countability, string>>): void {
  for (const [countability, names] of Object.entries(expected)) {
    for (const entry of words(role, names).pool(role).own) {
      assert.equal(entry.countability, countability, `${role} ${entry.word}`);
    }
  }
}

Deno.test("states and stuff are not counted, whatever stands before them; what they are parts of is", () => {
  check("problem", {
    mass: "stress, back pain, bad posture, loud barking, root rot, tiredness, forgotten homework",
    count: "lack of sleep, tangled string of lights, sore muscle, broken string, witness, loss of power",
  });
  check("thing", {
    mass: "medicine, yarn, driftwood, gingerbread, gold",
    count: "piece of paper, bottle of milk, illness, lens",
  });
  check("tool", { mass: "chalk", count: "iron, soldering iron, pair of scissors, deck of cards" });
});

Deno.test("of what is eaten berries, nuts and the like are counted, unknown plants are not", () => {
  check("ingredient", {
    count: "berry, loganberry, brazil nut, oat, mussel, coffee bean, tea leaf, vegetable, weenie",
    mass: "samphire, venison, pesto, fruit",
  });
});

Deno.test("capitals make a name where each word has one, but of animals and what is eaten", () => {
  check("person", { name: "Captain Hook", count: "Viking chief" });
  check("place", { name: "New York", count: "London pub" });
  check("animal", { count: "Siamese cat, Chihuahua" });
  check("thing", { name: "Mars", count: "Christmas present" });
  const dogs = { thing: ["Newfoundland"], animal: ["Newfoundland"] };
  assert.equal(new Words({ words: dogs }, LEXICON, () => false).pool("thing").own[0]?.countability, "count");
});

Deno.test("a dish that has its ingredient in its name is made of it", () => {
  const made = (name: string) => words("dish", name).pool("dish").own[0]?.made;
  assert.equal(made("black bean soup")?.main.word, "black bean");
  assert.equal(made("black bean soup")?.head, "soup");
  assert.equal(made("turtle soup")?.main.word, "turtle");
  assert.deepEqual([...words("dish", "grilled fish").pool("dish").own[0]!.classes], []);
  for (const name of ["soup", "wedding soup", "iced tea", "egg cream", "pot au feu"]) {
    assert.equal(made(name), undefined, name);
  }
});

Deno.test("everyday dishes are of the plan's courses", () => {
  const dishes = (names: string, group: string) => words("dish", names).pool("dish", group).everyday.length;
  assert.equal(dishes("mousse, duff", "soup"), 0);
  assert.ok(dishes("mousse, duff", "cake") > 0);
  assert.equal(dishes("lemonade, mint tea", "cake"), 0);
  assert.equal(dishes("pot au feu", "punch"), 0);
  assert.equal(dishes("soup, cake", "punch"), 0);
  assert.ok(dishes("pie", "soup") > 0, "pies are sweet or not");
  assert.equal(dishes("dessert, duff", "soup"), 0);
  const eaten = words("thing", "robot").pool("dish").everyday.map(({ word }) => word);
  assert.ok(eaten.includes("soup") && !eaten.includes("lemonade") && !eaten.includes("dessert"));
  assert.ok(words("thing", "robot").pool("dish", "soup").everyday.length > 0);
});
