/** Jobs on Redis, for many machines: records and events in scripts of our own, brought to workers by BullMQ. */
import type { Engine } from "../core/engine.ts";
import type { Hub } from "../core/hub.ts";
import { FIRST, type Step, taken } from "../core/steps.ts";
import { expiryOf, hasEnded, type StoredJob } from "../core/stored.ts";
import type { QueueOptions } from "../options.ts";
import { JOB_STATES } from "../queue.ts";
import { connect, isRefused } from "./connection.ts";
import { type Brought, delivery, parcelName } from "./delivery.ts";
import { eventsOf, eventText, list, recordOf } from "./records.ts";
import * as scripts from "./scripts.ts";

/** Milliseconds after which a job that was not sent to BullMQ is sent by others. */
const UNSENT = 2000;

/** Throws a UserError of kind "environment" where there is no Redis. */
export async function bullmqEngine(
  { url, name }: { url: string; name: string },
  { hub, options }: { hub: Hub; options: QueueOptions },
): Promise<Engine> {
  const prefix = `{ascii-gen:${name}}:`;
  const redis = await connect(url, {
    ...{ prefix, channel: `${prefix}changes` },
    onMessage: (message) => hub.wake(message),
  });
  const bullmq = delivery(redis, `${prefix}bull`, options);
  /** Jobs at work here. */
  const held = new Map<string, Brought>();

  const read = async (id: string) => {
    const answer = list(await redis.run(scripts.READ, id));
    const record = recordOf(answer);
    return record && { ...record, now: Number(answer[4]) };
  };
  const send = async (job: StoredJob) => {
    await bullmq.send(job);
    await redis.run(scripts.SENT, parcelName(job));
  };
  const change = async (id: string, step: Step, stamp: string = crypto.randomUUID()) => {
    for (;;) {
      const found = await read(id);
      if (found === undefined) return undefined;
      const { job, version, stamps, now } = found;
      if (stamps.includes(stamp)) return job;
      const change = step(job, now);
      if (change === undefined) return undefined;
      const standing = { ...change.standing, events: job.standing.events + change.told.length };
      const after: StoredJob = { asked: job.asked, standing };
      const answer = await redis.run(
        ...[scripts.CHANGE, id, version, stamp, standing.state, JSON.stringify(standing)] as const,
        ...[standing.lease ?? "", expiryOf(job.asked, standing) ?? ""],
        standing.round === job.standing.round ? "" : parcelName(after),
        ...change.told.map((each) => eventText(each, now)),
      );
      if (answer !== 1) continue;
      await follow(job, after);
      return after;
    }
  };
  /** Tells BullMQ. Where it cannot be told, it finds out by itself: locks end, and what it brings in vain is dropped. */
  const follow = async (before: StoredJob, after: StoredJob) => {
    const { id } = after.asked;
    const { state, round, due } = after.standing;
    const here = held.get(id);
    try {
      if (round !== before.standing.round) return await send(after);
      if (before.standing.state === "queued" && state === "cancelled") return await bullmq.recall(after);
      if (before.standing.state !== "running") return;
      if (state === "running") return await here?.keep();
      held.delete(id);
      await (state === "queued" ? here?.later(due) : here?.drop());
      await redis.run(scripts.SENT, "");
    } catch { /* as said above */ }
  };
  /** Takes what was brought, if its record says so. */
  const accept = async (brought: Brought, worker: string): Promise<StoredJob | undefined> => {
    const { id, round } = brought;
    const take = taken(worker, options.lease);
    const job = await change(id, (job, now) => job.standing.round === round ? take(job, now) : undefined);
    if (job !== undefined) {
      held.set(id, brought);
      return job;
    }
    const standing = (await read(id))?.job.standing;
    if (standing === undefined || standing.round !== round || hasEnded(standing.state)) {
      return void await brought.drop();
    }
    // Not at once, also where this machine's clock is ahead of Redis's.
    const { due, lease = due } = standing;
    await brought.later(Math.max(lease, Date.now() + 1000 * options.poll));
  };
  return {
    change,
    async insert(asked, told) {
      // Due now by any clock: that of who asks need not be Redis's.
      const standing = { ...FIRST, due: 0, events: told.length };
      const job: StoredJob = { asked, standing };
      const id = await redis.run(
        ...[scripts.INSERT, asked.id, asked.key ?? "", asked.operation] as const,
        ...[JSON.stringify(asked), JSON.stringify(standing), parcelName(job)],
        ...told.map((each) => eventText(each, asked.created)),
      );
      // The sweep sends what this cannot.
      if (id === asked.id) await send(job).catch(() => {});
      return id === asked.id ? job : (await read(String(id)))?.job ?? job;
    },
    read: async (id) => (await read(id))?.job,
    async claim(operations, worker) {
      try {
        while (redis.isUp()) {
          const brought = await bullmq.next(operations);
          const job = brought && await accept(brought, worker);
          if (brought === undefined || job !== undefined) return job;
        }
      } catch (error) {
        // What was brought as the connection broke is brought again when its lock ends.
        if (isRefused(error)) throw error;
      }
    },
    async overdue() {
      for (const each of list(await redis.run(scripts.UNSENT, UNSENT))) {
        const [member, record] = list(each);
        const job = recordOf(record)?.job;
        if (job && parcelName(job) === member) await send(job);
        else await redis.run(scripts.SENT, String(member));
      }
      return list(await redis.run(scripts.OVERDUE)).map(String);
    },
    purge: async () => void await redis.run(scripts.PURGE),
    async list({ state, operation, cursor = "", limit }) {
      const index = [
        ...state ? ["state", state] : operation ? ["operation"] : ["all"],
        ...operation ? [operation] : [],
      ];
      const records = list(await redis.run(scripts.LIST, index.join(":"), cursor, limit));
      return records.flatMap((record) => recordOf(record)?.job ?? []);
    },
    async counts() {
      const counts = list(await redis.run(scripts.COUNTS, ...JOB_STATES)).map(Number);
      const [queued = 0, running = 0, done = 0, failed = 0, cancelled = 0] = counts;
      return { queued, running, done, failed, cancelled };
    },
    events: async (id, after, limit) =>
      eventsOf(await redis.run(scripts.EVENTS, id, after, limit), after + 1),
    ready: () => redis.ready(),
    async close() {
      await bullmq[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}
