import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { hasRedis, INSTALL_REDIS, startRedis } from "../../../scripts/redis.ts";
import { sha256 } from "../../../src/base/files.ts";
import { random } from "../../../src/base/random.ts";
import { folderArtifacts } from "../../../src/service/artifacts/folder.ts";
import { openQueue, type QueuePlace } from "../../../src/service/jobs/open.ts";
import type { JobEvent, Queue } from "../../../src/service/jobs/queue.ts";
import { keepPlan, planned } from "../../../src/service/sweeps/plan.ts";
import { ATTEMPTS, SWEEP } from "../../../src/service/sweeps/sweep.ts";
import { trialsAfter, trialsOf, type TrialStanding } from "../../../src/service/sweeps/journal.ts";
import { states } from "../jobs/helpers.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

/** How often whoever carries a sweep is killed. */
const KILLS = 3;
const KEPT = { lease: 0.8, poll: 0.05, backoff: { first: 0.01, most: 0.05 } };

const trainingSchema = z.object({
  seed: z.number(),
  trial: z.object({ name: z.string(), share: z.number(), after: z.string().optional() }),
});

const idOf = (text: string) => sha256(new TextEncoder().encode(text));

/** Does trainings as a worker does, but at once: what a trial comes to hangs on its seed alone. */
async function trainAll(queue: Queue, signal: AbortSignal, seed: number): Promise<void> {
  const { next } = random(seed, 1);
  while (!signal.aborted) {
    const lease = await queue.take(["train"], "trainer", signal).catch(() => null);
    if (lease === null) continue;
    const { seed, trial: { name, share } } = trainingSchema.parse(lease.job.input);
    await sleep(60 * next());
    const checkpoint = await idOf(`${name} at ${share}`);
    await lease.done({
      ...{ digest: checkpoint, artifacts: [{ name: "checkpoint", kind: "checkpoint", id: checkpoint }] },
      metrics: { steps: Math.round(90 * share), minutes: share, value: seed % 7 + seed / 100 + share },
    });
  }
}

/** Checks that a sweep whose carriers are killed asks for each training once, each with what that before it left. */
async function survives(
  place: QueuePlace,
  folder: string,
  disturb: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const artifacts = join(folder, "artifacts"),
    store = await folderArtifacts(artifacts),
    end = new AbortController();
  await Deno.mkdir(join(folder, "corpora"));
  await Deno.writeTextFile(join(folder, "corpora", "cats.txt"), TEXT);
  await using queue = await openQueue({ ...place, ...KEPT });
  const { plan, name } = await planned({
    ...{ words: ["seed=range(27)", "steps=90"], files: ["cats.txt"], method: "asha", reduction: 3 },
  }, join(folder, "corpora"));
  const { axes, method, metric, goal, trials } = plan;
  const spawn = () => {
    const asked = JSON.stringify({ place: { ...place, ...KEPT }, artifacts });
    const args = ["run", "-q", "-A", "--no-check", join(import.meta.dirname!, "carrier.ts"), asked];
    return new Deno.Command(Deno.execPath(), { args, stdin: "null", stdout: "null" }).spawn();
  };
  const carriers = [spawn(), spawn()];
  const training = Promise.all([1, 2, 3].map((seed) => trainAll(queue, end.signal, seed)));
  try {
    const input = { name, axes, method, metric, goal, trials: trials.length, parallel: 4, queueing: {} };
    const request = { ...input, plan: await keepPlan(store, plan) };
    const { id } = await queue.add({ operation: SWEEP, input: request, attempts: ATTEMPTS });
    const isOver = async () => (await queue.get(id).catch(() => undefined))?.ended !== undefined;
    /** Which process carries it, once so many trainings are done. */
    const carrierAfter = async (count: number): Promise<number> => {
      for (;; await sleep(20)) {
        const [job, { done }] = await Promise.all([queue.get(id), queue.counts()]);
        const carrier = carriers.findIndex(({ pid }) => job?.worker === `carrier ${pid}`);
        if (done >= count && job?.state === "running" && carrier >= 0) return carrier;
      }
    };
    for (let i = 0; i < KILLS; i++) {
      const carrier = await carrierAfter(6 * (i + 1)), killed = carriers[carrier]!;
      killed.kill("SIGKILL");
      await killed.status;
      // The other goes on with it.
      carriers[carrier] = spawn();
      if (i === 1) await disturb();
    }
    while (!await isOver()) await sleep(50);
    const sweep = await queue.get(id);
    assert.equal(sweep?.state, "done", JSON.stringify(sweep?.error));
    const came = await trialsOf(queue, id, trials.length);
    const { jobs } = await queue.list({ operation: "train", limit: 200 });
    const done = jobs.map(({ input }) => trainingSchema.parse(input).trial);
    assert.equal(new Set(done.map(({ name, share }) => `${name} at ${share}`)).size, done.length);
    assert.equal(done.length, came.reduce((sum, { reached }) => sum + reached.length, 0));
    for (const { name, share, after } of done) {
      const before = plan.rungs[plan.rungs.indexOf(share) - 1];
      assert.equal(after, before === undefined ? undefined : await idOf(`${name} at ${before}`));
    }
    assert.deepEqual(plan.rungs.length, 4);
    assert.ok(came.every(({ reached, isOpen }) => reached.length > 0 && !isOpen));
    const events = await queue.events(id, 0, 10_000);
    assert.deepEqual(events.map(({ number }) => number), events.map((_, i) => i + 1));
    // A carrier that is slow may lose it besides.
    assert.ok(states(events).filter((state) => state === "running").length > KILLS);
    checkTurns(events, trials.length);
  } finally {
    end.abort();
    for (const carrier of carriers) {
      carrier.kill("SIGKILL");
      await carrier.status;
    }
    await training;
  }
}

/** Checks that what went on was among the best third of its rung, as far as that was known, or the best of all at the end. */
function checkTurns(events: readonly JobEvent[], count: number): void {
  for (const [i, { data }] of events.entries()) {
    const { did, trial, rung } = stepSchema.safeParse(data).data?.step ?? { did: "", trial: 0, rung: 0 };
    if (did !== "begin" || rung === 0) continue;
    const before = trialsAfter(count, events.slice(0, i));
    const valueOf = ({ reached }: TrialStanding) => reached.find((each) => each.rung === rung - 1)?.value;
    const all = before.map(valueOf).filter((value) => value !== undefined), own = valueOf(before[trial]!);
    const better = all.filter((value) => value < (own ?? -Infinity)).length;
    const isLast = before.every(({ isOpen, target }) => !isOpen && target !== undefined);
    assert.ok(
      own !== undefined && (better < Math.floor(all.length / 3) || isLast && better === 0),
      `${trial}`,
    );
  }
}

const stepSchema = z.object({ step: z.object({ did: z.string(), trial: z.number(), rung: z.number() }) });

const inFolder = async (use: (folder: string) => Promise<void>) => {
  const folder = await Deno.makeTempDir({ prefix: "sweeps-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
};

Deno.test("SQLite: a sweep whose carriers are killed asks for each training once, and ends", () =>
  inFolder((folder) => survives({ path: join(folder, "queue.db") }, folder)));

if (!await hasRedis()) {
  console.error(`no redis-server, so sweeps on Redis are not tested: ${INSTALL_REDIS}`);
} else {
  Deno.test("BullMQ: a sweep whose carriers and Redis are killed asks for each training once, and ends", () =>
    inFolder(async (folder) => {
      await using redis = await startRedis();
      await survives({ url: redis.url, name: "sweeps" }, folder, async () => {
        await redis.kill();
        await redis.start();
      });
    }));
}
