import assert from "node:assert/strict";
import { moveTokens } from "../../../../src/tasks/art/draw/lawful.ts";
import { tokenizer } from "../toy.ts";

Deno.test("moveTokens() allows drawing tokens only, and runs of spaces when they fit", () => {
  const { eos, newline, characterStart, runStart, data } = tokenizer;
  const characters = Array.from({ length: runStart - characterStart }, (_, i) => characterStart + i);
  const runs = (...lengths: number[]) => lengths.map((length) => runStart + data.spaceRuns.indexOf(length));
  const none = { cells: 0, lineBreak: false, end: false };
  assert.deepEqual(moveTokens(tokenizer, { ...none, end: true }), [eos]);
  assert.deepEqual(moveTokens(tokenizer, { ...none, lineBreak: true }), [newline]);
  assert.deepEqual(moveTokens(tokenizer, { ...none, cells: 1 }), characters);
  assert.deepEqual(moveTokens(tokenizer, { ...none, cells: 4 }), [...characters, ...runs(2, 3, 4)]);
});
