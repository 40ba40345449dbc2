import assert from "node:assert/strict";
import { join } from "node:path";
import { openCorpus } from "../../src/data/store/store.ts";
import { UserError } from "../../src/base/errors.ts";
import { modelShape } from "../../src/tasks/art/config.ts";
import {
  ancestorOf,
  checkpointParameters,
  loadCheckpoint,
  saveCheckpoint,
} from "../../src/training/checkpoint.ts";
import { CHECKPOINT_FILE, METRICS_FILE, train, type TrainingHooks } from "../../src/training/loop.ts";
import type { TrainingOptions } from "../../src/training/options.ts";
import { quietly } from "../../src/base/context.ts";
import { train as resume } from "../../src/operations/train.ts";
import { prepareArt } from "../../src/tasks/art/task.ts";
import { startWorker } from "../../src/tasks/start_worker.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";

const shape = { ...modelShape("nano"), dim: 16, heads: 2, hidden: 32, window: 32 };

function options(more: Partial<TrainingOptions> = {}): TrainingOptions {
  return {
    steps: 6,
    batchTokens: 1200,
    optimizer: "muon",
    learningRate: 0.01,
    warmup: 0.1,
    weightDecay: 0.01,
    gradientClip: 1,
    accumulate: 1,
    dropout: 0.1,
    evalInterval: 3,
    saveInterval: 2,
    seed: 5,
    backend: "auto",
    precision: "fp32",
    workers: 1,
    ...more,
  };
}

const prepared = (data: string) =>
  prepareArt(
    { data, promptDropout: 0.1, evenDrawings: 0.5, maxTokens: 500 },
    shape,
    undefined,
    () => {},
  );

const quiet: TrainingHooks = {
  log: () => {},
  saved: () => Promise.resolve([]),
  stopped: () => false,
  startWorker,
};

async function inFolder(work: (folder: string, data: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    await work(folder, data);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("train() resumes exactly where a stopped run stood, with one worker and with two", async () => {
  await inFolder(async (folder, data) => {
    for (const workers of [1, 2]) {
      const whole = await train(folder, options({ workers }), prepared(data), undefined, quiet);
      let asked = 0;
      const stopping = { ...quiet, stopped: () => ++asked > 3 };
      const stopped = await train(folder, options({ workers }), prepared(data), undefined, stopping);
      assert.equal(stopped.step, 3);
      const checkpoint = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
      assert.equal(checkpoint.step, 3);
      const resumed = await train(folder, checkpoint.options, prepared(data), checkpoint, quiet);
      assert.equal(resumed.step, 6);
      assert.deepEqual(resumed.weights, whole.weights);
      assert.deepEqual(resumed.moments, whole.moments);
    }
  });
});

Deno.test("train() lowers the loss, writes metrics and the best checkpoint", async () => {
  await inFolder(async (folder, data) => {
    await train(
      folder,
      options({ steps: 60, evalInterval: 20, saveInterval: 60, dropout: 0 }),
      prepared(data),
      undefined,
      quiet,
    );
    const lines = (await Deno.readTextFile(join(folder, METRICS_FILE))).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    const validations = lines.filter((line) => line.type === "validation");
    assert.equal(validations.length, 3);
    const tensors = lines.filter((line) => line.type === "train").map((line) => line.tensors);
    assert.equal(tensors.length, 3);
    assert.equal(new Set(tensors).size, 1, `tensors leak: ${tensors.join()}`);
    assert.ok(validations[2].drawingSeen < 0.9 * validations[0].drawingSeen, JSON.stringify(validations));
    assert.equal(
      (await loadCheckpoint(join(folder, "best.bin"))).losses.drawingSeen,
      validations[2].drawingSeen,
    );
  });
});

Deno.test("train() starts from given weights with their words and tokenizer", async () => {
  await inFolder(async (folder, data) => {
    const first = await train(folder, options({ steps: 2 }), prepared(data), undefined, quiet);
    const start = { parameters: checkpointParameters(first), ancestors: [ancestorOf(first)] };
    const rate = { steps: 1, learningRate: 1e-9 };
    const second = await train(folder, options(rate), prepared(data), start, quiet);
    const drift = second.weights.map((value, i) => Math.abs(value - first.weights[i]!)).reduce((a, b) =>
      Math.max(a, b)
    );
    assert.ok(drift < 1e-6, `${drift}`);
    assert.deepEqual(second.ancestors.map(({ steps }) => steps), [2]);
  });
});

Deno.test("train() of the operations refuses to resume on another corpus, and lifts a checkpoint of before", async () => {
  await inFolder(async (folder, data) => {
    const checkpoint = await train(folder, options({ steps: 1 }), prepared(data), undefined, quiet);
    await saveCheckpoint(join(folder, CHECKPOINT_FILE), { ...checkpoint, corpusDigest: "0" });
    const again = resume({ out: folder, resume: true, steps: 2 }, quietly);
    await assert.rejects(again, /has changed since the checkpoint/);
  });
});

Deno.test("train() ends with one line when a piece was changed under it, in a worker too", async () => {
  await inFolder(async (folder, data) => {
    for (const workers of [1, 2]) {
      const changing = {
        ...quiet,
        stopped: () => {
          using db = openCorpus(data);
          db.exec(`UPDATE pieces SET width = width + 1 WHERE id % ${workers} = 0`);
          return false;
        },
      };
      const run = train(folder, options({ steps: 40, workers }), prepared(data), undefined, changing);
      await assert.rejects(
        run,
        (error) => error instanceof UserError && /piece \d+ was changed/.test(error.message),
      );
    }
  });
});

Deno.test("loadCheckpoint() names the fault of a missing, cut or altered file", async () => {
  await inFolder(async (folder, data) => {
    const checkpoint = await train(folder, options({ steps: 1 }), prepared(data), undefined, quiet);
    const path = join(folder, "copy.bin");
    await saveCheckpoint(path, checkpoint);
    assert.deepEqual((await loadCheckpoint(path)).weights, checkpoint.weights);
    const bytes = await Deno.readFile(path);
    await Deno.writeFile(path, bytes.subarray(0, bytes.length - 100));
    await assert.rejects(loadCheckpoint(path), /not a whole checkpoint: its sha256/);
    bytes[bytes.length >> 1]! ^= 1;
    await Deno.writeFile(path, bytes);
    await assert.rejects(loadCheckpoint(path), /not a whole checkpoint: its sha256/);
    await Deno.writeFile(path, new Uint8Array(10));
    await assert.rejects(loadCheckpoint(path), /wrong magic/);
    await assert.rejects(loadCheckpoint(join(folder, "none.bin")), /no checkpoint at/);
  });
});
