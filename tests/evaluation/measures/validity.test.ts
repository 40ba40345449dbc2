import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { measureValidity, requireValid, violation } from "../../../src/evaluation/measures/validity.ts";
import { randomParameters, tinyConfig, toySession } from "../../tasks/art/toy.ts";

Deno.test("violation() names the limit that a drawing breaks", () => {
  const limits = { width: 5, maxLines: 2, maxChars: 9 };
  assert.equal(violation(["12345", "123"], limits), undefined);
  assert.match(violation(["123456"], limits)!, /6 columns where 5/);
  assert.match(violation(["", "", ""], limits)!, /3 lines where 2/);
  assert.match(violation(["12345", "1234"], limits)!, /10 characters where 9/);
  assert.match(violation(["12é"], limits)!, /"é"/);
  assert.equal(violation(["12345", "1234"], { ...limits, maxChars: undefined }), undefined);
});

Deno.test("measureValidity() finds no violation in what an untrained model draws", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  let done = 0;
  const report = await measureValidity(session, ["cat", "tree"], {
    count: 8,
    seed: 1,
    onDrawing: () => void done++,
  });
  assert.deepEqual(report, { drawings: 8, violations: [] });
  assert.equal(done, 8);
});

Deno.test("requireValid() throws one line that tells how to see the first violation", () => {
  requireValid({ drawings: 3, violations: [] });
  const request = { prompt: "cat", style: "line", width: 5, maxLines: 4, maxChars: undefined, seed: 7 };
  const violation = {
    request: { ...request, temperature: 0.5, topK: 0, topP: 1, bestOf: 2 },
    reason: "6 columns where 5 are allowed",
  };
  assert.throws(
    () => requireValid({ drawings: 3, violations: [violation, violation] }),
    (error) =>
      error instanceof UserError && error.kind === "model" &&
      error.message ===
        '2 of 3 drawings break their limits; the first, "cat" --style line --width 5 --max-lines 4 --seed 7 ' +
          "--temperature 0.5 --top-k 0 --top-p 1 --best-of 2, has 6 columns where 5 are allowed",
  );
});
