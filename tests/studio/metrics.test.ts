import assert from "node:assert/strict";
import { withLine } from "../../src/studio/runs/metrics.ts";

Deno.test("lines that are told again, from the beginning or from a checkpoint, stand once", () => {
  const line = (type: string, step: number) => ({ type, step });
  const told = [line("train", 10), line("train", 20), line("text", 20), line("train", 30), line("text", 30)];
  const seen = told.reduce(withLine, told);
  assert.deepEqual(
    seen.toSorted((a, b) => a["step"] === b["step"] ? 0 : Number(a["step"]) - Number(b["step"])),
    told,
  );
  const resumed = [line("train", 20), line("text", 20)].reduce(withLine, told);
  assert.deepEqual(resumed, [line("train", 10), line("train", 20), line("text", 20)]);
});
