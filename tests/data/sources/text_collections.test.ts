import assert from "node:assert/strict";
import fc from "fast-check";
import { splitCollection, textCollections } from "../../../src/data/sources/text_collections.ts";
import { collect, withFiles } from "./collect.ts";

const CAT = "=^.^=\n(   )", HOUSE = " /\\\n/__\\\n|__|", BOX = "+--+\n+--+";
const split = (text: string, separator?: string) =>
  splitCollection(text.split("\n"), separator === undefined ? {} : { separator })
    .map(({ art, caption }) => caption === "" ? art : [caption, art]);

Deno.test("splitCollection() cuts at blank lines, at double ones where there are any", () => {
  assert.deepEqual(split(`${CAT}\n\n${HOUSE}\n\n${BOX}\n`), [CAT, HOUSE, BOX]);
  assert.deepEqual(split(`${CAT}\n\n${HOUSE}\n\n\n${BOX}\n`), [`${CAT}\n\n${HOUSE}`, BOX]);
});

Deno.test("splitCollection() cuts at the line that is given, or at a rule that repeats", () => {
  assert.deepEqual(split(`${CAT}\n@@\n${HOUSE}\n\n${BOX}\n@@`, "@@"), [CAT, `${HOUSE}\n\n${BOX}`]);
  assert.deepEqual(split(`${CAT}\n%\n${HOUSE}\n%\n${BOX}`), [CAT, HOUSE, BOX]);
  const rule = "-".repeat(30);
  assert.deepEqual(split(`${rule}\n${CAT}\n${rule}\n${HOUSE}\n${rule}`), [CAT, HOUSE]);
});

Deno.test("splitCollection() takes a line of words above a piece for its caption", () => {
  assert.deepEqual(split(`A sitting cat:\n\n${CAT}\n\n2. House\n\n${HOUSE}`), [["A sitting cat", CAT], [
    "2. House",
    HOUSE,
  ]]);
  assert.deepEqual(split(`House\n\n${HOUSE}\n%\nBox\n\n${BOX}\n%`), [["House", HOUSE], ["Box", BOX]]);
});

Deno.test("splitCollection() takes a name right above a piece for its caption, and art for none", () => {
  assert.deepEqual(split(`dog\n${CAT}\n\nThe house\n${HOUSE}`), [["dog", CAT], ["The house", HOUSE]]);
  assert.deepEqual(split(`oOo\n${HOUSE}\n\nMMMM\n${BOX}`), [`oOo\n${HOUSE}`, `MMMM\n${BOX}`]);
  assert.deepEqual(split("a cat\nthe dog\nthe house"), ["a cat\nthe dog\nthe house"]);
});

Deno.test("splitCollection() keeps a piece of one line", () => {
  assert.deepEqual(split(`fish\n\n><(((º>\n\n${CAT}\n\n<°)))><`), [["fish", "><(((º>"], CAT, "<°)))><"]);
});

Deno.test("splitCollection() gives back any pieces without blank lines that a separator is put between", () => {
  const line = fc.stringMatching(/^[/\\|_-]{1,12}$/);
  const piece = fc.array(line, { minLength: 2, maxLength: 6 }).map((lines) => lines.join("\n"));
  fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
    assert.deepEqual(split(pieces.join("\n@@@\n"), "@@@"), pieces);
  }));
});

Deno.test("textCollections() gives captions and file names as labels", () =>
  withFiles({ "pets.txt": `Grey cat\n\n${CAT}\n\n\n\n${HOUSE}\n` }, async (folder) => {
    const { findings } = await collect(textCollections({ path: folder }));
    assert.deepEqual(findings.map(({ art, labels }) => [art, labels]), [
      [CAT, ["grey cat", "pets"]],
      [HOUSE, ["pets"]],
    ]);
    assert.equal(new Set(findings.map(({ sourceId }) => sourceId)).size, 2);
  }));
