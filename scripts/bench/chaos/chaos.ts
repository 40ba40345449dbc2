/** `deno task bench chaos`: server, workers and their processes are killed while trainings run; then all must be as if none had been. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { random } from "../../../src/base/random.ts";
import { sleep } from "../../../src/base/sleep.ts";
import { writeOut } from "../../../src/cli/terminal.ts";
import { folderArtifacts } from "../../../src/service/artifacts/folder.ts";
import { ResultSchema } from "../../../src/service/jobs/result.ts";
import { freePort } from "../../free_port.ts";
import { type RedisServer, startRedis } from "../../redis.ts";
import { follow, insist } from "./client.ts";
import { childrenOf, isAlive, keep, type Kept, kill } from "./processes.ts";

/** What is killed, how often, and how long trainings are. */
export interface Chaos {
  /** A folder for all of it. */
  folder: string;
  kills: number;
  /** Kills of Redis, among the others; with any, jobs are on Redis, else in SQLite. */
  redisKills?: number;
  seed: number;
  steps: number;
  /** Milliseconds between kills at most. */
  pause: number;
}

/** What it came to. */
export interface Survived {
  jobs: number;
  kills: Record<string, number>;
  /** Events of all jobs, and connections of the clients that read them. */
  events: number;
  connections: number;
  /** Tries of all jobs. */
  attempts: number;
  artifacts: number;
  seconds: number;
}

const SIZES = { dim: 16, layers: 1, heads: 2, window: 16, batchTokens: 512, workers: 1, saveInterval: 10 };
const TEXT = Array.from({ length: 200 }, (_, i) => `${i % 10} cats sit on ${(i + 1) % 10} mats.\n`).join("");
/** Different trainings that there are; each is asked for again and again. */
const SEEDS = 3;

/** Kills what is at work; throws where that can be told from what came of it. */
export async function survive(
  { folder, kills, redisKills = 0, seed, steps, pause }: Chaos,
): Promise<Survived> {
  const quiet = await undisturbed(join(folder, "quiet"), steps);
  await using redis = redisKills === 0 ? undefined : await startRedis();
  const home = await prepared(join(folder, "chaos")), port = freePort(), url = `http://127.0.0.1:${port}`;
  const place = { folder: home, port, redis: redis?.url };
  const server = keep("server", place), workers = [0, 1].map(() => keep("worker", place));
  const hits: Survived["kills"] = {}, orphans: number[] = [];
  const { int } = random(seed, 4), began = performance.now();
  const ids: string[] = [], streams: ReturnType<typeof follow>[] = [];
  try {
    for (let left = kills, ofRedis = redisKills; left + ofRedis > 0;) {
      // There is always something to do.
      if (await waiting(url, ids) < 2) {
        const id = await asked(url, steps, ids.length);
        ids.push(id);
        streams.push(follow(`${url}/runs/${id}/logs/stream`));
      }
      await sleep(int(pause));
      const isRedis = int(left + ofRedis) < ofRedis;
      const what = isRedis ? "redis" : ["server", "worker", "child"][int(3)]!, worker = workers[int(2)]!;
      const children = await childrenOf(worker.pid());
      if (what === "child" && children.length === 0) continue;
      if (isRedis) await interrupt(redis!, int(OUTAGE));
      else if (what === "server") server.kill();
      else if (what === "worker") {
        orphans.push(...children);
        worker.kill();
      } else children.forEach(kill);
      hits[what] = (hits[what] ?? 0) + 1;
      if (isRedis) ofRedis--;
      else left--;
    }
    const jobs = await Promise.all(ids.map((id) => ended(url, id)));
    const seconds = (performance.now() - began) / 1000;
    const read = await Promise.all(streams);
    for (const [i, { id, state, error, result }] of jobs.entries()) {
      assert.equal(state, "done", `${id}: ${JSON.stringify(error)}`);
      assert.equal(made(result), quiet[i % SEEDS], `${id} came to other weights`);
      const { numbers, states } = read[i]!;
      assert.deepEqual(numbers, numbers.map((_, i) => i + 1), `${id}: events lost, doubled or out of order`);
      assert.deepEqual(states.filter((each) => each !== "queued" && each !== "running"), ["done"]);
    }
    while ((await Promise.all(orphans.map(isAlive))).includes(true)) await sleep(50);
    return {
      ...{ jobs: jobs.length, kills: hits, seconds, artifacts: await checkedArtifacts(home) },
      events: read.reduce((sum, { numbers }) => sum + numbers.length, 0),
      connections: read.reduce((sum, { connections }) => sum + connections, 0),
      attempts: jobs.reduce((sum, { attempt }) => sum + Number(attempt), 0),
    };
  } finally {
    await Promise.all([server, ...workers].map((each) => each.end()));
  }
}

