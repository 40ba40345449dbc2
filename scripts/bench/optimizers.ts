/** `deno task bench optimizers`: one network trained on a text by each optimizer, for as many steps. */
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { random } from "../../src/base/random.ts";
import {
  emptyMoments,
  keptLengths,
  OPTIMIZER_NAMES,
  type OptimizerName,
  optimizerOf,
  update,
} from "../../src/engine/optimizers/optimizers.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { parameterCount, type ParameterSpec } from "../../src/network/parameters.ts";
import { kindOf } from "../../src/tasks/registry.ts";
import { train } from "../../src/training/loop.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import type { Prepared } from "../../src/training/task.ts";
import { inTemporaryFolder } from "./peer.ts";
import { processorTime } from "./text_speed.ts";

/** What is trained, on what, and for how long. */
export interface OptimizersBenchOptions {
  files: string[];
  preset: string;
  steps: number;
  /** Whether each is tried at other learning rates than its usual one. */
  rates?: boolean | undefined;
}

/** Positions of a step. */
const BATCH = 2048;
/** Updates that are timed. */
const UPDATES = 10;

/** Trains and prints one table. */
export async function optimizersBench(
  { files, preset, steps, rates }: OptimizersBenchOptions,
): Promise<void> {
  if (files.length === 0) throw new UserError("usage", "bench optimizers: name a text to train on");
  const kind = await kindOf("text");
  const settings = { tokenizer: "char" };
  const prepared: Prepared = await kind.prepare({ settings, files, preset, sizes: {}, form: {} }, quietly);
  const specs = parameterSpecs(prepared.ports, prepared.network);
  writeOut(
    `${prepared.summary}\n${parameterCount(specs)} parameters, ${steps} steps of ${BATCH} positions\n\n`,
  );
  const line = (...cells: string[]) =>
    writeOut(cells.map((cell, i) => i === 0 ? cell.padEnd(12) : cell.padStart(16)).join("") + "\n");
  line("", "learning rate", "unseen, bits", "kept, bytes", "update, ms CPU");
  for (const optimizer of OPTIMIZER_NAMES) {
    const { usualRate } = optimizerOf(optimizer);
    const kept = 4 * keptLengths(optimizer, specs).reduce((sum, length) => sum + length, 0);
    for (const learningRate of rates ? [usualRate / 3, usualRate, usualRate * 3] : [usualRate]) {
      writeErrorLine(`bench: ${optimizer} at ${learningRate}`);
      const loss = await lossAfter(prepared, optimizer, Math.min(1, learningRate), steps);
      const time = await updateTime(optimizer, specs);
      line(optimizer, learningRate.toPrecision(2), loss.toFixed(4), String(kept), time.toFixed(2));
    }
  }
}

/** Loss of unseen text, in bits a byte. */
function lossAfter(prepared: Prepared, optimizer: OptimizerName, learningRate: number, steps: number) {
  const intervals = { evalInterval: steps, saveInterval: steps };
  const options = trainingOptionsSchema.parse({
    ...{ steps, batchTokens: BATCH, workers: 1, optimizer, learningRate, precision: "fp32" },
    ...intervals,
  });
  return inTemporaryFolder(async (folder) => {
    const { losses } = await train(folder, options, prepared, undefined, {
      ...{ log: () => {}, saved: () => Promise.resolve([]), stopped: () => false },
      startWorker: () => {
        throw new Error("one worker is enough");
      },
    });
    return losses[`${prepared.task.unit}Unseen`] ?? NaN;
  });
}

/** Milliseconds of processor time for one update of all weights. */
async function updateTime(optimizer: OptimizerName, specs: ParameterSpec[]): Promise<number> {
  const { next } = random(1), count = parameterCount(specs);
  const place = {
    parameters: Float32Array.from({ length: count }, () => next() - 0.5),
    gradient: Float32Array.from({ length: count }, () => next() - 0.5),
    moments: emptyMoments(optimizer, specs),
  };
  const before = processorTime();
  for (let step = 1; step <= UPDATES; step++) {
    await update(optimizer, specs, place, { step, learningRate: 1e-4, weightDecay: 0 });
  }
  return (processorTime() - before) / UPDATES;
}
