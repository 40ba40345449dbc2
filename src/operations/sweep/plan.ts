/** Sweeps planned: every trial's configuration is composed and checked before anything is written or begins. */
import { basename, join } from "node:path";
import { checked } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import type { Given } from "../../base/fields.ts";
import { atomicWrite, isThere, temporaryBeside } from "../../base/files.ts";
import { valuesOf } from "../../experiment/compose.ts";
import { type Axis, combinations } from "../../experiment/sweep/combine.ts";
import { SWEEP_FIELDS } from "../../experiment/sweep/fields.ts";
import { type Journal, JOURNAL_FILE, writeJournal } from "../../experiment/sweep/journal.ts";
import { rungsOf } from "../../experiment/sweep/schedule.ts";
import { without } from "../../experiment/tree.ts";
import { composedYaml } from "../../experiment/write.ts";
import { nameOf } from "../../tasks/named.ts";
import { type ComposedRun, composeTrain, type GivenRun, trainInput } from "../train/compose.ts";
import { trainSchema } from "../train/fields.ts";
import { refuseModel, runFolderOf } from "../train/places.ts";
import { axesOf, partsOf, someOf, wordsWith } from "./axes.ts";
import { checkTrial } from "./check.ts";
import { shareCores } from "./cores.ts";

/** Folder of sweeps, and the configuration of a trial in the folder of its run. */
export const SWEEPS = "sweeps", TRIAL_FILE = "trial.yaml";

/** What is asked for: words of the command line, fields of runs and of sweeps. */
export interface SweepRequest extends GivenRun {
  words: readonly string[];
  sweep?: Given<typeof SWEEP_FIELDS>;
  cores: number;
  /** Reads the environment, for secrets. */
  variable(name: string): string | undefined;
}

/** A sweep that could begin. */
export interface PlannedSweep {
  folder: string;
  journal: Journal;
  /** The configuration of each trial, as YAML. */
  configurations: string[];
}

/** Plans a sweep; nothing of it is done. Throws a UserError of one line for whatever is wrong, in any of its trials. */
export async function planSweep(request: SweepRequest): Promise<PlannedSweep> {
  const { words, given, cores, variable } = request;
  const schema = await trainSchema();
  const parts = partsOf(words, schema);
  const { name, out, resume: _, ...fields } = given;
  const run: GivenRun = {
    ...request.files !== undefined && { files: request.files },
    given: fields,
    settings: { ...request.settings, ...plainOf(request.sweep ?? {}) },
  };
  if (request.files?.includes("-")) {
    throw new UserError("usage", "standard input is read once; name files for a sweep to learn from");
  }
  const told = parts.filter((part) => typeof part !== "string");
  const some = await composeTrain(wordsWith(parts, [], someOf), run);
  const axes = [...told, ...axesOf(some.composition.swept, schema)];
  const doubled = axes.find((axis, i) => axes.findIndex(({ name }) => name === axis.name) < i);
  if (doubled !== undefined) throw new UserError("usage", `${doubled.name} has values to try twice`);
  if (axes.length === 0) {
    throw new UserError(
      "usage",
      "there is nothing to try; give several values, as in lr=0.001,0.0003 seed=range(4)",
    );
  }
  const values = valuesOf(some.composition, schema);
  // cast: values were checked against these fields.
  const settings = checked(SWEEP_FIELDS, values.sweep as Given<typeof SWEEP_FIELDS>);
  const { method, all } = combinations(axes, {
    ...settings,
    method: settings.method,
    trials: settings.trials,
  });
  const shared = shareCores(cores, {
    workers: mostWorkers(axes, values.run["workers"]),
    parallel: settings.parallel,
  });
  const folder = await folderOf(
    { out, name },
    values.run,
    some.composition.choices["experiment"],
    request.files,
  );
  const digits = String(all.length - 1).length;
  const configurations: string[] = [];
  for (const combination of all) {
    const own = wordsWith(parts, axes, (axis) => combination[axes.indexOf(axis)]!);
    const workers = axes.some(({ name }) => name === WORKERS) ? {} : { workers: shared.workers };
    const trial = trialOf(await composeTrain(own, { ...run, given: { ...fields, ...workers } }));
    await checkTrial(await trainInput(trial, own, {}, variable), own);
    configurations.push(composedYaml(trial.composition));
  }
  const journal: Journal = {
    ...{ format: 1, name: basename(folder), began: new Date().toISOString(), words: [...words] },
    ...{ axes: axes.map(({ name }) => name), method, settings, rungs: rungsOf(method, all.length, settings) },
    ...{ workers: shared.workers, minutes: 0 },
    trials: all.map((values, i) => ({
      ...{ name: String(i).padStart(digits, "0"), values: [...values], reached: [] },
    })),
  };
  return { folder, journal, configurations };
}

const WORKERS = "engine.workers";

/** Workers of a run at most, as far as anything says. */
function mostWorkers(axes: readonly Axis[], said: unknown): number | undefined {
  const axis = axes.find(({ name }) => name === WORKERS);
  if (axis === undefined) return typeof said === "number" ? said : undefined;
  return axis.tried.kind === "list" ? Math.max(...axis.tried.values.map(Number)) : axis.tried.to;
}

/** Fields as composing takes them. */
const plainOf = (fields: Given<typeof SWEEP_FIELDS>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A run of its own, which says nothing of sweeps nor of where it is. */
function trialOf({ composition, schema }: ComposedRun): ComposedRun {
  const tree = [["sweep"], ["run", "name"], ["run", "out"]].reduce(without, composition.tree);
  return { composition: { ...composition, tree, swept: [] }, schema };
}

/** The folder of a sweep: the one that is named, or that of its name in sweeps/. */
export async function folderOf(
  { out, name }: { out?: string | undefined; name?: string | undefined },
  run: Readonly<Record<string, unknown>> = {},
  [experiment]: readonly string[] = [],
  files: readonly string[] = [],
): Promise<string> {
  if (out !== undefined && name !== undefined) await runFolderOf({ out, name });
  const said = name === undefined ? out ?? run["out"] : undefined;
  if (typeof said === "string") return said;
  const known = name ?? run["name"] ?? (experiment === undefined ? nameOf(files) : nameOf([experiment]));
  return join(SWEEPS, basename(await runFolderOf({ name: String(known) })));
}

/** Writes a planned sweep, whole or not at all. Throws a UserError of kind "usage" where something is in its place. */
export async function beginSweep({ folder, journal, configurations }: PlannedSweep): Promise<void> {
  if (await isThere(join(folder, JOURNAL_FILE))) {
    throw new UserError(
      "usage",
      `${folder} is there already; --resume goes on with it, another --name begins another sweep`,
    );
  }
  await refuseModel(folder);
  const temporary = temporaryBeside(folder);
  await Deno.mkdir(temporary, { recursive: true });
  try {
    for (const [i, { name }] of journal.trials.entries()) {
      await Deno.mkdir(join(temporary, name));
      await atomicWrite(join(temporary, name, TRIAL_FILE), configurations[i]!);
    }
    await writeJournal(temporary, journal);
    // An empty folder may be in its place.
    await Deno.remove(folder).catch(() => {});
    await Deno.rename(temporary, folder);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
    throw error;
  }
}
