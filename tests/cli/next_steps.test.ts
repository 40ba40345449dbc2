import assert from "node:assert/strict";
import { nextSteps } from "../../src/cli/next_steps.ts";

const uses: [string, string[]][] = [
  ["draw with it", ["start", "palm tree", "--model", "runs/default/bundle"]],
];
const run = {
  out: "runs/default",
  model: "runs/default/bundle",
  uses,
  exported: [],
  checkpoint: { step: 20 },
};

Deno.test("nextSteps() tells where the model is and the commands that go on with it", () => {
  assert.deepEqual(nextSteps(run, false).map((line) => line.replace(/ +/g, " ")), [
    "the model is in runs/default/bundle",
    "to draw with it: deno task start 'palm tree' --model runs/default/bundle",
    "to keep it: deno task export runs/default --out my-model",
  ]);
});

Deno.test("nextSteps() says how to resume, with paths as a shell reads them", () => {
  const other = { ...run, out: "my run", exported: ["--data", "/tmp/it's.db"] };
  assert.deepEqual(nextSteps(other, true).map((line) => line.replace(/ +/g, " ")), [
    "to go on exactly there: deno task train --out 'my run' --resume",
    String.raw`to make a model of it: deno task export 'my run' --data '/tmp/it'\''s.db' --out my-model`,
  ]);
});

Deno.test("nextSteps() has no advice to keep what is kept, also where a run was interrupted, and none of a model before there is one", () => {
  const kept = {
    ...{ out: "runs/notes", model: "models/notes", exported: undefined },
    checkpoint: { step: 20 },
    uses: [["talk to it", ["console", "notes"]]] satisfies [string, string[]][],
  };
  const lines = (interrupted: boolean) =>
    nextSteps(kept, interrupted).map((line) => line.replace(/ +/g, " "));
  const use = ["the model is in models/notes", "to talk to it: deno task console notes"];
  assert.deepEqual(lines(false), use);
  assert.deepEqual(lines(true), [
    "to go on exactly there: deno task train --out runs/notes --resume",
    ...use,
  ]);
  const begun = nextSteps({ ...kept, checkpoint: { step: 0 } }, true);
  assert.deepEqual(begun.map((line) => line.replace(/ +/g, " ")), lines(true).slice(0, 1));
});
