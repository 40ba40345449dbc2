import assert from "node:assert/strict";
import { subjectOf } from "../../../src/cli/gen/prompts.ts";
import { tinyConfig, tokenizer } from "../../inference/toy.ts";

const bundle = { config: tinyConfig, tokenizer, thesaurus: () => ({ cat: "kitty,tom cat" }) };

Deno.test("subjectOf() tells what is drawn instead, and refuses it when strict", () => {
  assert.deepEqual(subjectOf("two cats", "line", bundle, true), { text: "cat", notes: [] });
  assert.deepEqual(subjectOf("kitty", "line", bundle, false), {
    text: "cat",
    notes: ['"kitty" is drawn as "cat"'],
  });
  assert.throws(
    () => subjectOf("kitty", "line", bundle, true),
    /does not know "kitty"; the nearest is "cat"/,
  );
  assert.throws(() => subjectOf("zzz", "line", bundle, true), /knows no word of "zzz"/);
  assert.throws(
    () => subjectOf("日本", "line", bundle, false),
    /"日本" has no character that the model knows/,
  );
});

Deno.test("subjectOf() says when a prompt is too long, or looks like a mistyped command", () => {
  assert.match(subjectOf("q".repeat(30), "banner", bundle, false).notes[0]!, /^only the first 24 characters/);
  assert.match(
    subjectOf("lables", "line", bundle, false).notes[0]!,
    /did you mean the command "ascii-gen labels"/,
  );
  assert.deepEqual(subjectOf("zebra", "line", bundle, false).notes, []);
});
