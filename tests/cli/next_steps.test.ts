import assert from "node:assert/strict";
import { nextSteps } from "../../src/cli/next_steps.ts";
import { DEFAULT_CORPUS } from "../../src/data/store/store.ts";

Deno.test("nextSteps() tells where the model is and the commands that go on with it", () => {
  const run = { out: "runs/default", data: DEFAULT_CORPUS, word: "palm tree" };
  assert.deepEqual(nextSteps(run, false).map((line) => line.replace(/ +/g, " ")), [
    "the model is in runs/default/bundle",
    "to draw with it: deno task start 'palm tree' --model runs/default/bundle",
    "to judge it: deno task eval --model runs/default/bundle --report report.html",
    "to keep it: deno task export runs/default --out my-model",
  ]);
});

Deno.test("nextSteps() says how to resume, with paths as a shell reads them", () => {
  const run = { out: "my run", data: "/tmp/it's.db", word: "cat" };
  assert.deepEqual(nextSteps(run, true).map((line) => line.replace(/ +/g, " ")), [
    "to go on exactly there: deno task train --out 'my run' --resume",
    String.raw`to make a model of it: deno task export 'my run' --data '/tmp/it'\''s.db' --out my-model`,
  ]);
});
