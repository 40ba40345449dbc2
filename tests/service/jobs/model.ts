/** A queue as it should be, without time, and what of it can be done at random. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { JobState, Lease, Queue } from "../../../src/service/jobs/queue.ts";
import type { Open } from "./helpers.ts";

interface ModelJob {
  id: string;
  operation: string;
  priority: number;
  attempts: number;
  state: JobState;
  attempt: number;
  token: number;
  cancelling: boolean;
  /** States and logs that were told. */
  events: string[];
}

interface Model {
  jobs: ModelJob[];
  keys: Map<string, ModelJob>;
  /** All leases there ever were; most are of no use any more. */
  leases: { lease: Lease; job: ModelJob }[];
}

const OPERATIONS = ["train", "eval"];
/** Of evaluations one at a time. */
const LIMITS: Record<string, number> = { eval: 1 };

type Act = (queue: Queue, model: Model) => Promise<void>;

/** Changes how a job stands, if nobody else has it. */
function end(
  pick: number,
  call: (lease: Lease) => Promise<boolean>,
  then: (job: ModelJob) => JobState | undefined,
): Act {
  return async (_, { leases }) => {
    const held = leases[pick % Math.max(1, leases.length)];
    if (held === undefined) return;
    const { lease, job } = held;
    const state = job.state === "running" && job.token === lease.token ? then(job) : undefined;
    assert.equal(await call(lease), state !== undefined);
    if (state === undefined) return;
    [job.state, job.cancelling] = [state, false];
    job.events.push(state);
  };
}

const add = (priority: number, operation: string, key: string | undefined): Act => async (queue, model) => {
  const attempts = 1 + priority % 3;
  const known = key === undefined ? undefined : model.keys.get(key);
  const asked = { operation, input: null, priority, attempts };
  if (known !== undefined && (known.operation !== operation || known.priority !== priority)) {
    return await assert.rejects(queue.add({ ...asked, key: key ?? "" }));
  }
  const { id, state } = await queue.add({ ...asked, ...key && { key } });
  if (known !== undefined) return assert.deepEqual([id, state], [known.id, known.state]);
  const begin = { state: "queued" as const, attempt: 0, token: 0, cancelling: false, events: ["queued"] };
  const job: ModelJob = { id, operation, priority, attempts, ...begin };
  model.jobs.push(job);
  if (key !== undefined) model.keys.set(key, job);
};

const take = (operations: string[]): Act => async (queue, model) => {
  const running = (operation: string) =>
    model.jobs.filter((job) => job.state === "running" && job.operation === operation).length;
  const open = operations.filter((name) => running(name) < (LIMITS[name] ?? Infinity));
  const next = model.jobs.filter(({ state, operation }) => state === "queued" && open.includes(operation));
  const lease = await queue.take(operations, "w", AbortSignal.timeout(next.length > 0 ? 5000 : 20));
  assert.equal(lease !== null, next.length > 0);
  if (lease === null) return;
  const job = model.jobs.find(({ id }) => id === lease.job.id)!;
  assert.ok(next.includes(job), `${job.state} ${job.operation}`);
  assert.equal(job.priority, Math.max(...next.map(({ priority }) => priority)));
  [job.state, job.attempt, job.token] = ["running", job.attempt + 1, job.token + 1];
  job.events.push("running");
  assert.deepEqual([lease.token, lease.job.attempt], [job.token, job.attempt]);
  model.leases.push({ lease, job });
};

const tell = (pick: number): Act => async (_, { leases }) => {
  const held = leases[pick % Math.max(1, leases.length)];
  if (held === undefined) return;
  const { lease, job } = held;
  const told = await lease.tell([{ type: "log", data: pick }, { type: "log", data: pick + 1 }]);
  assert.equal(told, job.state === "running" && job.token === lease.token);
  if (told) job.events.push(String(pick), String(pick + 1));
};

