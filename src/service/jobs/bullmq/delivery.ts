/**
 * BullMQ brings jobs to workers: it keeps the lines by priority, delays, limits, and notices workers that fell silent. What a
 * job is, and whether it may be taken, its record tells; so one that is brought twice is done once.
 */
import { type Job, Queue, Worker } from "bullmq";
import type { StoredJob } from "../core/stored.ts";
import type { QueueOptions } from "../options.ts";
import type { Redis } from "./connection.ts";
import { list } from "./records.ts";
import { HEADS } from "./scripts.ts";

/** What BullMQ knows of a job. */
interface Parcel {
  id: string;
  /** One that was retried is another job to BullMQ. */
  round: number;
}

/** A job that was brought. */
export interface Brought extends Parcel {
  /** Needs not be brought again. */
  drop(): Promise<void>;
  /** Is to be brought at a time, in milliseconds since 1970. */
  later(due: number): Promise<void>;
  /** Is still at work here. */
  keep(): Promise<void>;
}

export interface Delivery extends AsyncDisposable {
  send(job: StoredJob): Promise<void>;
  /** Takes a job that waits out of its line. */
  recall(job: StoredJob): Promise<void>;
  /** What is next of some operations. */
  next(operations: readonly string[]): Promise<Brought | undefined>;
}

export const parcelName = ({ asked, standing }: StoredJob): string => `${asked.id}-${standing.round}`;

export function delivery(redis: Redis, prefix: string, { lease, limits }: QueueOptions): Delivery {
  const connection = redis.client;
  const lock = Math.ceil(1000 * lease);
  const queues = new Map<string, Promise<Queue<Parcel>>>();
  const workers = new Map<string, Promise<Worker<Parcel>>>();
  const kept = <T>(made: Map<string, Promise<T>>, operation: string, make: (name: string) => Promise<T>) => {
    // BullMQ has colons of its own.
    const each = made.get(operation) ?? make(encodeURIComponent(operation));
    made.set(operation, each);
    // What could not be made for now is made when it is needed next.
    each.catch(() => made.delete(operation));
    return each;
  };
  const queueOf = (operation: string) =>
    kept(queues, operation, async (name) => {
      const streams = { events: { maxLen: 100 } };
      const queue = new Queue<Parcel>(name, { connection, prefix, streams, skipVersionCheck: true });
      queue.on("error", () => {});
      const limit = limits[operation];
      await (limit === undefined ? queue.removeGlobalConcurrency() : queue.setGlobalConcurrency(limit));
      return queue;
    });
  const workerOf = (operation: string) =>
    kept(workers, operation, async (name) => {
      await queueOf(operation);
      const worker = new Worker<Parcel>(name, null, {
        ...{ connection, prefix, lockDuration: lock, stalledInterval: Math.ceil(lock / 2) },
        // The record counts how often it may be.
        ...{ maxStalledCount: 1e9, skipVersionCheck: true },
      });
      worker.on("error", () => {});
      await worker.startStalledCheckTimer();
      return worker;
    });

  /** Operations by what is next of them, the most urgent first. */
  const inTurn = async (operations: readonly string[]): Promise<readonly string[]> => {
    if (operations.length < 2) return operations;
    const all = await Promise.all(operations.map(queueOf));
    const heads = list(await redis.run(HEADS, ...all.map((queue) => queue.toKey(""))));
    return operations.map((operation, i) => {
      const [priority = "", name = ""] = list(heads[i]).map(String);
      return { operation, priority: priority === "" ? Infinity : Number(priority), name };
    }).sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1)).map(({ operation }) =>
      operation
    );
  };
  return {
    async send(job) {
      const { asked: { id, operation, priority }, standing: { round } } = job;
      const queue = await queueOf(operation);
      await queue.add("job", { id, round }, {
        ...{ jobId: parcelName(job), priority: 10 - priority, removeOnComplete: true, removeOnFail: true },
      });
    },
    async recall(job) {
      await (await queueOf(job.asked.operation)).remove(parcelName(job));
    },
    async next(operations) {
      for (const operation of await inTurn(operations)) {
        const worker = await workerOf(operation);
        const token = crypto.randomUUID();
        const job = await worker.getNextJob(token, { block: false });
        if (job) return broughtOf(job, token, lock);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const each of [...workers.values(), ...queues.values()]) await (await each).close(true);
    },
  };
}

function broughtOf(job: Job<Parcel>, token: string, lock: number): Brought {
  return {
    ...job.data,
    drop: async () => void await job.moveToCompleted(null, token, false),
    later: (due) => job.moveToDelayed(due, token),
    keep: async () => void await job.extendLock(token, lock),
  };
}
