/** The queue that an engine makes. */
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../base/errors.ts";
import { quoted } from "../../../base/check.ts";
import { ID_PATTERN } from "../ids.ts";
import type { QueueOptions } from "../options.ts";
import type { JobEvent, Queue } from "../queue.ts";
import { type Engine, isOutage } from "./engine.ts";
import { type Hub, WORK } from "./hub.ts";
import { type Keeper, leaseOf } from "./lease.ts";
import { askedOf, checkSame } from "./request.ts";
import { cancelAsked, FIRST_EVENT, released, retried, stalled, type Step } from "./steps.ts";
import { hasEnded, jobOf } from "./stored.ts";

/** Events that `watch` reads at a time. */
const PAGE = 500;
const MOST_JOBS = 1000;

export function queueOf(engine: Engine, hub: Hub, options: QueueOptions): Queue {
  const close = new AbortController();
  const keeper: Keeper = { engine, hub, options, closing: close.signal };
  let fault: { error: unknown } | undefined;
  const sweeping = sweep(keeper, (error) => fault = { error });
  /** A step of a person: where it may not be taken, the job is given as it is. */
  const changed = async (id: string, step: Step) => {
    const job = isId(id) ? await engine.change(id, step) ?? await engine.read(id) : undefined;
    return job && jobOf(job);
  };
  return {
    async add(request) {
      const asked = askedOf(request, Date.now());
      const job = await engine.insert(asked, [FIRST_EVENT]);
      checkSame(job.asked, asked);
      return jobOf(job);
    },
    async get(id) {
      const job = isId(id) ? await engine.read(id) : undefined;
      return job && jobOf(job);
    },
    async list({ limit = 50, ...filter }) {
      checkPage(limit, filter.cursor);
      const jobs = await engine.list({ ...filter, limit: limit + 1 });
      const page = jobs.slice(0, limit).map(jobOf);
      const last = page.at(-1);
      return { jobs: page, ...jobs.length > limit && last && { next: last.id } };
    },
    counts: () => engine.counts(),
    take: (operations, worker, signal) => take(keeper, { operations, worker, signal }),
    cancel: (id) => changed(id, cancelAsked),
    retry: (id) => changed(id, retried),
    events: (id, after, limit) => isId(id) ? engine.events(id, after, limit) : Promise.resolve([]),
    watch: (id, after, signal) => watch(keeper, { id, after, signal }),
    async ready() {
      if (fault !== undefined) throw fault.error;
      await engine.ready();
    },
    async [Symbol.asyncDispose]() {
      if (close.signal.aborted) return;
      close.abort();
      await sweeping;
      await engine.close();
    },
  };
}

const isId = (id: string): boolean => ID_PATTERN.test(id);

function checkPage(limit: number, cursor: string | undefined): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_JOBS) {
    throw new UserError("usage", `limit ${limit} is not a whole number from 1 to ${MOST_JOBS}`);
  }
  if (cursor === undefined || isId(cursor)) return;
  throw new UserError("usage", `cursor ${quoted(cursor)} is not the \`next\` of a page`);
}

async function take(
  keeper: Keeper,
  { operations, worker, signal }: { operations: readonly string[]; worker: string; signal: AbortSignal },
) {
  const { engine, hub, options, closing } = keeper;
  const ended = AbortSignal.any([signal, closing]);
  using listener = hub.listen(WORK, ended);
  while (!ended.aborted) {
    const began = performance.now();
    const job = await engine.claim(operations, worker).catch(orOutage);
    if (job !== undefined && !ended.aborted) return leaseOf(keeper, job, began);
    if (job !== undefined) await engine.change(job.asked.id, released(job.standing.token));
    else await listener.next(1000 * options.poll);
  }
  return null;
}

async function* watch(
  { engine, hub, options, closing }: Keeper,
  { id, after, signal }: { id: string; after: number; signal: AbortSignal },
): AsyncGenerator<JobEvent> {
  if (!isId(id)) return;
  const ended = AbortSignal.any([signal, closing]);
  using listener = hub.listen(id, ended);
  let last = after;
  while (!ended.aborted) {
    // Read before its events: an end that is seen here is among them.
    const job = await engine.read(id);
    const events = await engine.events(id, last, PAGE);
    for (const event of events) {
      if (ended.aborted) return;
      yield event;
      last = event.number;
    }
    if (events.length === PAGE) continue;
    if (job === undefined || hasEnded(job.standing.state)) return;
    await listener.next(1000 * options.poll);
  }
}

/**
 * Takes jobs from workers that are silent, and forgets old ones, until the queue is closed. A fault, which is no outage, is
 * told, and it goes on.
 */
async function sweep(
  { engine, options: { lease }, closing }: Keeper,
  onFault: (error: unknown) => void,
): Promise<void> {
  while (!closing.aborted) {
    try {
      for (const id of await engine.overdue()) await engine.change(id, stalled);
      await engine.purge();
    } catch (error) {
      if (!isOutage(error)) onFault(error);
    }
    await sleep(1000 * Math.min(5, lease / 4), undefined, { signal: closing }).catch(() => {});
  }
}

/** What a store that cannot be reached for now throws is nothing to those who wait; all else is a fault. */
function orOutage(error: unknown): undefined {
  if (!isOutage(error)) throw error;
}
