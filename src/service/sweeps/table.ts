/** What a sweep has come to. */
import { bestFirst, type TrialRow } from "../../operations/sweep/results.ts";
import { rungOf } from "../../experiment/sweep/schedule.ts";
import type { Job } from "../jobs/queue.ts";
import type { TrialStanding } from "./journal.ts";
import type { SweepPlan } from "./plan.ts";

/** A trial as its row tells of it. */
export interface SweepRow extends TrialRow {
  /** Its last training: the id of a job, and of the model that it has left. */
  run?: string;
  model?: string;
}

/** Rows of all trials, the best first; `jobs` are those of open trials. */
export function rowsOf(
  { axes, rungs, trials, goal }: Pick<SweepPlan, "axes" | "rungs" | "goal" | "trials">,
  standing: readonly TrialStanding[],
  jobs: ReadonlyMap<string, Job> = new Map(),
): SweepRow[] {
  const rows = trials.map(({ name, values }, i): SweepRow => {
    const trial = standing[i]!, done = trial.reached.at(-1), rung = rungOf(trial);
    const job = trial.job === undefined ? undefined : jobs.get(trial.job);
    const steps = job?.progress?.part === "steps" ? job.progress.done : done?.steps ?? 0;
    return {
      ...{ name, values: Object.fromEntries(axes.map((axis, k) => [axis, values[k]!])) },
      ...{ state: stateOf(trial, rungs.length - 1, job), steps, minutes: done?.minutes ?? 0 },
      ...done !== undefined && { value: done.value, rung },
      ...trial.failed !== undefined && { failed: trial.failed },
      ...trial.job !== undefined && { run: trial.job },
      ...done?.model !== undefined && { model: done.model },
    };
  });
  return bestFirst(rows, goal);
}

function stateOf(trial: TrialStanding, top: number, job: Job | undefined): SweepRow["state"] {
  if (trial.failed !== undefined) return "failed";
  if (trial.isAgain) return "stopped";
  if (trial.isOpen) return job?.state === "running" ? "running" : "waiting";
  if (rungOf(trial) === top) return "finished";
  return rungOf(trial) < 0 ? "waiting" : "paused";
}

/** The best row; undefined where nothing has come to a value yet. */
export const bestOf = (rows: readonly SweepRow[]): SweepRow | undefined =>
  rows.find(({ value, state }) => value !== undefined && state !== "failed");