const cancel = (pick: number): Act => async (queue, { jobs }) => {
  const job = jobs[pick % Math.max(1, jobs.length)];
  if (job === undefined) return;
  if (job.state === "queued") job.events.push(job.state = "cancelled");
  else if (job.state === "running" && !job.cancelling) {
    job.cancelling = true;
    job.events.push("running");
  }
  const told = await queue.cancel(job.id);
  assert.deepEqual([told?.state, told?.cancelling ?? false], [job.state, job.cancelling]);
};

const retry = (pick: number): Act => async (queue, { jobs }) => {
  const job = jobs[pick % Math.max(1, jobs.length)];
  if (job === undefined) return;
  if (job.state === "failed" || job.state === "cancelled") {
    [job.state, job.attempt] = ["queued", 0];
    job.events.push("queued");
  }
  assert.equal((await queue.retry(job.id))?.state, job.state);
};

const ERROR = { kind: "crash", message: "" };

const pick = fc.nat(1000);
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(9), fc.constantFrom(...OPERATIONS)).map(([p, o]) => add(p, o, undefined)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(1), fc.constantFrom(...OPERATIONS), fc.constantFrom("k", "l"))
      .map(([p, o, key]) => add(p, o, key)),
  },
  { weight: 5, arbitrary: fc.subarray(OPERATIONS, { minLength: 1 }).map(take) },
  { weight: 2, arbitrary: pick.map(tell) },
  { weight: 2, arbitrary: pick.map((i) => end(i, (lease) => lease.done(i), () => "done")) },
  { weight: 1, arbitrary: pick.map((i) => end(i, (lease) => lease.fail(ERROR, false), () => "failed")) },
  {
    weight: 2,
    arbitrary: pick.map((i) =>
      end(
        i,
        (lease) => lease.fail(ERROR, true),
        ({ cancelling, attempt, attempts }) =>
          cancelling ? "cancelled" : attempt < attempts ? "queued" : "failed",
      )
    ),
  },
  {
    weight: 2,
    arbitrary: pick.map((i) =>
      end(i, (lease) => lease.release(), (job) => {
        if (job.cancelling) return "cancelled";
        job.attempt--;
        return "queued";
      })
    ),
  },
  {
    weight: 1,
    arbitrary: pick.map((i) =>
      end(i, (lease) => lease.cancelled(), ({ cancelling }) => cancelling ? "cancelled" : undefined)
    ),
  },
  { weight: 2, arbitrary: pick.map(cancel) },
  { weight: 2, arbitrary: pick.map(retry) },
);

/** Does random things to new queues and to the model, which must agree after each. */
export async function agreesWithModel(newStore: () => Open, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 60, size: "max" }), async (all) => {
      await using queue = await newStore()({ limits: LIMITS, backoff: { first: 0, most: 0 }, poll: 0.02 });
      const model: Model = { jobs: [], keys: new Map(), leases: [] };
      for (const act of all) await act(queue, model);
      await compare(queue, model);
    }),
    { numRuns: runs },
  );
}

async function compare(queue: Queue, { jobs }: Model): Promise<void> {
  const counts = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  for (const { state } of jobs) counts[state]++;
  assert.deepEqual(await queue.counts(), counts);
  const listed = (await queue.list({ limit: 1000 })).jobs;
  assert.deepEqual(
    listed.map(({ id, state, attempt, cancelling = false }) => ({ id, state, attempt, cancelling })),
    jobs.map(({ id, state, attempt, cancelling }) => ({ id, state, attempt, cancelling })).reverse(),
  );
  for (const { id, events } of jobs) {
    const told = await queue.events(id, 0, 1000);
    assert.deepEqual(told.map(({ number }) => number), told.map((_, i) => i + 1));
    const words = told.map(({ data }) =>
      typeof data === "object" && data !== null && "state" in data ? data.state : String(data)
    );
    assert.deepEqual(words, events);
  }
}
