import assert from "node:assert/strict";
import { columnsOf, graphemes } from "../../src/art/graphemes.ts";

Deno.test("graphemes() keep marks and joined emoji together, with the columns of a terminal", () => {
  const parts = (text: string) => [...graphemes(text)].map(({ text, columns }) => `${text}${columns}`);
  assert.deepEqual(parts("aé"), ["a1", "é1"]);
  assert.deepEqual(parts("e\u0301漢─"), ["e\u03011", "漢2", "─1"]);
  assert.deepEqual(parts("👩‍👩‍👧♥\ufe0f"), ["👩‍👩‍👧2", "♥\ufe0f2"]);
  assert.deepEqual([..."漢字／e\u0301x"].join("").length, 6);
  assert.equal(columnsOf("漢字／e\u0301x"), 8);
});
