import assert from "node:assert/strict";
import { join } from "node:path";
import { openCorpus } from "../../src/data/store/store.ts";
import { UserError } from "../../src/base/errors.ts";
import { modelShape } from "../../src/network/config.ts";
import {
  ancestorOf,
  checkpointParameters,
  loadCheckpoint,
  saveCheckpoint,
} from "../../src/training/checkpoint.ts";
import {
  CHECKPOINT_FILE,
  METRICS_FILE,
  type Start,
  train,
  type TrainingHooks,
} from "../../src/training/loop.ts";
import type { TrainingOptions } from "../../src/training/options.ts";
import { gridTokenizer } from "../../src/tokenizer/grid/grid.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";

const scratch: Start = {
  from: "scratch",
  shape: { ...modelShape("nano"), dim: 16, heads: 2, hidden: 32, window: 32 },
};

function options(data: string, more: Partial<TrainingOptions> = {}): TrainingOptions {
  return {
    data,
    steps: 6,
    batchTokens: 1200,
    optimizer: "muon",
    learningRate: 0.01,
    warmup: 0.1,
    weightDecay: 0.01,
    gradientClip: 1,
    accumulate: 1,
    dropout: 0.1,
    promptDropout: 0.1,
    evenDrawings: 0.5,
    maxTokens: 500,
    evalInterval: 3,
    saveInterval: 2,
    seed: 5,
    backend: "auto",
    precision: "fp32",
    workers: 1,
    ...more,
  };
}

const quiet: TrainingHooks = { log: () => {}, saved: () => Promise.resolve(), stopped: () => false };

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
      const whole = await train(folder, options(data, { workers }), scratch, quiet);
      let asked = 0;
      const stopping = { ...quiet, stopped: () => ++asked > 3 };
      const stopped = await train(folder, options(data, { workers }), scratch, stopping);
      assert.equal(stopped.step, 3);
      const checkpoint = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
      assert.equal(checkpoint.step, 3);
      const resumed = await train(folder, checkpoint.options, { from: "checkpoint", checkpoint }, quiet);
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
      options(data, { steps: 60, evalInterval: 20, saveInterval: 60, dropout: 0 }),
      scratch,
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
    const first = await train(folder, options(data, { steps: 2 }), scratch, quiet);
    const initial = {
      config: first.config,
      tokenizer: gridTokenizer(first.tokenizer),
      parameters: checkpointParameters(first),
      ancestors: [ancestorOf(first)],
    };
    const start: Start = { ...scratch, initial };
    const second = await train(folder, options(data, { steps: 1, learningRate: 1e-9 }), start, quiet);
    const drift = second.weights.map((value, i) => Math.abs(value - first.weights[i]!)).reduce((a, b) =>
      Math.max(a, b)
    );
    assert.ok(drift < 1e-6, `${drift}`);
    assert.deepEqual(second.ancestors.map(({ steps }) => steps), [2]);
  });
});

Deno.test("train() refuses to resume on another corpus", async () => {
  await inFolder(async (folder, data) => {
    const checkpoint = await train(folder, options(data, { steps: 1 }), scratch, quiet);
    const changed = { ...checkpoint, corpusDigest: "0" };
    const again = train(
      folder,
      options(data, { steps: 2 }),
      { from: "checkpoint", checkpoint: changed },
      quiet,
    );
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
      const run = train(folder, options(data, { steps: 40, workers }), scratch, changing);
      await assert.rejects(
        run,
        (error) => error instanceof UserError && /piece \d+ was changed/.test(error.message),
      );
    }
  });
});

Deno.test("loadCheckpoint() names the fault of a missing, cut or altered file", async () => {
  await inFolder(async (folder, data) => {
    const checkpoint = await train(folder, options(data, { steps: 1 }), scratch, quiet);
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
