/** What both sides of `deno task bench train` and `text` read: a folder with `job.json` and `data.bin`. */
import { join } from "node:path";
import * as z from "zod";
import { atomicWrite } from "../../src/base/files.ts";
import { random } from "../../src/base/random.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { initialize, parameterCount, type ParameterSpec } from "../../src/network/parameters.ts";
import type { Ports } from "../../src/network/ports.ts";
import { type Batch, buildBatch } from "../../src/training/batches.ts";
import type { TrainingOptions } from "../../src/training/options.ts";
import { batchPlan } from "../../src/training/plan.ts";
import { planOptions } from "../../src/training/replica.ts";
import { usualCosine } from "../../src/training/schedules/cosine.ts";
import type { Sampled, Source } from "../../src/training/source.ts";
import type { Prepared, Values } from "../../src/training/task.ts";

export const JOB_FILE = "job.json";
export const DATA_FILE = "data.bin";
const VALIDATION_SEED = 77, VALIDATION_ROWS = 8;

/** A batch in `data.bin`: byte offsets of its arrays (4-byte elements, shapes as in `Batch`, native byte order). */
export interface PackedBatch {
  batch: number;
  time: number;
  predictions: number;
  /** What its summed loss is multiplied by before the gradients of a step are added up. */
  scale: number;
  indices: number;
  field: number;
  targets: number;
  weights: number;
}

/** Everything that decides what is trained; steps before `warmUp` are not measured. */
export interface BenchJob {
  options: TrainingOptions;
  /** What is learned, and what it was prepared of. */
  task: string;
  settings: Values;
  model: Values;
  config: Prepared["network"];
  features: number;
  field: number;
  vocabulary: number;
  parameters: ParameterSpec[];
  /** Byte offset of the flat initial weights, float32. */
  weights: number;
  warmUp: number;
  /** Of each step. */
  learningRates: number[];
  /** Of each step, in the order of the plan. */
  steps: PackedBatch[][];
  /** Batches of unseen data that are measured after the last step. */
  validation: PackedBatch[];
}

/** How a job differs from a usual run. */
export interface JobOptions {
  warmUp: number;
  /** Lowest learning rate, relative to the highest (default: that of training). */
  floor?: number;
  /** Predictions of unseen data that are measured at the end (default none). */
  validation?: number;
  /** Standard deviation of weights that would start at zero (default 0). */
  zeros?: number;
}

/** What a side prints when it has trained: one line of JSON on standard output. */
export const benchResultSchema = z.object({
  name: z.string(),
  note: z.string(),
  /** Of each step: wall-clock seconds, mean nats per prediction, L2 norm of the gradient. */
  seconds: z.array(z.number()),
  losses: z.array(z.number()),
  norms: z.array(z.number()),
  /** Mean nats per prediction of the validation batches after the last step, or null without any. */
  validation: z.number().nullable(),
  /** Largest resident memory of the process, or null where the system does not say. */
  peakBytes: z.number().nullable(),
});
export type BenchResult = z.infer<typeof benchResultSchema>;

/** Appends arrays to a file and tells where each begins. */
export function arrayWriter(file: { writeSync(bytes: Uint8Array): number }) {
  let end = 0;
  return (array: Int32Array | Float32Array): number => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
    return (end += bytes.length) - bytes.length;
  };
}

/** Writes the arrays of a batch; returns its entry in the job. */
export function packBatch(write: ReturnType<typeof arrayWriter>, batch: Batch, scale: number): PackedBatch {
  const { batch: size, time, predictions } = batch;
  return {
    ...{ batch: size, time, predictions, scale },
    indices: write(batch.indices),
    field: write(batch.field),
    targets: write(batch.targets),
    weights: write(batch.weights),
  };
}

/** Plans the steps of `options` on what was prepared and writes the job into `folder`. */
export async function writeJob(
  folder: string,
  { task, plan, ports, network, settings, model }: Prepared,
  options: TrainingOptions,
  { warmUp, floor, validation = 0, zeros = 0 }: JobOptions,
): Promise<BenchJob> {
  const parameters = parameterSpecs(ports, network);
  const weights = new Float32Array(parameterCount(parameters));
  const started = parameters.map((spec) => ({ ...spec, deviation: spec.deviation || zeros }));
  initialize(started, weights, options.seed);
  using source = task.open(plan, "train");
  using file = Deno.openSync(join(folder, DATA_FILE), { write: true, createNew: true });
  const write = arrayWriter(file);
  const job: BenchJob = {
    ...{ options, task: task.name, settings, model, config: network, parameters, warmUp },
    features: ports.features,
    field: ports.field,
    vocabulary: ports.vocabulary,
    weights: write(weights),
    learningRates: Array.from(
      { length: options.steps! },
      (_, step) => options.learningRate * usualCosine(step / options.steps!, options.warmup, floor),
    ),
    steps: [...packedSteps(write, ports, source, options)],
    validation: unseenBatches(ports, task.open(plan, "unseen"), validation)
      .map((batch) => packBatch(write, batch, 1)),
  };
  await atomicWrite(join(folder, JOB_FILE), JSON.stringify(job));
  return job;
}

/** The batches that the replicas of a run draw, with the weights that they give them. */
function* packedSteps<Example extends Sampled>(
  write: ReturnType<typeof arrayWriter>,
  ports: Ports,
  source: Source<Example>,
  options: TrainingOptions,
): Generator<PackedBatch[]> {
  const perStep = options.workers * options.accumulate;
  const plan = batchPlan(source.sample, planOptions(options));
  for (let step = 0; step < options.steps!; step++) {
    yield Array.from({ length: perStep }, (_, i) => {
      const batch = buildBatch(ports, plan.at(step * perStep + i).map(source.read));
      return packBatch(write, batch, 1 / (perStep * batch.predictions));
    });
  }
}

/** Batches of unseen data with at least `predictions` in all; closes the source. */
export function unseenBatches<Example extends Sampled>(
  ports: Ports,
  source: Source<Example>,
  predictions: number,
): Batch[] {
  using opened = source;
  const rng = random(VALIDATION_SEED);
  const batches: Batch[] = [];
  for (let count = 0; count < predictions;) {
    const examples = Array.from({ length: VALIDATION_ROWS }, () => opened.read(opened.sample(rng)));
    const batch = buildBatch(ports, examples);
    batches.push(batch);
    count += batch.predictions;
  }
  return batches;
}
