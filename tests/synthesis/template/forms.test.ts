import assert from "node:assert/strict";
import * as forms from "../../../src/synthesis/template/forms.ts";

function check(change: (word: string) => string, pairs: string): void {
  for (const pair of pairs.split(";")) {
    const [from, to] = pair.split(":");
    assert.equal(change(from!.trim()), to!.trim(), from!);
  }
}

Deno.test("plurals are of the head of a phrase", () =>
  check(
    forms.plural,
    "cup of tea:cups of tea;string of lights:strings of lights;potato:potatoes;treasure map:treasure maps;knife:knives;mouse:mice;sheep:sheep",
  ));

Deno.test("verbs have their past, participle, -ing and third person, on the first word of a phrase", () => {
  check(
    forms.past,
    "bake:baked;stop:stopped;carry:carried;take:took;turn off:turned off;visit:visited;open:opened;sail:sailed",
  );
  check(forms.participle, "take:taken;write:written;bake:baked");
  check(
    forms.present,
    "bake:baking;stop:stopping;lie:lying;see:seeing;carry:carrying;be:being;polish:polishing;draw:drawing",
  );
  check(forms.third, "go:goes;watch:watches;carry:carries;play:plays;be:is;have:has;wear a hat:wears a hat");
});

Deno.test("adjectives are compared by endings where they are short", () => {
  check(
    forms.comparative,
    "big:bigger;happy:happier;large:larger;golden:more golden;good:better;curious:more curious;old:older",
  );
  check(forms.superlative, "big:biggest;dusty:dustiest;useful:most useful;bad:worst");
});

Deno.test("takesAn() goes by the sound", () => {
  for (const word of ["apple", "hour", "umbrella", "unimportant", "honest", "otter", "x-ray", "SUV"]) {
    assert.ok(forms.takesAn(word), word);
  }
  for (const word of ["unicorn", "one", "useful", "ewe", "pear", "house", "once", "U-turn", "Sunday"]) {
    assert.ok(!forms.takesAn(word), word);
  }
});

Deno.test("titles leave small words small, possessives follow the number", () => {
  check(forms.titleCase, "the soup of the day:The Soup of the Day;kale:Kale");
  assert.equal(forms.titleCase("the map", true), "the Map");
  check(forms.possessive, "Anna:Anna's;Iris:Iris's;cats:cats'");
});

Deno.test("isPlural() is not taken in by a last s", () => {
  for (const word of ["noodles", "treasure maps", "scissors"]) assert.ok(forms.isPlural(word), word);
  for (const word of ["glass", "octopus", "basis", "moss", "map", "lens", "pair of scissors"]) {
    assert.ok(!forms.isPlural(word), word);
  }
});
