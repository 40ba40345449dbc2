/** Jobs that are held: their heart beats by itself until they end. */
import { setTimeout as sleep } from "node:timers/promises";
import { backoffOf, type QueueOptions } from "../options.ts";
import type { Lease } from "../queue.ts";
import { type Engine, isOutage } from "./engine.ts";
import type { Hub } from "./hub.ts";
import { beaten, done, failed, released, type Step, stopped, told } from "./steps.ts";
import { jobOf, type StoredJob } from "./stored.ts";

/** What leases of one queue have in common. */
export interface Keeper {
  engine: Engine;
  hub: Hub;
  options: QueueOptions;
  /** Aborted when the queue is closed. */
  closing: AbortSignal;
}

/** Milliseconds between tries to tell a store that cannot be reached. */
const PAUSE = 200;

/** The lease of a job that was taken at `began`, by performance.now(), or after. */
export function leaseOf(keeper: Keeper, taken: StoredJob, began: number): Lease {
  const { engine, options, closing } = keeper;
  const { asked: { id, timeout }, standing: { token } } = taken;
  const stop = new AbortController();
  /** Aborted once there is nothing to hold any more. */
  const over = new AbortController();
  const lose = () => {
    stop.abort("lost");
    over.abort();
  };
  closing.addEventListener("abort", lose);
  const timer = timeout === undefined ? undefined : setTimeout(() => stop.abort("timeout"), 1000 * timeout);
  over.signal.addEventListener("abort", () => {
    closing.removeEventListener("abort", lose);
    clearTimeout(timer);
  });
  const isHeld = (job: StoredJob | undefined) =>
    job?.standing.state === "running" && job.standing.token === token;
  const look = (job: StoredJob | undefined) => {
    if (!isHeld(job)) lose();
    else if (job?.standing.cancelling) stop.abort("cancelled");
  };
  let before: Promise<unknown> = Promise.resolve();
  /** Does a thing after those before: what is read of the job is never older than what its worker has told. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = before.then(work);
    before = result.catch(() => {});
    return result;
  };
  keepBeating(keeper, { id, token, began, look, lose, inTurn, over: over.signal });
  /** Takes a step, as long as the lease holds. */
  const take = (step: Step): Promise<boolean> =>
    inTurn(async () => {
      const changed = await insist(engine, { id, step, over: over.signal });
      if (changed === undefined && !over.signal.aborted) look(await engine.read(id));
      else if (!isHeld(changed)) over.abort();
      return changed !== undefined;
    });
  const wait = (attempt: number) => backoffOf(options, attempt);
  return {
    ...{ job: jobOf(taken), token, signal: stop.signal },
    tell: (events) => take(told(token, events)),
    done: (result) => take(done(token, result)),
    fail: (error, again) => take(failed(token, error, { again, wait })),
    cancelled: () => take(stopped(token)),
    release: () => take(released(token)),
  };
}

/** Takes a step as often as it needs to reach the store, until the lease is over. */
async function insist(
  engine: Engine,
  { id, step, over }: { id: string; step: Step; over: AbortSignal },
): Promise<StoredJob | undefined> {
  const stamp = crypto.randomUUID();
  while (!over.aborted) {
    try {
      return await engine.change(id, step, stamp);
    } catch (error) {
      if (!isOutage(error)) throw error;
      await sleep(PAUSE);
    }
  }
}

/** Beats until the lease is over; it is lost as well where the store was not reached for as long as it holds. */
async function keepBeating(
  { engine, hub, options }: Keeper,
  { id, token, began, look, lose, inTurn, over }: {
    id: string;
    token: number;
    began: number;
    look: (job: StoredJob | undefined) => void;
    lose: () => void;
    inTurn: (work: () => Promise<void>) => Promise<void>;
    over: AbortSignal;
  },
): Promise<void> {
  using listener = hub.listen(id, over);
  const lease = 1000 * options.lease;
  let sure = began;
  const end = () => setTimeout(lose, sure + lease - performance.now());
  let deadline = end();
  over.addEventListener("abort", () => clearTimeout(deadline));
  /** Tells that its worker is at it, if it is time, and sees how the job stands. */
  const beat = async () => {
    const now = performance.now();
    if (over.aborted) return;
    if (now - sure < lease / 3) return look(await engine.read(id));
    const job = await engine.change(id, beaten(token, options.lease));
    if (over.aborted) return;
    look(job);
    if (over.aborted) return;
    clearTimeout(deadline);
    sure = now;
    deadline = end();
  };
  // At once too: it may have been cancelled before anybody listened.
  while (!over.aborted) {
    // The deadline tells whether an outage lasts too long.
    await inTurn(beat).catch(() => sleep(PAUSE));
    await listener.next(Math.max(0, sure + lease / 3 - performance.now()));
  }
}
