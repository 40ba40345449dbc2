/** What tests of queues use. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../src/base/errors.ts";
import type { QueueOptions } from "../../../src/service/jobs/options.ts";
import type { JobEvent, Lease, Queue } from "../../../src/service/jobs/queue.ts";

/** Opens a queue on the store of a test, which each test has for itself. */
export type Open = (options?: Partial<QueueOptions>) => Promise<Queue>;

/** Gives each test an empty store, and removes it afterwards. */
export type WithStore = (test: (open: Open) => Promise<void>) => Promise<void>;

/** Names a test that is given a store. */
export type Test = (name: string, fn: (open: Open) => Promise<void>) => void;

export const QUICK = { lease: 1, poll: 0.05, backoff: { first: 0.02, most: 0.1 } };

/** Takes a job that must be there. */
export async function take(queue: Queue, ...operations: string[]): Promise<Lease> {
  const lease = await queue.take(operations, "worker", AbortSignal.timeout(10_000));
  assert.ok(lease, "nothing was taken");
  return lease;
}

export const states = (events: readonly JobEvent[]): unknown[] =>
  events.filter(({ type }) => type === "state").map(({ data }) =>
    typeof data === "object" && data !== null && "state" in data ? data.state : undefined
  );

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Waits until a signal is aborted, at most 5 s. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("not aborted within 5 s")), 5000);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  });
}

export function isUsage(error: unknown): boolean {
  return error instanceof UserError && error.kind === "usage";
}
export async function withQueue<T>(open: Open, use: (queue: Queue) => Promise<T>): Promise<T> {
  await using queue = await open();
  return await use(queue);
}

/** Waits until something holds, at most 10 s. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let left = 200; !await holds(); left--) {
    assert.ok(left > 0, "not within 10 s");
    await sleep(50);
  }
}
