/**
 * A process of `deno task bench corpus`: first_batch.ts CORPUS STEPS. Opens an indexed corpus as training does and builds
 * the batches of the first step, then those of STEPS more. Prints one line of JSON.
 */
import { cpuUsage } from "node:process";
import { writeOut } from "../../src/cli/terminal.ts";
import { modelShape } from "../../src/tasks/art/config.ts";
import { prepareArt } from "../../src/tasks/art/task.ts";
import { buildBatch } from "../../src/training/batches.ts";
import { batchPlan } from "../../src/training/plan.ts";

/** What it prints: times in seconds, resident memory in bytes. */
export interface FirstBatch {
  /** By the clock and of processor time, from opening the corpus until the first step's batches are there. */
  seconds: number;
  processor: number;
  /** Before the corpus is opened, after the first step, half of the others, and all of them. */
  resident: { before: number; first: number; half: number; last: number };
  /** Positions in the first step's batches. */
  positions: number;
}

/** As `deno task train` has it by default for two workers. */
const BATCH_TOKENS = 8192, WORKERS = 2;
const MAX_TOKENS = 1500;

function run(path: string, steps: number): FirstBatch {
  const resident = () => Deno.memoryUsage().rss;
  const before = resident(), start = performance.now(), used = cpuUsage();
  const settings = { data: path, promptDropout: 0.05, evenDrawings: 0.4, maxTokens: MAX_TOKENS };
  const { task, plan, ports } = prepareArt(settings, modelShape("small"), undefined, (line) => {
    throw new Error(line);
  });
  using source = task.open(plan, "train");
  const batches = batchPlan(source.sample, { seed: 1, batchTokens: Math.floor(BATCH_TOKENS / WORKERS) });
  const buildStep = (step: number) => buildBatch(ports, batches.at(step * WORKERS).map(source.read));
  const { batch, time } = buildStep(0);
  const positions = batch * time;
  const seconds = (performance.now() - start) / 1000, { user, system } = cpuUsage(used);
  const first = resident();
  let half = first;
  for (let step = 1; step <= steps; step++) {
    buildStep(step);
    if (step === Math.floor(steps / 2)) half = resident();
  }
  return {
    ...{ seconds, processor: (user + system) / 1e6, positions },
    resident: { before, first, half, last: resident() },
  };
}

const [path, steps] = Deno.args;
writeOut(JSON.stringify(run(path!, Number(steps))) + "\n");
