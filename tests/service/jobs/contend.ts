/** Several real processes that do the jobs of one queue, are killed at random and started again. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openQueue, type QueuePlace } from "../../../src/service/jobs/open.ts";
import type { JobEvent, Queue } from "../../../src/service/jobs/queue.ts";
import { states } from "./helpers.ts";

const KEPT = { lease: 0.8, poll: 0.05, backoff: { first: 0.01, most: 0.05 }, limits: { eval: 1 } };

/** Milliseconds within which all has to end. */
const PATIENCE = 120_000;

/**
 * Checks that each job is done once, whatever happens, and that who watches, and comes back, sees each event once.
 * `disturb` is called now and then.
 */
export async function contend(
  place: QueuePlace,
  { jobs, kills, processes = 3, disturb = () => Promise.resolve() }: {
    jobs: number;
    kills: number;
    processes?: number;
    disturb?: () => Promise<void>;
  },
): Promise<void> {
  await using queue = await openQueue({ ...place, ...KEPT });
  const running: Deno.ChildProcess[] = [];
  try {
    for (let i = 0; i < processes; i++) running.push(spawn(place));
    const ids: string[] = [];
    const watching: Promise<JobEvent[]>[] = [];
    for (let i = 0; i < jobs; i++) {
      const operation = i % 4 ? "train" : "eval";
      const request = { operation, input: i, priority: i % 10, attempts: 1000, key: `job ${i}` };
      const { id } = await insist(() => queue.add(request));
      ids.push(id);
      if (i % 5 === 0) watching.push(watched(queue, id));
    }
    for (let i = 0; i < kills; i++) {
      await sleep(200 + Math.random() * 400);
      const victim = Math.floor(Math.random() * processes);
      await end(running[victim]!);
      running[victim] = spawn(place);
      await disturb();
    }
    for (const until = Date.now() + PATIENCE;;) {
      const counts = await insist(() => queue.counts());
      if (counts.done === jobs) break;
      assert.ok(Date.now() < until, JSON.stringify(counts));
      await sleep(100);
    }
    for (const id of ids) await checkDone(queue, id);
    const seen = await Promise.all(watching);
    for (const [i, events] of seen.entries()) {
      assert.deepEqual(events, await queue.events(ids[5 * i]!, 0, 10_000));
    }
  } finally {
    for (const child of running) await end(child);
  }
}

/** Kills a process, which may have ended by itself. */
async function end(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  await child.status;
}

function spawn(place: QueuePlace): Deno.ChildProcess {
  const script = join(import.meta.dirname!, "contender.ts");
  const args = ["run", "-q", "-A", "--no-check", script, JSON.stringify({ ...place, ...KEPT })];
  return new Deno.Command(Deno.execPath(), { args, stdin: "null", stdout: "null" }).spawn();
}

async function checkDone(queue: Queue, id: string): Promise<void> {
  const job = await queue.get(id);
  const events = await queue.events(id, 0, 10_000);
  assert.equal(job?.state, "done");
  assert.deepEqual(events.map(({ number }) => number), events.map((_, i) => i + 1));
  const told = states(events);
  assert.equal(told.filter((state) => state === "done").length, 1);
  assert.equal(told.at(-1), "done");
  assert.equal(told.filter((state) => state === "running").length, job.attempt);
  // What one try has told is whole, in order and followed by nothing of another: fencing held.
  const logs = events.filter(({ type }) => type === "log").map(({ data }) => JSON.stringify(data));
  const last = [0, 1, 2, 3, 4].map((i) => JSON.stringify({ token: job.attempt, i }));
  assert.deepEqual(logs.slice(-5), last);
  assert.equal(new Set(logs).size, logs.length);
  assert.deepEqual(job.result, { token: job.attempt });
}

/** All events of a job, by a watcher that leaves now and then and comes back with the last number. */
async function watched(queue: Queue, id: string): Promise<JobEvent[]> {
  const seen: JobEvent[] = [];
  for (;;) {
    const leave = new AbortController();
    try {
      for await (const event of queue.watch(id, seen.length, leave.signal)) {
        seen.push(event);
        if (seen.length % 4 === 0) leave.abort();
      }
    } catch { // The store could not be reached for a while.
      continue;
    }
    if (!leave.signal.aborted) return seen;
  }
}

/** Does what has a key, or changes nothing, until the store can be reached. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 50;; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}
