import assert from "node:assert/strict";
import { byLine } from "../../../src/cli/gen/by_line.ts";

Deno.test("byLine() renders whole lines only", () => {
  const written: string[] = [];
  const write = byLine((line) => `<${line}>`, (text) => written.push(text));
  for (const piece of ["a", "b\nc", "\n", "d"]) write(piece);
  assert.deepEqual(written, ["<ab>", "<c>"]);
});
