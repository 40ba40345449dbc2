import assert from "node:assert/strict";
import { portsOf } from "../../src/tasks/art/sequence/features.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { initialize, parameterCount } from "../../src/network/parameters.ts";
import { initBackend } from "../../src/engine/backend.ts";
import { openDrawings } from "../../src/tasks/art/drawings/source.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { batchPlan } from "../../src/training/plan.ts";
import { createReplica, planOptions } from "../../src/training/replica.ts";
import type { Example } from "../../src/tasks/art/drawings/sampler.ts";
import { config as nano, path, population, tokenizer } from "../tasks/art/tiny.ts";

const config = { ...nano, layers: 1, dim: 16, heads: 2, hidden: 32, window: 32 };
const sampling = { data: path, promptDropout: 0.1, evenDrawings: 0.5 };
const options = trainingOptionsSchema.parse({
  ...{ steps: 10, batchTokens: 1200, learningRate: 0.01, warmup: 0.1, optimizer: "adamw", precision: "fp32" },
  ...{ weightDecay: 0, gradientClip: 1, accumulate: 2, dropout: 0, evalInterval: 3, saveInterval: 3 },
  ...{ seed: 5, backend: "cpu", workers: 2 },
});

Deno.test("createReplica() reads its own batches' pieces and no others, at any step; replicas share out the plan", async () => {
  await initBackend("cpu");
  using source = openDrawings({ options: sampling, population, tokenizer, config });
  const ports = portsOf(tokenizer, config), specs = parameterSpecs(ports, config);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs, weights, 1);
  const step = 5000;
  const read = [0, 1].map((): Example[] => []);
  for (const [index, examples] of read.entries()) {
    const counting = {
      sample: source.sample,
      read: (example: Example) => (examples.push(example), source.read(example)),
    };
    const replica = createReplica({ ports, network: config, specs }, counting, options, index, weights);
    await replica.step(step, new Float32Array(weights.length));
  }
  const perStep = options.workers * options.accumulate;
  const planned = read.map((_, index) => {
    const plan = batchPlan(source.sample, planOptions(options));
    return Array.from({ length: perStep }, (_, i) => plan.at(step * perStep + i))
      .flatMap((examples, i) => i % options.workers === index ? examples : []);
  });
  assert.deepEqual(read, planned);
});
