import assert from "node:assert/strict";
import { subjectOf } from "../../../../src/tasks/art/draw/subject.ts";
import { madeSketches } from "../../../../scripts/fuzz/made_sketches.ts";

const { album: { labels } } = madeSketches(["cat", "palm tree"]);
const vocabulary = { labels, thesaurus: () => ({ synonym: { cat: "kitty,tom cat" } }) };

const subject = (prompt: string, options = {}) => subjectOf(prompt, vocabulary, options);

Deno.test("subjectOf() draws what was asked for without a note", async () => {
  const cat = { drawn: "cat", why: "label", omitted: [], notes: [] };
  for (const prompt of ["cat", "Cat", "a cat", "cats", "draw me a cat please"]) {
    assert.deepEqual(await subject(prompt, { strict: true }), cat);
  }
  assert.deepEqual(await subject("", { strict: true }), { ...cat, drawn: "" });
});

Deno.test("subjectOf() tells what is drawn instead and what is not drawn, and refuses both when strict", async () => {
  for (
    const [prompt, told, note] of [
      ["kitty", { why: "synonym", omitted: [] }, '"kitty" is drawn as "cat" (synonym)'],
      ["kitttty", { why: "spelling", omitted: [] }, '"kitttty" is drawn as "cat" (spelling of "kitty")'],
      ["dotty cat", { why: "label", omitted: ["dotty"] }, 'only "cat" is drawn; "dotty" is not'],
    ] as const
  ) {
    assert.deepEqual(await subject(prompt), { drawn: "cat", ...told, notes: [note] });
    await assert.rejects(subject(prompt, { strict: true }), {
      kind: "input",
      message: `${note}: refused by --strict`,
    });
  }
});

Deno.test("subjectOf() tells the things of a scene, and what of it is not drawn", async () => {
  const { scene, ...told } = await subject("3 cats under a palm tree", { strict: true });
  assert.deepEqual(told, { drawn: "cat, palm tree", why: "scene", omitted: [], notes: [] });
  assert.deepEqual(scene?.things.map(({ label, count }) => [label, count]), [["cat", 3], ["palm tree", 1]]);
  const lacking = await subject("a cat and a palm tree near a xyzzy");
  assert.deepEqual(lacking.notes, ['"xyzzy" is not drawn']);
  await assert.rejects(subject("a cat and a palm tree near a xyzzy", { strict: true }), {
    kind: "input",
    message: '"xyzzy" is not drawn: refused by --strict',
  });
});

Deno.test("subjectOf() tells of colours that are not shown", async () => {
  assert.deepEqual((await subject("a red cat")).notes, ['"red": add --color']);
  assert.deepEqual((await subject("a red cat", { color: true, strict: true })).notes, []);
});

Deno.test("subjectOf() refuses what it does not know, and draws the nearest when asked to", async () => {
  for (const prompt of ["xyzzy", "42", "日本", "q".repeat(500)]) {
    await assert.rejects(subject(prompt), { kind: "input", message: /^"[^\n]{1,61}" is .*nearest known: "/ });
  }
  await assert.rejects(subject("John Smith"), {
    kind: "input",
    message: /^"John Smith" is a name, and persons/,
  });
  assert.deepEqual(await subject("xyzzy", { any: true }), {
    ...{ drawn: "cat", why: "nearest", omitted: [] },
    notes: ['"xyzzy" is drawn as "cat" (nearest)'],
  });
});
