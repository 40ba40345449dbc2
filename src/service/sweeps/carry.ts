/**
 * A sweep at work: it asks for trainings, looks what became of them, and decides which are next. All that it knows stands in
 * the events of its job, so whoever takes the job after a crash goes on with it. It holds no place among a worker's jobs.
 */
import { sha256 } from "../../base/files.ts";
import { sleep } from "../../base/sleep.ts";
import { next, type Turn } from "../../experiment/sweep/schedule.ts";
import { resultFiles } from "../../operations/sweep/results.ts";
import { ResultSchema } from "../jobs/result.ts";
import { isOutage } from "../jobs/core/engine.ts";
import { faultOf } from "../jobs/fault.ts";
import type { Job, Lease } from "../jobs/queue.ts";
import type { Workplace } from "../jobs/workplace.ts";
import { noteStep, type Step, trialsOf, type TrialStanding } from "./journal.ts";
import { keepFiles, readPlan, type SweepPlan } from "./plan.ts";
import { SWEEP, type SweepInput, sweepOf } from "./sweep.ts";
import { bestOf, rowsOf } from "./table.ts";

/** Milliseconds between looks at trials. */
const PAUSE = 250;
const USUAL_PRIORITY = 4, HIGHEST_PRIORITY = 9;

type Carrier = Pick<Workplace, "queue" | "artifacts">;

/** A sweep that is held. */
interface Carried extends Carrier {
  lease: Lease;
  input: SweepInput;
  plan: SweepPlan;
  trials: TrialStanding[];
}

/** Another has the sweep by now. */
class Lost extends Error {}

/** Carries a sweep until it has ended, or the signal is aborted: then it is given back. */
export async function carry(carrier: Carrier, lease: Lease, drain: AbortSignal): Promise<void> {
  let carried: Carried | undefined;
  const over = AbortSignal.any([lease.signal, drain]);
  while (!over.aborted) {
    try {
      carried ??= await takenUp(carrier, lease);
      if (await round(carried)) return;
    } catch (error) {
      if (error instanceof Lost) return;
      // What is not reached now may be soon; where it is not, the lease ends by itself.
      if (!isOutage(error)) {
        await lease.fail(faultOf(error), false);
        return;
      }
    }
    await sleep(PAUSE, over);
  }
  if (lease.signal.reason === "lost") return;
  if (!lease.signal.aborted) return void await lease.release();
  await calledOff(carrier, lease);
  await lease.cancelled();
}

async function takenUp(carrier: Carrier, lease: Lease): Promise<Carried> {
  const { id } = lease.job, input = sweepOf(lease.job);
  const plan = await readPlan(carrier.artifacts, input.plan);
  return { ...carrier, lease, input, plan, trials: await trialsOf(carrier.queue, id, input.trials) };
}

/** Cancels the trials that are open. */
async function calledOff({ queue }: Carrier, { job }: Lease): Promise<void> {
  try {
    for (const { isOpen, job: trial } of await trialsOf(queue, job.id, sweepOf(job).trials)) {
      if (isOpen && trial !== undefined) await queue.cancel(trial);
    }
  } catch (error) {
    // They end all the same: a trial whose sweep was called off is not begun, and who called it off cancels them too.
    if (!isOutage(error)) throw error;
  }
}

/** Looks at all trials and asks for those that are next; true once the sweep has ended. */
async function round(carried: Carried): Promise<boolean> {
  const { plan: { rungs, reduction, goal }, trials, input } = carried;
  let moved = false;
  for (const [i, { isOpen }] of trials.entries()) if (isOpen) moved = await look(carried, i) || moved;
  for (;;) {
    if (trials.filter(({ isOpen }) => isOpen).length >= input.parallel) break;
    const turns = trials.map((trial): Turn => ({ ...trial, isRunning: trial.isOpen }));
    const turn = next(turns, { rungs, reduction, goal });
    if (turn === "done") {
      await tellProgress(carried);
      await concluded(carried);
      return true;
    }
    if (turn === "wait") break;
    const { trial, rung } = turn;
    await tell(carried, { did: "begin", trial, rung }, "begins");
    moved = await look(carried, trial) || moved;
  }
  if (moved) await tellProgress(carried);
  return false;
}

