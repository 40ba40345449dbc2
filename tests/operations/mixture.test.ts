import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { complete } from "../../src/operations/complete.ts";
import { exportRun } from "../../src/operations/export.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { train, type TrainInput } from "../../src/operations/train.ts";
import { chooseSketches, drawingPass, type GenerateRequest } from "../../src/tasks/art/draw/generate.ts";
import type { ModelConfig } from "../../src/tasks/art/config.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { startWorker } from "../../src/tasks/start_worker.ts";
import {
  CHECKPOINT_FILE,
  METRICS_FILE,
  train as trainIn,
  type TrainingHooks,
} from "../../src/training/loop.ts";
import { loadCheckpoint } from "../../src/training/checkpoint.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { randomParameters, tinyConfig, toySession } from "../tasks/art/toy.ts";
import { TEXT, tiny } from "../tasks/text/tiny.ts";
import { artAllTheWay } from "./whole_way.ts";

const small = {
  ...{ architecture: "mixture", dim: 32, layers: 1, heads: 2, hidden: 32, window: 16, experts: 3 },
  ...{ batchTokens: 512, learningRate: 0.01, workers: 1, precision: "fp32", dropout: 0.05 },
  ...{ steps: 60, evalInterval: 10, saveInterval: 60 },
} as const satisfies TrainInput;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "mixture-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a mixture learns a text, is exported, rounded in every way, and completes", () =>
  inFolder(async (folder) => {
    const text = join(folder, "cats.txt"), out = join(folder, "run"), model = join(folder, "model");
    await Deno.writeTextFile(text, TEXT);
    const { checkpoint } = await train({ ...small, files: [text], out }, quietly);
    const { architecture, experts, activeExperts } = checkpoint.network;
    assert.deepEqual([architecture, experts, activeExperts], ["mixture", 3, 2]);
    const lines = (await Deno.readTextFile(join(out, METRICS_FILE))).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    const tensors = lines.filter(({ type }) => type === "train").map(({ tensors }) => tensors);
    assert.equal(new Set(tensors).size, 1, `tensors leak: ${tensors.join()}`);
    // Of one layer: 0.01 where loads are equal, three times as much where one expert has all.
    const penalties = lines.filter(({ type }) => type === "train").map(({ penalty }) => penalty);
    assert.ok(penalties.every((penalty) => penalty > 0.0099 && penalty < 0.02), penalties.join());
    const losses = lines.filter(({ type }) => type === "validation").map(({ textUnseen }) => textUnseen);
    assert.ok(losses[0] < 4.5 && losses.at(-1) < 0.6 * losses[0], losses.join());
    await exportRun({ run: out, out: model, weights: "float16" }, quietly);
    assert.deepEqual((await readTextBundle(model)).config, checkpoint.network);
    const completed = async (model: string) =>
      (await complete({ model, prompt: "3 cats sit", seed: 3, maxTokens: 30, temperature: 0 }, quietly))
        .completions[0]!.text;
    const expected = await completed(model);
    assert.ok(expected.length > 10, expected);
    for (const scheme of ["int8", "int8-weight-only", "int4", "dynamic-int8"] as const) {
      const rounded = join(folder, scheme);
      await quantize({ model, scheme, out: rounded });
      const said = await completed(rounded);
      if (scheme !== "int4") assert.equal(said.slice(0, 5), expected.slice(0, 5), scheme);
      const { quantisation } = await readTextBundle(rounded);
      const names = Object.keys(quantisation!.tensors);
      assert.ok(
        names.includes("layers.0.down") && !names.some((name) => name.endsWith("router")),
        names.join(),
      );
    }
  }));

const hooks: TrainingHooks = {
  log: () => {},
  saved: () => Promise.resolve([]),
  stopped: () => false,
  startWorker,
};

const options = (workers: number) =>
  trainingOptionsSchema.parse({
    ...{ steps: 6, batchTokens: 300, learningRate: 0.01, precision: "fp32", dropout: 0.1, accumulate: 2 },
    ...{ evalInterval: 6, saveInterval: 6, seed: 5, backend: "wasm", workers },
  });

Deno.test("a mixture goes on to the bit where it stood, with one worker and with two", () =>
  inFolder(async (folder) => {
    const { network, ...rest } = tiny();
    const mixture = { ...network, architecture: "mixture", experts: 4, activeExperts: 2 } as const;
    const prepared = { ...rest, network: mixture };
    for (const workers of [1, 2]) {
      const whole = await trainIn(folder, options(workers), prepared, undefined, hooks);
      let asked = 0;
      const stopping = { ...hooks, stopped: () => ++asked > 3 };
      await trainIn(folder, options(workers), prepared, undefined, stopping);
      const checkpoint = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
      assert.equal(checkpoint.step, 3);
      const resumed = await trainIn(folder, checkpoint.options, prepared, checkpoint, hooks);
      assert.deepEqual(resumed.weights, whole.weights);
      assert.deepEqual(resumed.moments, whole.moments);
    }
  }));

const drawn: ModelConfig = { ...tinyConfig, architecture: "mixture", experts: 4, activeExperts: 2 };

const requests = Array.from({ length: 60 }, (_, seed): GenerateRequest => ({
  ...{ prompt: ["cat", "palm tree", "animal"][seed % 3]!, style: "line", width: 4 + seed % 20 },
  ...{ maxLines: 2 + seed % 10, seed, temperature: 1, topK: 0, topP: 1 },
}));

Deno.test("mixtures draw within the limits, alone as beside others", async () => {
  for (const [seed, scale] of [[1, 1], [2, 4], [3, 1e4]] as const) {
    const session = await toySession(drawn, randomParameters(drawn, seed, scale));
    const drawings = await drawingPass(session, requests, chooseSketches(session, requests));
    for (const [i, { lines }] of drawings.entries()) {
      const { width, maxLines } = requests[i]!;
      assert.ok(lines.length <= maxLines && lines.every((line) => line.length <= width), lines.join("\n"));
    }
    const [alone] = await drawingPass(
      session,
      requests.slice(7, 8),
      chooseSketches(session, requests.slice(7, 8)),
    );
    assert.deepEqual(alone, drawings[7]);
    await session.close();
  }
});

Deno.test("a mixture goes all the way as a model of drawings", () =>
  artAllTheWay({ architecture: "mixture", experts: 3, activeExperts: 1 }));
