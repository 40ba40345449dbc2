/** What came of trials: a table, the best first, and curves. */
import { join } from "node:path";
import type { Plot } from "../../evaluation/report/curves.ts";
import { markdownTable } from "../../evaluation/report/markdown.ts";
import type { Journal } from "../../experiment/sweep/journal.ts";
import { better, rungOf } from "../../experiment/sweep/schedule.ts";
import { isLoss, metricIn } from "../runs/metrics.ts";
import { plotOf } from "../runs/plot.ts";
import { readRun, type RunRecord } from "../runs/read.ts";

export type TrialState = "waiting" | "running" | "stopped" | "paused" | "finished" | "failed";

/** A trial as its row tells of it. */
export interface TrialRow {
  name: string;
  /** By key or group. */
  values: Readonly<Record<string, string>>;
  state: TrialState;
  steps: number;
  minutes: number;
  /** The metric so far; undefined where there is none yet. */
  value?: number;
  /** The rung that it reached, and why it failed. */
  rung?: number;
  failed?: string;
}

/** A sweep beside itself. */
export interface SweepResults {
  name: string;
  method: string;
  metric: string;
  minutes: number;
  /** The best first: those that came farther stand before. */
  trials: TrialRow[];
}

/** The metric of a run: a loss by its lowest value, others by their last; undefined where it has none. */
export function valueOf({ lines, best, last }: Pick<RunRecord, "lines" | "best" | "last">, metric: string) {
  const name = metricIn(lines, metric);
  return name === undefined ? undefined : (isLoss(name, lines) ? best : last)[name];
}

/** What a sweep has come to; `running` are the numbers of trials at work. */
export async function resultsOf(
  folder: string,
  journal: Journal,
  running: readonly number[] = [],
): Promise<SweepResults & { runs: RunRecord[] }> {
  const { axes, trials, settings: { metric, goal }, name, method, minutes } = journal;
  const top = journal.rungs.length - 1, runs: RunRecord[] = [];
  const rows: TrialRow[] = [];
  for (const [i, trial] of trials.entries()) {
    const { failed, target } = trial, rung = rungOf(trial), done = trial.reached.at(-1);
    const state = running.includes(i)
      ? "running"
      : failed !== undefined
      ? "failed"
      : target === undefined
      ? "waiting"
      : rung < target
      ? "stopped"
      : rung === top
      ? "finished"
      : "paused";
    const run = target === undefined ? undefined : await readRun(join(folder, trial.name), trial.name);
    if (run !== undefined) runs.push(run);
    const isDone = state === "finished" || state === "paused";
    const value = isDone || run === undefined ? done?.value : valueOf(run, metric);
    rows.push({
      ...{
        name: trial.name,
        values: Object.fromEntries(axes.map((axis, k) => [axis, trial.values[k]!])),
        state,
      },
      steps: isDone || run === undefined ? done?.steps ?? 0 : run.steps,
      minutes: isDone || run === undefined ? done?.minutes ?? 0 : run.minutes,
      ...value !== undefined && { value },
      ...rung >= 0 && { rung },
      ...failed !== undefined && { failed },
    });
  }
  return { name, method, metric, minutes, trials: bestFirst(rows, goal), runs };
}

/** Rows in order: those that came farther before others, then the better. */
export function bestFirst<Row extends Pick<TrialRow, "rung" | "state" | "value">>(
  rows: readonly Row[],
  goal: "lowest" | "highest",
): Row[] {
  const rank = ({ rung = -1, state }: Row) => state === "failed" ? -2 : rung;
  return rows.toSorted((a, b) =>
    rank(b) - rank(a) || Number(a.value === undefined) - Number(b.value === undefined) ||
    (a.value === undefined || b.value === undefined ? 0 : better(a.value, b.value, goal))
  );
}

/** The table as cells. */
export function cellsOf(
  { trials, metric }: SweepResults,
  { journal, told = String }: { journal: Pick<Journal, "axes" | "rungs">; told?: (value: number) => string },
): { columns: string[]; rows: string[][] } {
  const { axes, rungs } = journal,
    hasRungs = rungs.length > 1,
    failures = trials.some(({ failed }) => failed);
  return {
    columns: [
      ...["trial", ...axes.map((axis) => axis.split(".").at(-1)!), metric, "steps", "min"],
      ...[...hasRungs ? ["rung"] : [], "state", ...failures ? ["why"] : []],
    ],
    rows: trials.map(({ name, values, value, steps, minutes, rung, state, failed }) => [
      ...[name, ...axes.map((axis) => values[axis]!), value === undefined ? "–" : told(value)],
      ...[String(steps), minutes.toFixed(2), ...hasRungs ? [rung === undefined ? "–" : String(rung)] : []],
      ...[state, ...failures ? [failed ?? ""] : []],
    ]),
  };
}

/** The curves of the best trials. */
export function plotOfSweep(
  { runs, trials, metric }: SweepResults & { runs: RunRecord[] },
  most: number,
): Plot {
  const names = trials.filter(({ state }) => state !== "failed").slice(0, most).map(({ name }) => name);
  const chosen = names.flatMap((name) => runs.find((run) => run.name === name) ?? []);
  return plotOf(chosen, metric, "steps");
}

/** The files that tell of a sweep's results, by their names. */
export function resultFiles(
  results: SweepResults,
  journal: Pick<Journal, "axes" | "rungs">,
): Record<string, string> {
  const { name, method, metric, minutes, trials } = results;
  const cells = cellsOf(results, { journal });
  return {
    "table.json": JSON.stringify({ name, method, metric, minutes, trials }, null, 2) + "\n",
    "table.csv": [cells.columns, ...cells.rows].map((row) => row.map(quoted).join(",") + "\r\n").join(""),
    "table.md": markdownTable(cells) + "\n",
  };
}

/** A field of CSV (RFC 4180). */
const quoted = (text: string): string => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
