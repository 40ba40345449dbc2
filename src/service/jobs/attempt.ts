/** One try at a job: a process that does it, what it tells, and how it ends. */
import { join } from "node:path";
import { type ChildEnd, howEnded, startChild } from "../../base/child.ts";
import type { ErrorKind } from "../../base/errors.ts";
import { isCalledOff } from "../sweeps/sweep.ts";
import { type Assignment, JOB_COMMAND, type Outcome, readEvent } from "./child/protocol.ts";
import { conclude } from "./conclude.ts";
import { faultOf } from "./fault.ts";
import { prepareJob } from "./prepare.ts";
import type { JobError, Lease } from "./queue.ts";
import { type Relay, relayTo } from "./relay.ts";
import { keeper } from "./keeper.ts";
import { runsOf, type Workplace } from "./workplace.ts";

/** Errors of what was asked for: it would fail again. */
const FINAL: readonly string[] = ["usage", "input", "model", "corpus"] satisfies ErrorKind[];

/** A job that is held. */
interface Held {
  lease: Lease;
  relay: Relay;
  folder: string;
  /** The worker is to end. */
  drain: AbortSignal;
  /** Another has the job by now. */
  gone: AbortSignal;
}

/** What a process came to. */
interface Came {
  outcome?: Outcome;
  failed?: JobError;
  end: ChildEnd;
  /** The last line of its standard error. */
  line: string;
}

/** Tries to do a job, and tells the queue how that ended. */
export async function attempt(place: Workplace, lease: Lease, drain: AbortSignal): Promise<void> {
  const folder = join(runsOf(place), lease.job.id), gone = new AbortController();
  const lost = () => gone.abort();
  const onAbort = () => lease.signal.reason === "lost" && lost();
  lease.signal.addEventListener("abort", onAbort);
  try {
    await Deno.mkdir(folder, { recursive: true });
    await using relay = await relayTo(lease, folder, lost);
    const { attempt } = lease.job;
    await relay.note({ state: "running", worker: place.name, attempt });
    const state = await tried(place, { lease, relay, folder, drain, gone: gone.signal });
    await relay.note({ state, attempt });
  } finally {
    lease.signal.removeEventListener("abort", onAbort);
  }
}

/** Tries it; gives the state that it came to, as the log tells it. */
async function tried(place: Workplace, held: Held): Promise<string> {
  const { lease, relay, drain, gone } = held;
  let failed: JobError | undefined;
  try {
    if (await isCalledOff(place.queue, lease.job)) {
      await place.queue.cancel(lease.job.id);
      await lease.cancelled();
      return "cancelled";
    }
    await prepareJob(place, lease.job, held.folder);
    const came = await run(place, held);
    const { outcome } = came;
    if (outcome !== undefined && !gone.aborted) {
      const result = await conclude(place, lease.job, held.folder, outcome);
      await relay.flush();
      await lease.done(result);
      return "done";
    }
    failed = came.failed;
    // What was to stop and was killed has not crashed.
    if (!lease.signal.aborted && !drain.aborted) {
      failed ??= { kind: "crash", message: howEnded(came.end, came.line) };
    }
  } catch (error) {
    failed = faultOf(error);
  }
  await relay.flush();
  return await settle(held, failed);
}

/** Tells the queue of a job that is not done. */
async function settle({ lease, gone }: Held, failed: JobError | undefined): Promise<string> {
  const { signal, job } = lease;
  if (gone.aborted) return "lost";
  if (signal.reason === "cancelled") {
    await lease.cancelled();
    return "cancelled";
  }
  if (signal.reason === "timeout") {
    const message = `attempt ${job.attempt} of ${job.attempts} took longer than it may`;
    await lease.fail({ kind: "timeout", message }, true);
    return "timeout";
  }
  if (failed === undefined) {
    await lease.release();
    return "released";
  }
  await lease.fail(failed, !FINAL.includes(failed.kind));
  return `failed: ${failed.kind}`;
}

/** Does a job in a process of its own, which is told to stop, and killed where it does not. */
async function run(place: Workplace, held: Held): Promise<Came> {
  const { lease: { job, signal }, relay, drain, gone } = held, { patience, corpora } = place;
  const told: Pick<Came, "outcome" | "failed"> = {};
  const keeps = keeper(place, held.folder, relay);
  let line = "";
  const assignment: Assignment = {
    ...{ id: job.id, operation: job.operation, input: job.input, corpora, patience: patience.drain },
  };
  const child = startChild(place.program, [JOB_COMMAND], {
    cwd: runsOf(place),
    input: `${JSON.stringify(assignment)}\n`,
    async error(said) {
      if (said.trim() === "") return;
      line = said.slice(0, 300);
      await relay.tell("log", { line: said.slice(0, 4000) });
    },
    async output(text) {
      const event = readEvent(text);
      if (event.type === "log") await relay.tell("log", { line: event.line });
      else if (event.type === "metrics") await relay.tell("metrics", event.values);
      else if (event.type === "saved") keeps.saved();
      else if (event.type === "done") told.outcome = event.outcome;
      else if (event.type === "failed") told.failed = { kind: event.kind, message: event.message };
      else if (event.type === "progress") {
        const { type: _, ...progress } = event;
        await relay.tell("progress", progress);
      }
    },
  });
  const timers: ReturnType<typeof setTimeout>[] = [];
  const within = (milliseconds: number) => {
    void child.stop();
    timers.push(setTimeout(child.kill, milliseconds));
  };
  const stop = () => within(signal.reason === "timeout" ? patience.timeout : patience.cancel);
  const listeners = [
    [signal, stop],
    [drain, () => within(patience.drain)],
    [gone, child.kill],
  ] as const;
  for (const [each, listener] of listeners) {
    if (each.aborted) listener();
    else each.addEventListener("abort", listener, { once: true });
  }
  try {
    const end = await child.ended;
    await keeps.end();
    return { ...told, end, line };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    for (const [each, listener] of listeners) each.removeEventListener("abort", listener);
  }
}
