/** A sweep at work: trials in processes of their own, as many as there is room for; the journal knows how far each came. */
import { join } from "node:path";
import { howEnded, type Program } from "../../base/child.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { type Journal, type Trial, writeJournal } from "../../experiment/sweep/journal.ts";
import { next, type Turn } from "../../experiment/sweep/schedule.ts";
import { readRun, type RunRecord } from "../runs/read.ts";
import { type Child, type Ended, startTrial } from "./child.ts";
import { valueOf } from "./results.ts";

/** What a sweep needs. */
export interface Sweeping {
  folder: string;
  /** As it stands; it is changed as the sweep goes on. */
  journal: Journal;
  parallel: number;
  program: Program;
  context: Pick<Context, "log" | "signal">;
  /** Told of numbers of trials that are at work, whenever something has changed. */
  changed?(running: readonly number[]): void;
}

/**
 * Goes on with a sweep until all is done, its limit is reached, or the signal is aborted: then what is at work saves
 * checkpoints first. A trial that fails is noted, and the others go on.
 */
export async function runSweep(sweeping: Sweeping): Promise<void> {
  const { folder, journal, parallel, program, context, changed = () => {} } = sweeping;
  const { settings: { limit, reduction, goal }, rungs } = journal;
  const began = performance.now(), before = journal.minutes;
  const running = new Map<number, { child: Child; ended: Promise<number> }>();
  const stop = new AbortController();
  const stopAll = () => {
    stop.abort();
    for (const { child } of running.values()) child.stop();
  };
  const save = async () => {
    journal.minutes = before + (performance.now() - began) / 60_000;
    await writeJournal(folder, journal);
    changed([...running.keys()]);
  };
  const start = async (number: number, rung: number) => {
    const trial = journal.trials[number]!;
    trial.target = rung;
    delete trial.failed;
    delete trial.wasKilled;
    const child = startTrial(program, join(folder, trial.name), rungs[rung]!);
    const ended = child.ended.then(async (end) => {
      await note(sweeping, trial, end, stop.signal.aborted);
      return number;
    });
    running.set(number, { child, ended });
    context.log(`${trial.name}: ${told(journal, trial)}${rungs.length > 1 ? `, rung ${rung}` : ""}`);
    await save();
  };
  const timer = limit === undefined ? undefined : setTimeout(stopAll, Math.max(0, limit - before) * 60_000);
  context.signal.addEventListener("abort", stopAll);
  if (context.signal.aborted || before >= (limit ?? Infinity)) stop.abort();
  try {
    for (;;) {
      while (!stop.signal.aborted && running.size < parallel) {
        const turns = journal.trials.map((trial, i): Turn => ({ ...trial, isRunning: running.has(i) }));
        const job = next(turns, { rungs, reduction, goal });
        if (typeof job === "string") break;
        await start(job.trial, job.rung);
      }
      if (running.size === 0) break;
      running.delete(await Promise.race(Array.from(running.values(), ({ ended }) => ended)));
      await save();
    }
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener("abort", stopAll);
    stopAll();
    await Promise.allSettled(Array.from(running.values(), ({ ended }) => ended));
  }
}

/** What a trial tries, in words. */
export const told = ({ axes }: Pick<Journal, "axes">, { values }: Pick<Trial, "values">): string =>
  axes.map((axis, i) => `${axis.split(".").at(-1)}=${values[i]}`).join(" ");

/** Exit code of what was told to stop by a signal. */
const INTERRUPTED = 130;

/** Notes what came of a trial's process. */
async function note(
  { folder, journal, context }: Sweeping,
  trial: Trial,
  { code, signal, line }: Ended,
  isStopping: boolean,
): Promise<void> {
  const { rungs, settings: { metric } } = journal, rung = trial.target ?? 0;
  const fail = (why: string) => {
    trial.failed = why;
    context.log(`${trial.name}: failed: ${why}`);
  };
  if (code !== 0 && code !== INTERRUPTED) {
    if (isStopping) return;
    if (signal !== null) trial.wasKilled = true;
    return fail(howEnded({ code, signal }, line));
  }
  const run = await readRun(join(folder, trial.name), trial.name);
  const { steps, minutes } = run;
  // One that was told to stop goes on later; one that ended by itself before its budget has no more to do.
  if (shareOf(run) < rungs[rung]! && (isStopping || code === INTERRUPTED)) return;
  const value = valueOf(run, metric);
  if (value === undefined) return fail(`it has no metric ${JSON.stringify(metric)}`);
  trial.reached.push({ rung, steps, minutes, value });
  context.log(`${trial.name}: ${metric} ${value} after ${steps} steps`);
}

/** The share of its budget that a run has used up: none where it was still preparing, when its folder tells no budget yet. */
function shareOf({ steps, minutes, settings }: RunRecord): number {
  if (typeof settings["steps"] === "number") return steps / settings["steps"];
  return typeof settings["minutes"] === "number" ? minutes / settings["minutes"] : 0;
}

/** Throws a UserError of kind "environment" where this program may not start others. */
export function requireProcesses(): void {
  if (Deno.permissions.querySync({ name: "run" }).state === "granted") return;
  throw new UserError(
    "environment",
    "a sweep starts a process for each run, which this program may not: run it in the source tree, by deno task train",
  );
}
