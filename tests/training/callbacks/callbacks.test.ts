import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../../src/base/errors.ts";
import { CALLBACK_NAMES, callbacksOf, parseCallbacks } from "../../../src/training/callbacks/callbacks.ts";
import { keptFile } from "../../../src/training/callbacks/checkpoints.ts";
import { BATCH_FILE, GUARD_FOLDER, STATE_FILE } from "../../../src/training/callbacks/guard.ts";
import { THROUGHPUT_FILE } from "../../../src/training/callbacks/throughput.ts";
import { checkpointParameters, loadCheckpoint } from "../../../src/training/checkpoint.ts";
import { BEST_FILE, CHECKPOINT_FILE, METRICS_FILE } from "../../../src/training/loop.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { tiny } from "../../tasks/text/tiny.ts";
import { inFolder, stoppedAfter, tinyOptions, trainTiny } from "../tiny_run.ts";

const namesIn = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();

Deno.test("a run without chosen callbacks leaves the files and the lines that it always left", async () => {
  await inFolder(async (folder) => {
    const options = tinyOptions({ steps: 3, evalInterval: 2 });
    const { lines } = await trainTiny(folder, { options });
    assert.deepEqual(await namesIn(folder), [BEST_FILE, CHECKPOINT_FILE, METRICS_FILE]);
    const told = lines.slice(lines.findIndex((line) => /parameters/.test(line)) + 1);
    const forms = [
      /^validation at 2: {"textUnseen":[\d.]+,"textSeen":[\d.]+} bits\/byte$/,
      /^sample at 2$/,
      /^step 3 {2}[\de.-]+ min {2}lr [\d.]+ {2}[\d.]+ bits\/byte {2}\d+ positions\/s$/,
      /^validation at 3: /,
      /^sample at 3$/,
    ];
    assert.equal(told.length, forms.length, told.join("\n"));
    for (const [i, form] of forms.entries()) assert.match(told[i]!, form);
    const metrics = (await Deno.readTextFile(join(folder, METRICS_FILE))).trimEnd().split("\n");
    assert.deepEqual(metrics.map((line) => Object.keys(JSON.parse(line)).join(" ")), [
      "type step minutes tokens textUnseen textSeen",
      "type step minutes tokens learningRate gradientNorm text positionsPerSecond tensors residentBytes",
      "type step minutes tokens textUnseen textSeen",
    ]);
    const stopped = await trainTiny(folder, { options, stopped: stoppedAfter(1) });
    assert.equal(stopped.lines.at(-1), "stopped after step 1");
  });
});

Deno.test("parseCallbacks() names the nearest callback, the setting, the value, and what would be right", () => {
  const fault = (given: Record<string, unknown>): string => {
    try {
      parseCallbacks(given);
    } catch (error) {
      assert.ok(error instanceof UserError && error.kind === "usage");
      return error.message;
    }
    return "";
  };
  assert.equal(fault({ csv: {}, ema: { decay: 0.9 }, samples: { off: true }, throughput: null }), "");
  assert.match(
    fault({ cvs: {} }),
    /^there is no callback cvs; did you mean csv\?$/,
  );
  assert.match(fault({ toString: {} }), /^there is no callback toString; there are checkpoints, metrics, /);
  assert.equal(
    fault({ "early-stopping": { patience: 0 } }),
    "callbacks.early-stopping.patience 0 is not a whole number from 1 up",
  );
  assert.match(
    fault({ "early-stopping": { patient: 2 } }),
    /^callbacks.early-stopping has no setting patient; did you mean patience\?$/,
  );
  assert.match(fault({ csv: { a: 1 } }), /^callbacks.csv has no setting a; there is none$/);
  assert.match(fault({ ema: 3 }), /^callbacks.ema 3 is not settings by name$/);
  assert.match(fault({ samples: { off: 1 } }), /^callbacks.samples.off 1 is not true or false/);
  assert.match(fault({ checkpoints: { off: true } }), /without checkpoints a run leaves nothing/);
  const names = callbacksOf({ csv: {}, samples: { off: true } }).map(([name]) => name);
  assert.deepEqual(names, ["checkpoints", "metrics", "csv", "progress"]);
  assert.ok(CALLBACK_NAMES.length >= 10);
});

Deno.test("what is off is left out", async () => {
  await inFolder(async (folder) => {
    const off = { off: true };
    const { lines } = await trainTiny(folder, { callbacks: { metrics: off, progress: off, samples: off } });
    assert.deepEqual(await namesIn(folder), [BEST_FILE, CHECKPOINT_FILE]);
    assert.match(lines.at(-1)!, /parameters/);
  });
});

Deno.test("checkpoints keeps more of them, the newest of which it is told to keep", async () => {
  await inFolder(async (folder) => {
    const options = tinyOptions({ steps: 12 });
    await trainTiny(folder, { options, callbacks: { checkpoints: { every: 3, keep: 2 } } });
    // Saved every two steps: 4 is the first after 3.
    const kept = (await namesIn(folder)).filter((name) => name.startsWith("checkpoint-"));
    assert.deepEqual(kept, [10, 12].map(keptFile));
    assert.equal((await loadCheckpoint(join(folder, keptFile(10)))).step, 10);
  });
});

