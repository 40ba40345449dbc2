/** Sweeps planned: every trial's configuration is composed and checked before anything is written or begins. */
import { basename, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { atomicWrite, isThere, temporaryBeside } from "../../base/files.ts";
import { type Journal, JOURNAL_FILE, writeJournal } from "../../experiment/sweep/journal.ts";
import { rungsOf } from "../../experiment/sweep/schedule.ts";
import { composedYaml } from "../../experiment/write.ts";
import { nameOf } from "../../tasks/named.ts";
import { trainInput } from "../train/compose.ts";
import { refuseModel, runFolderOf } from "../train/places.ts";
import { checkTrial } from "./check.ts";
import { shareCores } from "./cores.ts";
import { composeTrials, type TrialsRequest } from "./trials.ts";

/** Folder of sweeps, and the configuration of a trial in the folder of its run. */
export const SWEEPS = "sweeps", TRIAL_FILE = "trial.yaml";

/** What is asked for on a machine. */
export interface SweepRequest extends TrialsRequest {
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

const composed = (request: SweepRequest) =>
  composeTrials(request, (sharing) => shareCores(request.cores, sharing).workers);

/** The configuration of each trial, as YAML. What a trial begins with need not be there yet. */
export async function sweepConfigurations(request: SweepRequest): Promise<string[]> {
  const { combinations, trial } = await composed(request);
  const configurations: string[] = [];
  for (const combination of combinations) {
    configurations.push(composedYaml((await trial(combination)).run.composition));
  }
  return configurations;
}

/** Plans a sweep; nothing of it is done. Throws a UserError of one line for whatever is wrong, in any of its trials. */
export async function planSweep(request: SweepRequest): Promise<PlannedSweep> {
  const { words, given, variable } = request;
  const { name, out } = given;
  const { axes, method, settings, combinations, values, experiments, workers, trial } = await composed(
    request,
  );
  const folder = await folderOf({ out, name }, values.run, experiments, request.files);
  const digits = String(combinations.length - 1).length;
  const configurations: string[] = [];
  for (const combination of combinations) {
    const { run, words } = await trial(combination);
    await checkTrial(await trainInput(run, words, {}, variable), words);
    configurations.push(composedYaml(run.composition));
  }
  const journal: Journal = {
    ...{ format: 1, name: basename(folder), began: new Date().toISOString(), words: [...words] },
    ...{ axes, method, settings, rungs: rungsOf(method, combinations.length, settings) },
    ...{ workers, minutes: 0 },
    trials: combinations.map((values, i) => ({
      ...{ name: String(i).padStart(digits, "0"), values: [...values], reached: [] },
    })),
  };
  return { folder, journal, configurations };
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
