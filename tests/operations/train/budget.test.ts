import assert from "node:assert/strict";
import {
  checkGiven,
  positionsOfStep,
  stepsOfEpochs,
  usualBudget,
} from "../../../src/operations/train/budget.ts";
import { configurationLines, duration } from "../../../src/operations/train/told.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { trainingOptionsSchema, usualOf } from "../../../src/training/options.ts";
import { tiny } from "../../tasks/text/tiny.ts";

const batching = { batchTokens: 8192, workers: 2, accumulate: 1 };
const withText = (positions: number) => ({ ...tiny(), epoch: { positions, length: 128 } });

Deno.test("a step has whole stretches in each batch, at least one", () => {
  assert.equal(positionsOfStep(batching, 128), 8192);
  assert.equal(positionsOfStep(batching, 100), 2 * 40 * 100);
  assert.equal(positionsOfStep({ ...batching, batchTokens: 256 }, 1000), 2000);
});

Deno.test("the positions that a step takes are told, and that they are more than was asked for", () => {
  const prepared = withText(819_200), specs = parameterSpecs(prepared.ports, prepared.network);
  const lines = (batchTokens: number) => {
    const options = trainingOptionsSchema.parse({ ...usualOf({}), steps: 1, batchTokens, workers: 3 });
    return configurationLines({
      ...{ out: "a", model: "b", done: 0, speed: undefined },
      prepared,
      specs,
      options,
    });
  };
  const asked = lines(1000), more = lines(256);
  assert.match(asked[1]!, /, steps of 768 positions in stretches of 128 tokens, 3 workers, /);
  assert.equal(more.length, asked.length + 1);
  assert.match(more[1]!, /, steps of 384 positions in/);
  assert.equal(
    more[2],
    "--batch-tokens 256 has no room for a stretch for each of 3 workers: steps take 384 positions all the same",
  );
});

Deno.test("epochs become steps that go through as many positions", () => {
  assert.equal(stepsOfEpochs(1, withText(819_200), batching), 100);
  assert.equal(stepsOfEpochs(2.5, withText(819_200), batching), 250);
  assert.equal(stepsOfEpochs(0.0001, withText(819_200), batching), 1);
  const { epoch: _, ...endless } = tiny();
  assert.throws(
    () => stepsOfEpochs(1, endless, batching),
    /--epochs is for texts and pictures; for the task text give --steps/,
  );
});

Deno.test("one budget is given, within its limits", () => {
  checkGiven({ epochs: 0.5 });
  assert.throws(
    () => checkGiven({ epochs: 1, minutes: 1 }),
    /--minutes and --epochs are two budgets; give one of/,
  );
  assert.throws(() => checkGiven({ steps: 1, minutes: 1, epochs: 1 }), /--steps and --minutes and --epochs/);
  assert.throws(() => checkGiven({ epochs: 0 }), /--epochs 0 is not a number above 0/);
  assert.throws(() => checkGiven({ steps: 1.5 }), /--steps 1.5 is not a whole number/);
});

Deno.test("the usual budget of a text is ten minutes, or what is enough for a short one", () => {
  assert.deepEqual(usualBudget(withText(4e6), batching, 10_000, 120).budget, { minutes: 10 });
  assert.deepEqual(usualBudget(withText(10_000), batching, 50_000, 120).budget, { steps: 500 });
  // 20 times through, which takes less than ten minutes here.
  assert.deepEqual(usualBudget(withText(819_200), batching, 50_000, 120).budget, { steps: 2000 });
  const { epoch: _, ...endless } = tiny();
  assert.deepEqual(usualBudget(endless, batching, Infinity, 120).budget, { minutes: 120 });
});

Deno.test("duration() says seconds as people do", () => {
  assert.deepEqual([0.2, 42, 600, 9000].map(duration), ["1 s", "42 s", "10 min", "2.5 h"]);
});
