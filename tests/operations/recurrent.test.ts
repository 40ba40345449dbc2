import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { complete } from "../../src/operations/complete.ts";
import { draw } from "../../src/operations/draw/draw.ts";
import { exportRun } from "../../src/operations/export.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { train, type TrainInput } from "../../src/operations/train.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { kindOf, loadCheckpoint } from "../../src/tasks/registry.ts";
import { startWorker } from "../../src/tasks/start_worker.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import {
  CHECKPOINT_FILE,
  METRICS_FILE,
  train as trainLoop,
  type TrainingHooks,
} from "../../src/training/loop.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";
import { TEXT } from "../tasks/text/tiny.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "recurrent-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const small = {
  ...{ architecture: "gru", dim: 32, layers: 1, window: 16, batchTokens: 512, learningRate: 0.01 },
  ...{ workers: 1, precision: "fp32" },
} as const satisfies TrainInput;

Deno.test("a recurrent network learns a text, is exported and rounded, and goes on with texts as it is stored", () =>
  inFolder(async (folder) => {
    const files = [join(folder, "cats.txt")], out = join(folder, "run");
    await Deno.writeTextFile(files[0]!, TEXT);
    const budget = { steps: 60, evalInterval: 10, saveInterval: 60, dropout: 0.05 };
    const { model, checkpoint } = await train({ ...small, ...budget, files, out }, quietly);
    assert.deepEqual((await readTextBundle(model)).config, checkpoint.network);
    assert.equal(checkpoint.network.architecture, "gru");
    const lines = (await Deno.readTextFile(join(out, METRICS_FILE))).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    const tensors = lines.filter(({ type }) => type === "train").map(({ tensors }) => tensors);
    assert.equal(new Set(tensors).size, 1, `tensors leak: ${tensors.join()}`);
    const losses = lines.filter(({ type }) => type === "validation").map(({ textUnseen }) => textUnseen);
    assert.ok(losses[0] < 4.5 && losses[5] < 0.6 * losses[0], losses.join());
    for (const scheme of ["none", "int8", "int4", "dynamic-int8"] as const) {
      const path = scheme === "none" ? model : join(folder, scheme);
      if (scheme !== "none") await quantize({ model, scheme, out: path });
      const asked = { model: path, maxTokens: 60, seed: 3, temperature: 0.5 };
      const prompts = ["3 cats sit", "7", "1 cats sit on 2 mats.\n2 cats sit on 3 mats.\n"];
      const together = await complete({ ...asked, prompts }, quietly);
      for (const [i, { text, seed, prompt }] of together.completions.entries()) {
        assert.ok(text.length >= 20, `${scheme}: ${text}`);
        const alone = await complete({ ...asked, prompt, seed }, quietly);
        assert.equal(alone.completions[0]!.text, text, `${scheme}: ${i}`);
      }
    }
  }));

Deno.test("a recurrent network goes on exactly where a stopped run stood, with one worker and with two", () =>
  inFolder(async (folder) => {
    const files = [join(folder, "cats.txt")];
    await Deno.writeTextFile(files[0]!, TEXT);
    const kind = await kindOf("text");
    const sizes = { dim: 16, layers: 2, window: 16 };
    const prepared = await kind.prepare({
      ...{ settings: { tokenizer: "char" }, files, preset: "nano", sizes, architecture: "gru" },
    }, quietly);
    const quiet: TrainingHooks = {
      ...{ log: () => {}, saved: () => Promise.resolve(), stopped: () => false, startWorker },
    };
    for (const workers of [1, 2]) {
      const options = trainingOptionsSchema.parse({
        ...{ steps: 6, workers, batchTokens: 512, dropout: 0.1, evalInterval: 3, precision: "fp32" },
      });
      const whole = await trainLoop(folder, options, prepared, undefined, quiet);
      let asked = 0;
      const stopping = { ...quiet, stopped: () => ++asked > 3 };
      await trainLoop(folder, options, prepared, undefined, stopping);
      const checkpoint = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
      assert.equal(checkpoint.step, 3);
      const resumed = await trainLoop(folder, options, prepared, checkpoint, quiet);
      assert.deepEqual(resumed.weights, whole.weights);
      assert.deepEqual(resumed.moments, whole.moments);
    }
  }));

Deno.test("a recurrent network is trained on drawings, exported and rounded", () =>
  inFolder(async (folder) => {
    const data = join(folder, "corpus.db"), run = join(folder, "run"), out = join(folder, "model");
    writeTinyCorpus(data);
    const settings = { data, sketchSteps: 2 };
    await train({ ...small, task: "art", steps: 3, files: [], settings, out: run }, quietly);
    await exportRun({ run, out, settings: { data } }, quietly);
    const rounded = join(folder, "rounded");
    await quantize({ model: out, scheme: "int8", out: rounded });
    for (const path of [out, rounded]) {
      const { config } = await readBundle(path);
      assert.deepEqual([config.architecture, config.heads, config.hidden], ["gru", 1, 32]);
      const asked = { prompts: ["cat", "house"], model: path, width: 20, maxLines: 8, count: 2, seed: 1 };
      const drawings = await draw(asked, quietly);
      assert.equal(drawings.length, 4);
      for (const { lines } of drawings) {
        assert.ok(lines.length <= 8 && lines.every((line) => line.length <= 20), lines.join("\n"));
      }
    }
  }));
