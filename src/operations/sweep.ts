/** Sweeps: runs that differ in a few settings, one process each, that survive whatever happens to them. */
import { join } from "node:path";
import { checkFields } from "../base/check.ts";
import type { Program } from "../base/child.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import { atomicWrite, lockFile } from "../base/files.ts";
import { SWEEP_FIELDS } from "../experiment/sweep/fields.ts";
import { type Journal, readJournal } from "../experiment/sweep/journal.ts";
import { shareCores } from "./sweep/cores.ts";
import {
  beginSweep,
  folderOf,
  type PlannedSweep,
  planSweep,
  type SweepRequest,
  TRIAL_FILE,
} from "./sweep/plan.ts";
import { resultFiles, resultsOf, type SweepResults } from "./sweep/results.ts";
import { requireProcesses, runSweep } from "./sweep/run.ts";
import type { RunRecord } from "./runs/read.ts";

export { SWEEP_FIELDS } from "../experiment/sweep/fields.ts";

/** What a sweep shows while it goes on, and when it has ended. */
export interface SweepState {
  folder: string;
  journal: Journal;
  results: SweepResults & { runs: RunRecord[] };
}

/** How a sweep is watched. */
export interface SweepContext extends Context {
  /** Told of each change, and now and then in between. */
  shown?(state: SweepState): void;
}

/** Held by who goes on with a sweep, or with a run of one. */
export const LOCK_FILE = ".lock";
/** Milliseconds between looks at runs at work. */
const LOOK = 2000;

/** Begins a sweep, or goes on with one; ends when all is tried, or when it is told to stop. */
export async function sweep(
  request: SweepRequest,
  program: Program,
  context: SweepContext,
): Promise<SweepState> {
  requireProcesses();
  const { given: { resume = false, name, out } } = request;
  // A sweep that goes on may be asked for anew, or just be named.
  const planned = resume && isBare(request) ? undefined : await planSweep(request);
  const folder = planned?.folder ?? await folderOf({ name, out });
  if (resume) await readJournal(folder);
  else if (planned !== undefined) await beginSweep(planned);
  using lock = await lockFile(join(folder, LOCK_FILE));
  if (lock === undefined) throw new UserError("usage", `${folder}: this sweep is going on already`);
  const journal = await readJournal(folder);
  if (resume) await goOn(folder, journal, request, planned);
  const { settings, trials, rungs } = journal;
  const { parallel } = shareCores(request.cores, { workers: journal.workers, parallel: settings.parallel });
  context.log(
    `${folder}: ${journal.method}, ${trials.length} trials, ${parallel} side by side with ${journal.workers} worker(s) each` +
      (rungs.length > 1
        ? `, rungs ${rungs.map((share) => `${Number((100 * share).toPrecision(3))} %`).join(", ")}`
        : ""),
  );
  let running: readonly number[] = [];
  const look = async () => {
    const results = await resultsOf(folder, journal, running);
    context.shown?.({ folder, journal, results });
  };
  let looking: Promise<void> | undefined;
  const glance = () => {
    // One at a time; what cannot be read now can be later.
    looking ??= look().catch(() => {}).finally(() => looking = undefined);
  };
  const timer = context.shown === undefined ? undefined : setInterval(glance, LOOK);
  try {
    await runSweep({
      ...{ folder, journal, parallel, program, context },
      changed(now) {
        running = now;
        if (context.shown !== undefined) glance();
      },
    });
  } finally {
    clearInterval(timer);
    await looking;
  }
  const results = await resultsOf(folder, journal);
  for (const [name, text] of Object.entries(resultFiles(results, journal))) {
    await atomicWrite(join(folder, name), text);
  }
  return { folder, journal, results };
}

/** What may be another when a sweep goes on. */
const FREE = ["parallel", "limit"] as const;

/** Whether nothing is said of what a sweep is. */
function isBare({ given, words, files = [], settings = {}, sweep = {} }: SweepRequest): boolean {
  const { resume: _r, name: _n, out: _o, ...fields } = given;
  const { parallel: _p, limit: _l, ...others } = sweep;
  return [fields, settings, others].every((each) => Object.keys(each).length === 0) &&
    words.length === 0 && files.length === 0;
}

/** Readies a sweep to go on. Throws a UserError of kind "usage" where it is asked for something else than it is. */
async function goOn(
  folder: string,
  journal: Journal,
  { sweep = {} }: SweepRequest,
  planned: PlannedSweep | undefined,
): Promise<void> {
  if (planned !== undefined) await refuseOther(folder, journal, planned);
  // What was killed need not be killed again.
  for (const trial of journal.trials) {
    if (!trial.wasKilled) continue;
    delete trial.failed;
    delete trial.wasKilled;
  }
  for (const name of FREE) {
    const value = sweep[name] ?? planned?.journal.settings[name];
    if (value !== undefined) journal.settings[name] = value;
  }
  checkFields(SWEEP_FIELDS, journal.settings);
}

async function refuseOther(
  folder: string,
  was: Journal,
  { journal, configurations }: PlannedSweep,
): Promise<void> {
  const identity = ({ axes, method, rungs, settings, trials }: Journal) => {
    const { parallel: _p, limit: _l, ...kept } = settings;
    return { axes, method, rungs, ...kept, trials: trials.map(({ values }) => values.join(" ")) };
  };
  const now: Record<string, unknown> = identity(journal);
  let other = Object.entries(identity(was)).find(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(now[name])
  )?.[0];
  for (const [i, { name }] of was.trials.entries()) {
    if (other !== undefined) break;
    const before = await Deno.readTextFile(join(folder, name, TRIAL_FILE)), after = configurations[i]!;
    // Another machine has other cores.
    if (withoutWorkers(before) !== withoutWorkers(after)) other = `the configuration of trial ${name}`;
  }
  if (other === undefined) return;
  throw new UserError(
    "usage",
    `--resume goes on with ${folder} as it was begun, and here ${other} would be another; --resume --name alone goes on`,
  );
}

const withoutWorkers = (yaml: string): string => yaml.replace(/^#.*\n/, "").replace(/^ +workers: \d+\n/m, "");