/** Asks for the training of an open trial, or sees how it ended; true where something has changed. */
async function look(carried: Carried, number: number): Promise<boolean> {
  const { queue, trials } = carried, trial = trials[number]!, rung = trial.target ?? 0;
  if (trial.job === undefined || trial.isAgain) {
    const { id } = await asked(carried, number, rung);
    if (trial.isAgain) await queue.retry(id);
    await tell(carried, { did: "ask", trial: number, rung, job: id }, `is the run ${id}`);
    return true;
  }
  const job = await queue.get(trial.job);
  if (job?.ended === undefined) return false;
  await tell(carried, ...endOf(job, number, rung));
  return true;
}

/** The training of a trial, which there is once however often it is asked for. */
function asked({ queue, lease, input, plan, trials }: Carried, number: number, rung: number): Promise<Job> {
  const { name, input: training } = plan.trials[number]!, sweep = lease.job.id;
  const checkpoint = trials[number]!.reached.at(-1)?.checkpoint;
  const { priority = USUAL_PRIORITY, ...queueing } = input.queueing;
  const trial = {
    ...{ sweep, name, share: plan.rungs[rung]!, metric: plan.metric },
    ...checkpoint !== undefined && { after: checkpoint },
  };
  return queue.add({
    ...{
      operation: "train",
      input: { ...Object(training), trial },
      key: `${SWEEP}/${sweep}/${name}/${rung}`,
    },
    ...queueing,
    // What goes on stands before what begins, as where a sweep has a machine for itself.
    priority: Math.min(HIGHEST_PRIORITY, priority + rung),
  });
}

/** What is told of a training that has ended. */
function endOf({ state, result, error }: Job, trial: number, rung: number): [step: Step, line: string] {
  const left = ResultSchema.safeParse(result).data;
  const of = (name: string) => left?.artifacts.find((each) => each.name === name)?.id;
  const { steps, minutes, value } = left?.metrics ?? {}, checkpoint = of("checkpoint"), model = of("model");
  if (steps === undefined || minutes === undefined || value === undefined || checkpoint === undefined) {
    const why = state === "failed" ? error?.message ?? state : state;
    return [{ did: "fail", trial, rung, why }, `failed: ${why}`];
  }
  const step: Step = {
    ...{ did: "reach", trial, rung, steps, minutes, value, checkpoint },
    ...model !== undefined && { model },
  };
  return [step, `${value} after ${steps} steps`];
}

/** Writes down what was done with a trial before anything follows from it. */
async function tell({ lease, plan, trials }: Carried, step: Step, line: string): Promise<void> {
  const { name, values } = plan.trials[step.trial]!,
    rung = plan.rungs.length > 1 ? `, rung ${step.rung}` : "";
  const tried = plan.axes.map((axis, k) => `${axis.split(".").at(-1)}=${values[k]}`).join(" ");
  const whole = step.did === "begin" ? `${name}: ${tried}${rung}` : `${name}: ${line}`;
  if (!await lease.tell([{ type: "log", data: { line: whole, step } }])) throw new Lost();
  noteStep(trials, step);
}

async function tellProgress({ lease, plan, trials }: Carried): Promise<void> {
  const done = trials.filter(({ isOpen, target }) => !isOpen && target !== undefined).length;
  const best = bestOf(rowsOf(plan, trials));
  const data = {
    ...{ part: "trials", done, total: trials.length },
    ...best !== undefined && { detail: `best ${best.name}: ${plan.metric} ${best.value}` },
  };
  if (!await lease.tell([{ type: "progress", data }])) throw new Lost();
}

/** Ends a sweep with its table. */
async function concluded({ lease, artifacts, input, plan, trials }: Carried): Promise<void> {
  const rows = rowsOf(plan, trials), best = bestOf(rows), { name, method } = input, { metric } = plan;
  const failures = rows.filter(({ failed }) => failed !== undefined);
  if (best === undefined) {
    const message = `all trials failed; the first: ${failures[0]?.failed ?? "it was not begun"}`;
    return void await lease.fail({ kind: "input", message }, false);
  }
  const minutes = rows.reduce((sum, { minutes }) => sum + minutes, 0);
  const files = resultFiles({ name, method, metric, minutes, trials: rows }, plan);
  const table = { name: "table", kind: "report", id: await keepFiles(artifacts, files) };
  const same = rows.map(({ run: _, model: __, minutes: ___, ...row }) => row);
  await lease.done({
    digest: await sha256(new TextEncoder().encode(JSON.stringify(same))),
    artifacts: [table, ...best.model === undefined ? [] : [{ name: "model", kind: "model", id: best.model }]],
    metrics: { trials: rows.length, failed: failures.length, best: best.value! },
  });
}
