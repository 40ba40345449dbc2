/** What may happen to a job: each step gives how it stands then and what is told of it, or undefined where it may not. */
import type { Json } from "../../../base/json.ts";
import type { JobError, JobEvent } from "../queue.ts";
import { isoTime, type Progress, type Standing, type StoredJob } from "./stored.ts";

export type Told = Pick<JobEvent, "type" | "data">;

export interface Change {
  /** All but the number of events, which the engine counts. */
  standing: Standing;
  told: readonly Told[];
}

export type Step = (job: StoredJob, now: number) => Change | undefined;

export const FIRST: Pick<Standing, "state" | "attempt" | "token" | "round" | "events"> = {
  ...{ state: "queued", attempt: 0, token: 0, round: 1, events: 0 },
};

export const FIRST_EVENT: Told = { type: "state", data: { state: "queued" } };

export const STALLED: JobError = { kind: "stalled", message: "its worker was not heard of any more" };

/** Taken from the queue for as long as a lease, in seconds. */
export const taken = (worker: string, lease: number): Step => ({ standing }, now) => {
  if (standing.state !== "queued" || standing.due > now) return undefined;
  const { error: _error, progress: _progress, ...rest } = standing;
  const [attempt, token] = [standing.attempt + 1, standing.token + 1];
  const began = { ...rest, attempt, token, worker, started: now, heartbeat: now, lease: now + 1000 * lease };
  return { standing: { ...began, state: "running" }, told: [takenEvent(attempt, worker)] };
};

export const takenEvent = (attempt: number, worker: string): Told => state("running", { attempt, worker });

/** What only the one may do who has taken the job last. */
const held = (token: number, step: Step): Step => (job, now) =>
  job.standing.state === "running" && job.standing.token === token ? step(job, now) : undefined;

/** Its worker is at it. */
export const beaten = (token: number, lease: number): Step =>
  held(token, ({ standing }, now) => ({
    standing: { ...standing, heartbeat: now, lease: now + 1000 * lease },
    told: [],
  }));

export const told = (token: number, events: readonly Told[]): Step =>
  held(token, ({ standing }) => {
    const progress = events.findLast(({ type, data }) => type === "progress" && isProgress(data))?.data;
    return { standing: { ...standing, ...isProgress(progress) && { progress } }, told: events };
  });

export const done = (token: number, result: Json): Step =>
  held(token, ({ standing }, now) => ({
    standing: { ...left(standing), state: "done", result, ended: now },
    told: [state("done")],
  }));

/** Milliseconds of the wait for the next try follow from the number of tries so far. */
export const failed = (
  token: number,
  error: JobError,
  { again, wait }: { again: boolean; wait: (attempt: number) => number },
): Step =>
  held(token, ({ asked, standing }, now) => {
    if (!again) return failure(standing, error, now);
    if (standing.cancelling) return cancellation(standing, now);
    if (standing.attempt >= asked.attempts) return failure(standing, error, now);
    const due = now + wait(standing.attempt);
    return {
      standing: { ...left(standing), state: "queued", error, due },
      told: [state("queued", { error: { ...error }, due: isoTime(due) })],
    };
  });

export const stopped = (token: number): Step =>
  held(token, ({ standing }, now) => standing.cancelling && cancellation(standing, now));

export const released = (token: number): Step =>
  held(token, ({ standing }, now) => {
    if (standing.cancelling) return cancellation(standing, now);
    const { started: _started, heartbeat: _heartbeat, worker: _worker, ...rest } = left(standing);
    return {
      standing: { ...rest, state: "queued", attempt: standing.attempt - 1, due: now },
      told: [state("queued")],
    };
  });

/** Its worker was silent for too long. */
export const stalled: Step = ({ asked, standing }, now) => {
  if (standing.state !== "running" || (standing.lease ?? 0) > now) return undefined;
  if (standing.cancelling) return cancellation(standing, now);
  if (standing.attempt >= asked.attempts) return failure(standing, STALLED, now);
  return {
    standing: { ...left(standing), state: "queued", error: STALLED, due: now },
    told: [state("queued", { error: { ...STALLED } })],
  };
};

/** A person wants it to stop. */
export const cancelAsked: Step = ({ standing }, now) => {
  if (standing.state === "queued") return cancellation(standing, now);
  if (standing.state !== "running" || standing.cancelling) return undefined;
  return { standing: { ...standing, cancelling: true }, told: [state("running", { cancelling: true })] };
};

/** A person wants it done all the same. */
export const retried: Step = ({ standing }, now) => {
  if (standing.state !== "failed" && standing.state !== "cancelled") return undefined;
  const { token, round, events } = standing;
  return {
    standing: { ...FIRST, token, round: round + 1, events, due: now },
    told: [state("queued")],
  };
};

/** What is left of how it stood once nobody is at it. */
function left(standing: Standing): Standing {
  const { lease: _lease, cancelling: _cancelling, ...rest } = standing;
  return rest;
}

function failure(standing: Standing, error: JobError, now: number): Change {
  return {
    standing: { ...left(standing), state: "failed", error, ended: now },
    told: [state("failed", { error: { ...error } })],
  };
}

function cancellation(standing: Standing, now: number): Change {
  return { standing: { ...left(standing), state: "cancelled", ended: now }, told: [state("cancelled")] };
}

function state(name: Standing["state"], more: { [name: string]: Json } = {}): Told {
  return { type: "state", data: { state: name, ...more } };
}

/** Whether data of an event say how far a job is. */
export function isProgress(data: unknown): data is Progress & { [name: string]: Json } {
  if (typeof data !== "object" || data === null || !("part" in data && "done" in data)) return false;
  const { total, detail } = { total: undefined, detail: undefined, ...data };
  return typeof data.part === "string" && typeof data.done === "number" &&
    (total === undefined || typeof total === "number") &&
    (detail === undefined || typeof detail === "string");
}
