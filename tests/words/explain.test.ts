import assert from "node:assert/strict";
import { noteOn, omissionOf, refusalOf } from "../../src/words/explain.ts";

const result = { drawn: "dog", why: "kind", asked: "poodle", omitted: [] } as const;

Deno.test("noteOn() names what was asked, what is drawn, and why", () => {
  const note = (more: Partial<Parameters<typeof noteOn>[0]>) => noteOn({ ...result, omitted: [], ...more });
  assert.equal(note({}), '"poodle" is drawn as "dog" (more general)');
  assert.equal(note({ why: "label" }), undefined);
  assert.equal(note({ why: "spelling", asked: "dgo", meant: "dog" }), '"dgo" is drawn as "dog" (spelling)');
  assert.equal(
    note({ why: "spelling", asked: "podle", meant: "poodle" }),
    '"podle" is drawn as "dog" (spelling of "poodle")',
  );
});

Deno.test("omissionOf() names what is left out", () => {
  const said = (omitted: string[]) => omissionOf({ ...result, drawn: "cat", asked: "cats", omitted });
  assert.equal(said([]), undefined);
  assert.equal(said(["sleeping"]), 'only "cat" is drawn; "sleeping" is not');
  assert.equal(said(["big", "on a chair"]), 'only "cat" is drawn; "big" and "on a chair" are not');
});

Deno.test("refusalOf() gives the nearest words, and shortens long prompts", () => {
  const refusal = (prompt: string, nearest: string[], isName = false) =>
    refusalOf(prompt, { isName, nearest });
  assert.equal(
    refusal("xyzzy", ["ox", "key", "sky"]),
    '"xyzzy" is unknown; the nearest known: "ox", "key" and "sky" (--any draws the first)',
  );
  assert.equal(refusal("q".repeat(1000), []), `"${"q".repeat(60)}…" is unknown`);
  assert.match(refusal("John", ["man"], true), /"John" is a name, and persons are not drawn; .* "man" \(/);
});
