/** A training as a job: it goes on from its checkpoint where there is one. */
import { join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { isFile, isThere } from "../../../base/files.ts";
import { parseJson } from "../../../base/json.ts";
import { exportRun } from "../../../operations/export.ts";
import { readRun } from "../../../operations/runs/read.ts";
import { valueOf } from "../../../operations/sweep/results.ts";
import { train, type TrainInput } from "../../../operations/train.ts";
import { readRecord } from "../../../operations/train/record.ts";
import type { Listeners } from "../../../training/callbacks/callback.ts";
import type { Checkpoint } from "../../../training/checkpoint.ts";
import { CHECKPOINT_FILE } from "../../../training/loop.ts";
import { clearRun, SNAPSHOT, snapshot } from "../checkpoints.ts";
import { isId, type TrainJob } from "../operations.ts";
import { digestOf, plain, restoredPath, type Runner, type Working } from "./place.ts";

export const runTrain: Runner<TrainJob> = async (job, working) => {
  const { folder, signal, tell, progress } = working, path = join(folder, CHECKPOINT_FILE);
  const resume = await isFile(path);
  // What was begun and has saved nothing is begun anew.
  if (!resume) await clearRun(folder);
  const input = await inputOf(job, working, resume);
  let done = 0, budget: number | undefined;
  const listeners: Listeners = {
    step({ step, figures }) {
      done++;
      if (figures !== undefined) tell({ type: "metrics", values: { type: "train", ...figures } });
      progress("steps", step, (budget ??= stepsOf(folder)) || undefined);
    },
    validated: ({ figures }) => tell({ type: "metrics", values: { type: "validation", ...figures } }),
    saved({ reason, checkpoint: { step } }) {
      if (reason !== "best") tell({ type: "saved", step });
    },
  };
  const { model, checkpoint, exported } = await train(input, working, listeners);
  const share = job.trial?.share ?? 1;
  if (signal.aborted && progressOf(checkpoint) < share) return undefined;
  const compared = job.trial === undefined ? {} : await comparedBy(job.trial, folder);
  // One that was killed between its last checkpoint and its model has none of it, or an older one.
  const isStale = done === 0 || !await isThere(model);
  if (exported !== undefined || isStale) {
    const [data] = input.files ?? [];
    const settings = checkpoint.task === "art" && data !== undefined ? { data } : {};
    await exportRun({ run: folder, out: model, settings }, working);
  }
  await snapshot(folder);
  const { task, losses, best, step, corpusDigest, configHash } = checkpoint;
  const record = await readRecord(folder);
  return {
    left: [
      { name: "model", kind: "model", folder: model },
      { name: "checkpoint", kind: "checkpoint", folder: join(folder, SNAPSHOT) },
    ],
    metrics: { ...losses, steps: step, ...best !== null && { best }, ...compared },
    made: {
      // A trial is what it would be alone, or a part of that.
      ...{ operation: "train", input: plain({ ...job, trial: undefined }), ...share < 1 && { share } },
      inputs: {
        ...{ corpus: corpusDigest, tokenizer: record?.tokenizer ?? null, lock: record?.lock ?? null },
        configHash,
      },
      result: { task, steps: step, losses, weights: await digestOf(checkpoint.weights) },
    },
  };
};

/** What trials are compared by, as far as one came; throws a UserError of kind "input" where a run has no such metric. */
async function comparedBy({ metric }: NonNullable<TrainJob["trial"]>, folder: string) {
  const run = await readRun(folder, folder), value = valueOf(run, metric);
  if (value !== undefined) return { value, minutes: run.minutes };
  throw new UserError("input", `it has no metric ${JSON.stringify(metric)}`);
}

/** What is to be trained. One that goes on is told where its data are, which another machine has elsewhere. */
async function inputOf(
  job: TrainJob,
  { folder: out, corpora }: Working,
  resume: boolean,
): Promise<TrainInput> {
  const files = await corpora(job.files);
  const { files: _, settings = {}, initFrom, teacher, trial, ...fields } = job;
  const pause = trial !== undefined && trial.share < 1 && { pause: trial.share };
  if (resume) return { out, resume, files, ...pause };
  const { tokenizer } = settings;
  return {
    ...{ ...fields, out, files },
    ...pause,
    settings: {
      ...settings,
      ...tokenizer !== undefined && isId(tokenizer) && { tokenizer: restoredPath("tokenizer", tokenizer) },
    },
    ...initFrom !== undefined && { initFrom: restoredPath("model", initFrom) },
    ...teacher !== undefined && { teacher: restoredPath("model", teacher) },
  };
}

/** Steps of a run as its folder tells; 0 where its budget is a time. */
function stepsOf(folder: string): number {
  const options: unknown = parseJson(Deno.readTextFileSync(join(folder, "options.json")));
  const steps: unknown = typeof options === "object" && options !== null && Reflect.get(options, "steps");
  return typeof steps === "number" ? steps : 0;
}

/** Share of a budget that is used up. */
const progressOf = ({ options, step, minutes }: Checkpoint): number =>
  options.steps === undefined ? minutes / (options.minutes ?? minutes) : step / options.steps;
