import { startWorker } from "../../src/tasks/start_worker.ts";
import type { ChosenCallbacks } from "../../src/training/callbacks/callbacks.ts";
import type { Checkpoint } from "../../src/training/checkpoint.ts";
import { train, type TrainingHooks } from "../../src/training/loop.ts";
import { type TrainingOptions, trainingOptionsSchema } from "../../src/training/options.ts";
import { tiny } from "../tasks/text/tiny.ts";

/** Options of a run of six short steps. */
export const tinyOptions = (more: Partial<TrainingOptions> = {}): TrainingOptions =>
  trainingOptionsSchema.parse({
    ...{
      batchTokens: 256,
      learningRate: 0.01,
      warmup: 0.1,
      precision: "fp32",
      evalInterval: 2,
      saveInterval: 2,
    },
    ...{ seed: 5, backend: "wasm", workers: 1 },
    ...more.minutes === undefined && { steps: 6 },
    ...more,
  });

/** A run in a folder, and what it logged. */
export async function trainTiny(
  out: string,
  { options = tinyOptions(), callbacks, start, ...hooks }: {
    options?: TrainingOptions;
    callbacks?: ChosenCallbacks;
    start?: Checkpoint;
  } & Partial<TrainingHooks> = {},
): Promise<{ checkpoint: Checkpoint; lines: string[] }> {
  const lines: string[] = [];
  const checkpoint = await train(out, options, tiny(), start, {
    log: (line) => void lines.push(line),
    saved: ({ step }) => Promise.resolve([`sample at ${step}`]),
    stopped: () => false,
    ...{ startWorker, callbacks },
    ...hooks,
  });
  return { checkpoint, lines };
}

/** Says yes when it was asked so often. */
export function stoppedAfter(times: number): () => boolean {
  let asked = 0;
  return () => ++asked > times;
}

export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