/** Milliseconds at most that Redis is away: leases of three seconds end meanwhile, or do not. */
const OUTAGE = 6000;

async function interrupt(redis: RedisServer, milliseconds: number): Promise<void> {
  await redis.kill();
  await sleep(milliseconds);
  await redis.start();
}

/** What each training comes to where nothing is killed. */
async function undisturbed(folder: string, steps: number): Promise<string[]> {
  await prepared(folder);
  const port = freePort(), url = `http://127.0.0.1:${port}`, all: Kept[] = [];
  try {
    all.push(keep("server", { folder, port }), keep("worker", { folder, port }));
    const ids: string[] = [];
    for (let i = 0; i < SEEDS; i++) ids.push(await asked(url, steps, i));
    const jobs = await Promise.all(ids.map((id) => ended(url, id)));
    for (const { state, error } of jobs) assert.equal(state, "done", JSON.stringify(error));
    return jobs.map(({ result }) => made(result));
  } finally {
    await Promise.all(all.map((each) => each.end()));
  }
}

async function prepared(folder: string): Promise<string> {
  await Deno.mkdir(join(folder, "corpora"), { recursive: true });
  await Deno.writeTextFile(join(folder, "corpora", "cats.txt"), TEXT);
  return folder;
}

/** Asks for the i-th training, once however often that takes. */
async function asked(url: string, steps: number, i: number): Promise<string> {
  const body = {
    ...{ files: ["cats.txt"], settings: { tokenizer: "char" }, ...SIZES, steps, seed: 1 + i % SEEDS },
    job: { attempts: 100 },
  };
  const { id } = await insist(`${url}/runs/train`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `chaos-${i}` },
    body: JSON.stringify(body),
  });
  return String(id);
}

async function waiting(url: string, ids: readonly string[]): Promise<number> {
  const jobs = await Promise.all(ids.slice(-4).map((id) => insist(`${url}/runs/${id}`)));
  return jobs.filter(({ ended }) => ended === undefined).length;
}

async function ended(url: string, id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const job = await insist(`${url}/runs/${id}`);
    if (job["ended"] !== undefined) return job;
    await sleep(200);
  }
}

/** The artifact that tells what was made, weights included: the same where all is the same. */
const made = (result: unknown): string =>
  ResultSchema.parse(result).artifacts.find(({ name }) => name === "made")!.id;

/** Reads all artifacts there are, each of which is verified; gives how many. */
async function checkedArtifacts(home: string): Promise<number> {
  const artifacts = await folderArtifacts(join(home, "data", "artifacts")), all = await artifacts.list();
  for (const { kind, id } of all) {
    const manifest = await artifacts.manifest(kind, id);
    assert.ok(manifest !== undefined, `${kind} ${id} is half-written`);
    for (const { path } of manifest.files) {
      const file = await artifacts.read(kind, id, path);
      assert.ok(file !== undefined);
      await file.body.pipeTo(new WritableStream());
    }
  }
  return all.length;
}

/** Prints what was survived. */
export async function chaosBench(
  { kills, redisKills, seed }: { kills: number; redisKills: number; seed: number },
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-chaos-" });
  try {
    const survived = await survive({ folder, kills, redisKills, seed, steps: 150, pause: 2500 });
    const { jobs, attempts, events, connections, artifacts, seconds } = survived;
    const told = Object.entries(survived.kills).map(([what, times]) => `${what} ${times}`).join(", ");
    writeOut(
      `${kills + redisKills} kills (${told}) within ${
        seconds.toFixed(0)
      } s: ${jobs} trainings done once each in ${attempts} tries, ` +
        `weights those of undisturbed ones, to the bit;\n${events} events read once each over ${connections} connections; ` +
        `${artifacts} artifacts whole\n`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
