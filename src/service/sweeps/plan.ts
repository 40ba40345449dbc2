/** Sweeps over trainings of the queue, as they are asked for: every trial is composed and checked before anything is queued. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import type { Json } from "../../base/json.ts";
import { givenSchemaOf, parseAs } from "../../base/schema.ts";
import { configFolders } from "../../experiment/folders.ts";
import { METHODS, SWEEP_FIELDS } from "../../experiment/sweep/fields.ts";
import { rungsOf } from "../../experiment/sweep/schedule.ts";
import { parseConfig } from "../../experiment/yaml.ts";
import { shareCores } from "../../operations/sweep/cores.ts";
import { checkTrial } from "../../operations/sweep/check.ts";
import { composeTrials, type Trials } from "../../operations/sweep/trials.ts";
import { type ConfigSource, trainInput } from "../../operations/train/compose.ts";
import { nameOf } from "../../tasks/named.ts";
import { taskOf } from "../../tasks/registry.ts";
import type { Artifacts } from "../artifacts/store.ts";
import { corpusPath } from "../jobs/corpora.ts";
import { corporaSchema, JOB_OPERATIONS, trainSchema } from "../jobs/operations.ts";

/** Trials of a sweep at most. */
const MOST_TRIALS = 1000;

// Whoever asks may cancel it; how long it takes is for its trials' budgets to say.
const { limit: _limit, parallel, ...FIELDS } = SWEEP_FIELDS;

/** What a caller says of a sweep. */
export const sweepBodySchema = givenSchemaOf({
  ...FIELDS,
  parallel: { ...parallel, text: "trials in the queue at a time; 16 unless given" },
}).extend({
  name: z.string().regex(/^[\w-]{1,64}$/).describe("what it is called").exactOptional(),
  words: z.array(z.string().min(1).max(4000)).max(100).describe(
    "as `train -m` takes them: lr=1e-3,3e-4, seed=range(4), experiment=grid, optimizer=adamw",
  ).exactOptional(),
  experiment: z.record(z.string(), z.json()).describe(
    "a configuration as a file of experiments holds it: sections, defaults, sweep.over",
  ).exactOptional(),
  files: corporaSchema.exactOptional(),
});
export type SweepBody = z.infer<typeof sweepBodySchema>;

/** What is to be done, all of it, as it is kept. */
const planSchema = z.object({
  format: z.literal(1),
  axes: z.array(z.string()),
  method: z.enum(METHODS),
  reduction: z.number(),
  metric: z.string(),
  goal: z.enum(["lowest", "highest"]),
  /** Shares of the budget of a trial. */
  rungs: z.array(z.number()).min(1),
  trials: z.array(z.object({ name: z.string(), values: z.array(z.string()), input: z.json() })).min(1),
});
export type SweepPlan = z.infer<typeof planSchema>;

/** Trials that are in the queue at a time unless it is said. */
const USUAL_PARALLEL = 16;

/**
 * Composes what is asked for; corpora are named in the folder `corpora`. Throws a UserError of one line for whatever is wrong
 * with any trial.
 */
export async function planned(
  { name, words = [], experiment, files, ...sweep }: SweepBody,
  corpora: string,
): Promise<{ name: string; plan: SweepPlan; parallel: number }> {
  const places = (names: readonly string[]) => Promise.all(names.map((each) => corpusPath(corpora, each)));
  const source: ConfigSource = {
    folders: (await configFolders()).map((folder) => ({ ...folder, isClosed: true })),
    ...experiment !== undefined && { base: fileOf(experiment) },
    taskOfFiles: async (names) => await taskOf(await places(names)),
  };
  const request = { words, given: {}, source, sweep, ...files !== undefined && { files } };
  const trials = await composeTrials(
    request,
    // How many there are side by side is for the workers of the queue to say.
    ({ workers }) => shareCores(Infinity, { workers: workers ?? 1 }).workers,
  );
  const { axes, method, settings, combinations, values, experiments } = trials;
  if (settings.limit !== undefined) {
    throw new UserError(
      "usage",
      "sweep.limit: a sweep of the queue has no limit; cancel it when it is enough",
    );
  }
  const count = combinations.length, digits = String(count - 1).length;
  if (count > MOST_TRIALS) {
    throw new UserError(
      "usage",
      `${count} trials are too many for a sweep of the queue; at most ${MOST_TRIALS}`,
    );
  }
  const plan: SweepPlan = {
    ...{ format: 1, axes, method, rungs: rungsOf(method, count, settings), trials: [] },
    ...{ reduction: settings.reduction, metric: settings.metric, goal: settings.goal },
  };
  for (const [i, combination] of combinations.entries()) {
    const input = await jobOf(trials, combination, places);
    plan.trials.push({ name: String(i).padStart(digits, "0"), values: [...combination], input });
  }
  const said = name ?? values.run["name"] ?? experiments?.[0] ?? nameOf(values.files ?? []);
  return { name: String(said), plan, parallel: settings.parallel ?? USUAL_PARALLEL };
}

/** The training that a trial is, as it could be asked for alone. */
async function jobOf(
  trials: Trials,
  combination: readonly string[],
  places: (names: readonly string[]) => Promise<string[]>,
): Promise<Json> {
  const { run, words } = await trials.trial(combination), told = words.join(" ");
  try {
    const { composed: _, ...given } = await trainInput(run, words, {}, refuseVariable);
    // Checked before anything of it is looked for on the disk.
    parseAs(trainSchema, given, "usage", "training");
    const { input } = JOB_OPERATIONS.train.read(given);
    const { initFrom: _from, ...rest } = given;
    await checkTrial({ ...rest, files: await places(given.files ?? []) }, words);
    return input;
  } catch (error) {
    if (!(error instanceof UserError) || error.message.startsWith("the trial ")) throw error;
    throw new UserError(error.kind, `the trial ${told}: ${error.message}`, { cause: error });
  }
}

function refuseVariable(name: string): never {
  throw new UserError("usage", `the variable ${name} is not for who asks over HTTP to read`);
}

/** A configuration that came with a request, as a file is read. */
const fileOf = (experiment: Record<string, unknown>) => ({
  ...{ path: "experiment", label: "experiment" },
  tree: parseConfig(JSON.stringify(experiment, null, 2), "experiment"),
});

const PLAN_FILE = "plan.json";

/** Keeps a plan; gives its id, which is the same for the same plan. */
export const keepPlan = (artifacts: Artifacts, plan: SweepPlan): Promise<string> =>
  keepFiles(artifacts, { [PLAN_FILE]: `${JSON.stringify(plan)}\n` });

/** Keeps texts by names as a report; gives its id. */
export async function keepFiles(
  artifacts: Artifacts,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-sweep-" });
  try {
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(folder, name), text);
    return await artifacts.put("report", folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A plan that was kept. Throws a UserError of kind "input" where it is gone. */
export async function readPlan(artifacts: Artifacts, id: string): Promise<SweepPlan> {
  const stored = await artifacts.read("report", id, PLAN_FILE);
  if (stored === undefined) throw new UserError("input", `the plan ${id} of a sweep is gone`);
  return parseAs(planSchema, await new Response(stored.body).json(), "input", `the plan ${id}`);
}