Deno.test("throughput tells of speed and memory", async () => {
  await inFolder(async (folder) => {
    const { lines } = await trainTiny(folder, { callbacks: { throughput: { warmUp: 2 } } });
    assert.match(
      lines.at(-1)!,
      /^throughput: \d+ positions\/s over 4 steps \(median \d+\), at most \d+ MiB resident$/,
    );
    const told = JSON.parse(await Deno.readTextFile(join(folder, THROUGHPUT_FILE)));
    assert.ok(told.slowest <= told.median && told.median <= told.fastest && told.peakResidentBytes > 1e7);
    assert.ok(told.slowest <= told.positionsPerSecond && told.positionsPerSecond <= told.fastest);
  });
});

Deno.test("early-stopping ends a run whose validations get no better, and a resumed one stays ended", async () => {
  await inFolder(async (folder) => {
    const options = tinyOptions({ steps: 1000, evalInterval: 1, saveInterval: 1000 });
    const callbacks = { "early-stopping": { patience: 2, by: 0.5 } };
    const { checkpoint, lines } = await trainTiny(folder, { options, callbacks });
    assert.ok(checkpoint.step < 200, `${checkpoint.step}`);
    const why = lines.find((line) => line.startsWith("finished: "));
    assert.match(why!, /^finished: 2 validations in a row were no better than [\d.]+$/);
    assert.equal(lines.at(-1), `sample at ${checkpoint.step}`);
    const start = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
    assert.equal(start.step, checkpoint.step);
    const again = await trainTiny(folder, { options, start });
    assert.equal(again.checkpoint.step, checkpoint.step);
  });
});

Deno.test("ema is the average of the weights of all steps; it is validated, and models are made of it", async () => {
  await inFolder(async (folder) => {
    const options = tinyOptions({ evalInterval: 6 });
    const weights: Float32Array[] = [];
    // One after the other, the weights of each step.
    for (let steps = 1; steps <= 6; steps++) {
      const { checkpoint } = await trainTiny(folder, {
        options,
        ...steps < 6 && { stopped: stoppedAfter(steps) },
        callbacks: { ema: { decay: 0.3 } },
      });
      weights.push(checkpoint.weights.slice());
      if (steps < 6) continue;
      const { average, losses } = checkpoint;
      const [first] = (await trainTiny(folder, { options, stopped: () => true })).checkpoint.weights;
      const expected = weights.reduce((sum, values, i) => {
        const newest = 1 - Math.min(0.3, (2 + i) / (11 + i));
        return sum + newest * (values[0]! - sum);
      }, first!);
      assert.ok(Math.abs(average![0]! - expected) < 1e-6, `${average![0]}, not ${expected}`);
      assert.ok(losses["textUnseenAverage"]! > 0);
      assert.notEqual(losses["textUnseenAverage"], losses["textUnseen"]);
      assert.equal(checkpoint.best!.toPrecision(4), losses["textUnseenAverage"]!.toPrecision(4));
      const [name] = parameterSpecs(checkpoint.ports, checkpoint.network).map(({ name }) => name);
      assert.equal(checkpointParameters(checkpoint)[name!]!.data[0], average![0]);
    }
  });
});

Deno.test("guard ends a run at a gradient that is too large, with its batch and the state before it", async () => {
  await inFolder(async (folder) => {
    const run = trainTiny(folder, { callbacks: { guard: { most: 1e-6 } } });
    const line =
      /^step 1: the gradient's norm [\d.]+ is above 0.000001; its batch and the state before it are in .*guard: /;
    await assert.rejects(run, (error) => error instanceof UserError && line.test(error.message));
    const held = z.object({
      step: z.int(),
      gradientNorm: z.string(),
      batches: z.array(z.array(z.object({ tokens: z.array(z.int()), targets: z.array(z.int()) }))),
    }).parse(JSON.parse(await Deno.readTextFile(join(folder, GUARD_FOLDER, BATCH_FILE))));
    assert.equal(held.step, 1);
    assert.ok(held.batches[0]!.length > 1);
    const { vocabulary } = tiny().ports;
    for (const { tokens, targets } of held.batches.flat()) {
      assert.deepEqual(tokens.slice(1), targets.slice(0, -1));
      assert.ok([...tokens, ...targets].every((token) => token < vocabulary));
    }
    const before = await loadCheckpoint(join(folder, GUARD_FOLDER, STATE_FILE));
    const { checkpoint: untrained } = await trainTiny(folder, { stopped: () => true });
    assert.equal(before.step, 0);
    assert.deepEqual([...before.weights], [...untrained.weights]);
    // It goes on from there where nothing guards it.
    const { callbacks: _, ...start } = before;
    const { checkpoint } = await trainTiny(folder, { start });
    assert.deepEqual(checkpoint.weights, (await trainTiny(folder)).checkpoint.weights);
  });
});

Deno.test("guard ends a run whose gradient is no number", async () => {
  await inFolder(async (folder) => {
    const { checkpoint: start } = await trainTiny(folder, {
      stopped: stoppedAfter(1),
      callbacks: { guard: {} },
    });
    start.weights.fill(NaN);
    await assert.rejects(
      trainTiny(folder, { start }),
      /^UserError: step 2: the gradient's norm is NaN, the loss NaN; /,
    );
    const { weights, step } = await loadCheckpoint(join(folder, GUARD_FOLDER, STATE_FILE));
    assert.equal(step, 1);
    assert.ok(weights.every(Number.isNaN));
  });
});
