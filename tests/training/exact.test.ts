/** A run that was stopped, stored and resumed is an unbroken one, to the bit. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { OPTIMIZER_NAMES } from "../../src/engine/optimizers/optimizers.ts";
import type { ChosenCallbacks } from "../../src/training/callbacks/callbacks.ts";
import { type Checkpoint, loadCheckpoint } from "../../src/training/checkpoint.ts";
import { CHECKPOINT_FILE } from "../../src/training/loop.ts";
import type { TrainingOptions } from "../../src/training/options.ts";
import { SCHEDULE_NAMES } from "../../src/training/schedules/schedules.ts";
import { inFolder, stoppedAfter, tinyOptions, trainTiny } from "./tiny_run.ts";

/** What training decides; minutes differ. */
const decided = (
  { step, tokens, weights, moments, average, losses, best, callbacks, configHash }: Checkpoint,
) => ({
  ...{ step, tokens, losses, best, callbacks, configHash },
  vectors: [weights, ...moments, ...average ? [average] : []].map((values) => [...values]),
});

async function assertExact(folder: string, more: Partial<TrainingOptions>, callbacks?: ChosenCallbacks) {
  const options = tinyOptions(more), chosen = callbacks && { callbacks };
  const { checkpoint: whole } = await trainTiny(folder, { options, ...chosen });
  await trainTiny(folder, { options, ...chosen, stopped: stoppedAfter(3) });
  const start = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
  assert.equal(start.step, 3);
  const { checkpoint: resumed } = await trainTiny(folder, { options: start.options, start });
  assert.deepEqual(decided(resumed), decided(whole));
  // What it left is the same as well.
  assert.deepEqual(decided(await loadCheckpoint(join(folder, CHECKPOINT_FILE))), decided(whole));
  return whole;
}

Deno.test("resumed is as unbroken with every optimizer, with one worker and with two", async () => {
  await inFolder(async (folder) => {
    const seen = new Set<string>();
    for (const optimizer of OPTIMIZER_NAMES) {
      for (const workers of [1, 2]) {
        const { weights } = await assertExact(folder, { optimizer, workers });
        seen.add(`${weights}`);
      }
    }
    assert.equal(seen.size, 2 * OPTIMIZER_NAMES.length);
  });
});

Deno.test("resumed is as unbroken with every schedule", async () => {
  await inFolder(async (folder) => {
    const seen = new Set<string>();
    for (const schedule of SCHEDULE_NAMES) {
      seen.add(`${(await assertExact(folder, { schedule, optimizer: "adamw" })).weights}`);
    }
    assert.equal(seen.size, SCHEDULE_NAMES.length);
  });
});

Deno.test("resumed is as unbroken with callbacks that keep something; they change nothing of the weights", async () => {
  await inFolder(async (folder) => {
    const callbacks = { ema: { decay: 0.5 }, "early-stopping": { patience: 3 }, guard: {}, csv: {} };
    const kept = await assertExact(folder, {}, callbacks);
    const { average, callbacks: stored } = kept;
    assert.ok(average && average.some((value, i) => value !== kept.weights[i]));
    assert.deepEqual(stored?.["ema"]?.settings, { decay: 0.5 });
    assert.equal(typeof stored?.["early-stopping"]?.state?.["waited"], "number");
    const plain = await assertExact(folder, {});
    assert.deepEqual(plain.weights, kept.weights);
    assert.equal(plain.configHash, kept.configHash);
    assert.ok(!("callbacks" in plain) && !("average" in plain));
  });
});
