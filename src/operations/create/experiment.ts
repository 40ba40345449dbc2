/** The ordinary experiment that comes of a plan and its texts: `train experiment=…/experiment.yaml --out elsewhere` runs it anew. */
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { givenOf } from "../../base/fields.ts";
import { atomicWrite, isFile } from "../../base/files.ts";
import { shellWord } from "../../base/shell.ts";
import type { RunValues } from "../../experiment/compose.ts";
import type { Plain } from "../../experiment/tree.ts";
import { valuesYaml } from "../../experiment/write.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { TEXT_FIELDS } from "../../tasks/text/settings.ts";
import { composeTrain, trainInput } from "../train/compose.ts";
import { type TrainInput, trainSchema } from "../train/fields.ts";
import type { TrainResult } from "../train/result.ts";
import { train } from "../train.ts";
import { type Overrides, RUN_OVERRIDES } from "./fields.ts";
import type { Places } from "./folder.ts";

/** What the largest size takes to fit: batches of so few positions, and layers computed again in the backward pass. */
const LARGE = { accumulate: 4, recompute: "yes" } as const;

/** What texts are cut into, however few they are: other programs know the ids of bpe, and few those of characters. */
const TOKENIZER = { tokenizer: "bpe" };
/** Texts are learned as they are written, from their beginning: what a step cooks with stands before it. */
const STRETCHES = { stretches: "documents" };

/** Tokens that each size looks back: all of a text by templates, which nano's usual 128 are too few for. */
const WINDOW = 256;

/** What a plan says of training: `initFrom` is the model that it begins with, as training takes it. */
export function runOf({ model: { size, form, minutes }, seed }: Plan, initFrom?: string): PlannedRun {
  if (initFrom !== undefined) return { minutes, seed, initFrom };
  const run = { minutes, seed, window: WINDOW, ...size === "117M" && LARGE };
  return { ...run, preset: size, form: form === "plain" ? "own" : form };
}

/** Settings of training that come of a plan. */
type PlannedRun = Pick<
  TrainInput,
  "minutes" | "seed" | "preset" | "window" | "form" | "initFrom" | "accumulate" | "recompute"
>;

/** What was said besides a plan, as far as it is of every run, and of texts. */
export const partedOverrides = (overrides: Overrides) => ({
  run: givenOf(RUN_OVERRIDES, overrides),
  settings: givenOf(TEXT_FIELDS, overrides),
});

/** Writes the experiment, unless it is there already: it may have been edited since. */
export async function writeExperiment(
  { experiment, folder }: Places,
  plan: Plan,
  { files, overrides, initFrom }: {
    files: readonly string[];
    overrides: Overrides;
    initFrom?: string | undefined;
  },
): Promise<void> {
  if (await isFile(experiment)) return;
  const { run: given, settings } = partedOverrides(overrides);
  const { minutes, ...planned } = runOf(plan, initFrom);
  const budget = given.steps === undefined ? { minutes } : {};
  const run = Object.entries({ task: "text", ...planned, ...budget, ...given, out: folder });
  const values: RunValues = {
    // cast: fields have plain values.
    run: Object.fromEntries(run.filter(([, value]) => value !== undefined)) as Record<string, Plain>,
    // cast: as above.
    settings: { ...initFrom === undefined && TOKENIZER, ...STRETCHES, ...settings } as Record<string, Plain>,
    files,
    ...{ callbacks: undefined, sweep: {}, notes: plan.description },
  };
  const command = `train ${shellWord(`experiment=${experiment}`)} --out elsewhere`;
  const comment = `What create made of ${folder}/plan.yaml; ${command} runs it anew.`;
  await atomicWrite(experiment, valuesYaml(values, await trainSchema(), "text", comment));
}

/** Trains what the experiment says, or goes on with it where it was begun, by the operation `train`. */
export async function trainExperiment(
  { experiment, checkpoint, folder }: Places,
  overrides: Overrides,
  context: Context,
): Promise<TrainResult> {
  const { run, settings } = partedOverrides(overrides);
  // As a string of YAML: a folder may be called "a: b".
  const words = [`experiment=${JSON.stringify(experiment)}`];
  const given = { ...run, resume: await isFile(checkpoint) };
  const composed = await composeTrain(words, { given, settings });
  const input = await trainInput(composed, words, given, () => undefined);
  return await train(movedTo(folder, input), context);
}

/** A run as it is where its folder is now: it may have been moved or copied since, or is called from elsewhere. */
function movedTo(folder: string, input: TrainInput): TrainInput {
  const { out, files, initFrom } = input;
  const here = (path: string) =>
    out !== undefined && path.startsWith(`${out}/`) ? join(folder, path.slice(out.length + 1)) : path;
  return {
    ...input,
    out: folder,
    ...files !== undefined && { files: files.map(here) },
    ...initFrom !== undefined && { initFrom: here(initFrom) },
  };
}
