/**
 * Which trial is next. A sweep has rungs, shares of a run's whole budget, the last of them 1; grids and random sweeps have
 * that one alone. In asynchronous successive halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning",
 * 2020) a trial goes on to the next rung when it is among the best of its own, without waiting for all to be there.
 */
import type { Method } from "./fields.ts";

/** How far a trial has come at a rung, and how good it was there. */
export interface Reached {
  rung: number;
  steps: number;
  minutes: number;
  value: number;
}

/** A trial, as far as its turn hangs on it. */
export interface Turn {
  reached: readonly Reached[];
  /** The rung that it was begun for. */
  target?: number | undefined;
  failed?: string | undefined;
  isRunning: boolean;
}

/** What is asked of the schedule. */
export interface Ladder {
  /** Shares of the budget. */
  rungs: readonly number[];
  reduction: number;
  goal: "lowest" | "highest";
}

/** The rungs of a sweep of so many trials. */
export function rungsOf(
  method: Method,
  count: number,
  { reduction, rungs }: { reduction: number; rungs?: number | undefined },
): number[] {
  if (method !== "asha") return [1];
  const enough = Math.max(2, 1 + Math.floor(Math.log(count) / Math.log(reduction) + 1e-9));
  const most = rungs ?? enough;
  return Array.from({ length: most }, (_, i) => 1 / reduction ** (most - 1 - i));
}

/** The trial to go on with and the rung to lead it to; "wait" until another has ended, or "done". */
export function next(
  trials: readonly Turn[],
  ladder: Ladder,
): { trial: number; rung: number } | "wait" | "done" {
  const { rungs } = ladder, top = rungs.length - 1;
  const isFree = ({ failed, isRunning }: Turn) => failed === undefined && !isRunning;
  // What was broken off comes first.
  const broken = trials.findIndex((trial) =>
    isFree(trial) && trial.target !== undefined && rungOf(trial) < trial.target
  );
  if (broken >= 0) return { trial: broken, rung: trials[broken]!.target! };
  for (let rung = top - 1; rung >= 0; rung--) {
    const best = ranked(trials, rung, ladder);
    for (const trial of best.slice(0, Math.floor(best.length / ladder.reduction))) {
      if (isFree(trials[trial]!) && rungOf(trials[trial]!) === rung) return { trial, rung: rung + 1 };
    }
  }
  const fresh = trials.findIndex((trial) => isFree(trial) && trial.target === undefined);
  if (fresh >= 0) return { trial: fresh, rung: 0 };
  if (trials.some(({ isRunning }) => isRunning)) return "wait";
  // So few came through that none was promoted: the best of them has the whole budget all the same.
  const highest = Math.max(-1, ...trials.filter(isFree).map(rungOf));
  if (highest < 0 || highest >= top) return "done";
  const [best] = ranked(trials, highest, ladder).filter((trial) => isFree(trials[trial]!));
  return best === undefined ? "done" : { trial: best, rung: highest + 1 };
}

/** The highest rung that a trial has reached; -1 for none. */
export const rungOf = ({ reached }: Pick<Turn, "reached">): number => reached.at(-1)?.rung ?? -1;

/** Numbers of the trials that reached a rung, the best first. */
function ranked(trials: readonly Turn[], rung: number, { goal }: Ladder): number[] {
  const values = trials.map(({ reached }) => reached.find((each) => each.rung === rung)?.value);
  return trials.map((_, i) => i).filter((i) => values[i] !== undefined && trials[i]!.failed === undefined)
    .sort((a, b) => better(values[a]!, values[b]!, goal) || a - b);
}

/** Below 0 where the first value is the better one. */
export const better = (a: number, b: number, goal: Ladder["goal"]): number =>
  goal === "lowest" ? a - b : b - a;
