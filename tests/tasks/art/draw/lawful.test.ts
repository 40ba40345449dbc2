import assert from "node:assert/strict";
import { isSmall, moveTokens } from "../../../../src/tasks/art/draw/lawful.ts";
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

Deno.test("isSmall() is told by the columns that a usual picture gets, whatever limits them", () => {
  const limits = (width: number, maxLines: number, maxChars = Infinity) => ({ width, maxLines, maxChars });
  for (const small of [limits(12, 5), limits(16, 6), limits(16, 48), limits(80, 8), limits(80, 40, 120)]) {
    assert.ok(isSmall(small), JSON.stringify(small));
  }
  for (const usual of [limits(24, 10), limits(17, 20), limits(40, 20), limits(80, 40, 300)]) {
    assert.ok(!isSmall(usual), JSON.stringify(usual));
  }
});
