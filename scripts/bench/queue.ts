/** `deno task bench queue`: jobs through each engine of queues. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processorTime } from "./text_speed.ts";
import { hasRedis, INSTALL_REDIS, startRedis } from "../redis.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { openQueue, type QueuePlace } from "../../src/service/jobs/open.ts";
import type { Lease, Queue } from "../../src/service/jobs/queue.ts";

const OPERATIONS = ["train", "evaluate"];
/** Takers at a time. */
const TAKERS = 32;

/** Measures the engine in a file, and on Redis where redis-server is installed or a URL is given. */
export async function queueBench({ jobs, url }: { jobs: number; url?: string | undefined }): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await measure("SQLite", { path: join(folder, "queue.db") }, jobs);
    if (url !== undefined) await measure("BullMQ", { url, name: `bench-${crypto.randomUUID()}` }, jobs);
    else if (await hasRedis()) {
      await using redis = await startRedis();
      await measure("BullMQ", { url: redis.url }, jobs);
    } else writeOut(`no redis-server, so no BullMQ: ${INSTALL_REDIS}\n`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measure(name: string, place: QueuePlace, jobs: number): Promise<void> {
  await using queue = await openQueue(place);
  const ask = (i: number) =>
    queue.add({ operation: OPERATIONS[i % 2]!, input: { steps: i }, priority: i % 10, keep: 60 });
  const tenth = Math.ceil(jobs / 10);
  await rate(`${name}: add one after the other`, tenth, async () => {
    for (let i = 0; i < tenth; i++) await ask(i);
  });
  await rate(`${name}: add all at once`, jobs - tenth, async () => {
    await Promise.all([...Array(jobs - tenth)].map((_, i) => ask(i)));
  });
  await rate(`${name}: counts, with ${jobs} in it`, 100, async () => {
    for (let i = 0; i < 100; i++) await queue.counts();
  });
  await rate(`${name}: a page of 50 of an operation`, 100, async () => {
    for (let i = 0; i < 100; i++) await queue.list({ state: "queued", operation: "train" });
  });
  await rate(`${name}: take and done one after the other`, tenth, async () => {
    for (let i = 0; i < tenth; i++) await (await take(queue)).done({ loss: i });
  });
  let left = jobs - tenth;
  await rate(`${name}: take, tell of progress and done by ${TAKERS} at once`, left, async () => {
    await Promise.all([...Array(TAKERS)].map(async () => {
      while (left-- > 0) {
        const lease = await take(queue);
        await lease.tell([{ type: "progress", data: { part: "steps", done: 1 } }]);
        await lease.done(null);
      }
    }));
  });
  await roundTrips(name, queue);
}

/** From a job's being asked for to its end's being seen by who watches, where a worker waits for it. */
async function roundTrips(name: string, queue: Queue): Promise<void> {
  const stop = new AbortController();
  const worker = (async () => {
    for (;;) {
      const lease = await queue.take(OPERATIONS, "bench", stop.signal);
      if (lease === null) return;
      await lease.done(null);
    }
  })();
  const times: number[] = [];
  for (let i = 0; i < 50; i++) {
    await sleep(20);
    const began = performance.now();
    const { id } = await queue.add({ operation: "train", input: null });
    for await (const _ of queue.watch(id, 0, stop.signal));
    times.push(performance.now() - began);
  }
  stop.abort();
  await worker;
  times.sort((a, b) => a - b);
  row(`${name}: round trip, median of ${times.length}`, times[times.length >> 1]!, "ms");
  row(`${name}: round trip, the longest but two`, times.at(-3)!, "ms");
}

async function take(queue: Queue): Promise<Lease> {
  const lease = await queue.take(OPERATIONS, "bench", AbortSignal.timeout(60_000));
  if (lease === null) throw new Error("no job within a minute");
  return lease;
}

async function rate(name: string, count: number, work: () => Promise<void>): Promise<void> {
  const [began, used] = [performance.now(), processorTime()];
  await work();
  row(name, 1000 * count / (performance.now() - began), "/s");
  row("  processor time of each, of this process", (processorTime() - used) / count, "ms");
}

function row(name: string, value: number, unit: string): void {
  writeOut(`${name.padEnd(64)} ${value.toFixed(value < 100 ? 2 : 0).padStart(8)} ${unit}\n`);
}
