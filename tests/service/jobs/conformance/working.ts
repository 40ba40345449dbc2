/** What who does jobs relies on. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ID_PATTERN } from "../../../../src/service/jobs/ids.ts";
import type { Lease } from "../../../../src/service/jobs/queue.ts";
import { QUICK, states, take, type Test } from "../helpers.ts";

export function working(test: Test): void {
  test("a job is queued, taken, told of and done", async (open) => {
    await using queue = await open();
    const added = await queue.add({ operation: "train", input: { steps: 3, names: ["a"] } });
    assert.match(added.id, ID_PATTERN);
    assert.deepEqual(
      { ...added, id: "", created: "" },
      {
        ...{ id: "", operation: "train", input: { steps: 3, names: ["a"] }, state: "queued" },
        ...{ priority: 4, attempt: 0, attempts: 3, created: "" },
      },
    );
    const lease = await take(queue, "train");
    assert.deepEqual([lease.job.id, lease.job.state, lease.job.attempt, lease.token], [
      added.id,
      "running",
      1,
      1,
    ]);
    assert.ok(lease.job.started! >= added.created);
    assert.ok(
      await lease.tell([
        { type: "log", data: "a line" },
        { type: "progress", data: { part: "steps", done: 2, total: 3 } },
        { type: "metrics", data: { step: 2, loss: 1.5 } },
      ]),
    );
    assert.deepEqual((await queue.get(added.id))?.progress, { part: "steps", done: 2, total: 3 });
    assert.ok(await lease.done({ loss: 1 }));
    const done = await queue.get(added.id);
    assert.deepEqual([done?.state, done?.result, done?.worker], ["done", { loss: 1 }, "worker"]);
    assert.ok(done!.ended! >= done!.started!);
    const events = await queue.events(added.id, 0, 100);
    assert.deepEqual(events.map(({ number, type, data }) => ({ number, type, data })), [
      { number: 1, type: "state", data: { state: "queued" } },
      { number: 2, type: "state", data: { state: "running", attempt: 1, worker: "worker" } },
      { number: 3, type: "log", data: "a line" },
      { number: 4, type: "progress", data: { part: "steps", done: 2, total: 3 } },
      { number: 5, type: "metrics", data: { step: 2, loss: 1.5 } },
      { number: 6, type: "state", data: { state: "done" } },
    ]);
    assert.deepEqual((await queue.events(added.id, 3, 2)).map(({ number }) => number), [4, 5]);
    assert.ok(events.every(({ time }) => !Number.isNaN(Date.parse(time))));
    assert.equal(lease.signal.aborted, false);
    assert.deepEqual([await lease.done(2), await lease.tell([])], [false, false]);
  });

  test("higher priorities are taken first, then those that wait longest, of any operation", async (open) => {
    await using queue = await open();
    const asked = [4, 9, 0, 4, 9, 0, 7];
    const added: { id: string; priority: number }[] = [];
    for (const [i, priority] of asked.entries()) {
      added.push(await queue.add({ operation: i % 2 ? "train" : "eval", input: i, priority }));
    }
    const expected = added.toSorted((a, b) => b.priority - a.priority).map(({ id }) => id);
    const taken: string[] = [];
    for (const _ of asked) taken.push((await take(queue, "train", "eval")).job.id);
    assert.deepEqual(taken, expected);
  });

  test("only what was asked for is taken, as it comes", async (open) => {
    await using queue = await open();
    await queue.add({ operation: "eval", input: 1 });
    const taking = take(queue, "train");
    await sleep(100);
    const { id } = await queue.add({ operation: "train", input: 2 });
    assert.equal((await taking).job.id, id);
    assert.equal(await queue.take(["train"], "worker", AbortSignal.timeout(100)), null);
    assert.equal(await queue.take([], "worker", AbortSignal.timeout(50)), null);
    assert.equal(await queue.take(["eval"], "worker", AbortSignal.abort()), null);
    assert.equal((await queue.counts()).queued, 1);
  });

  test("a job that failed is tried again after a back-off, until its tries are used up", async (open) => {
    await using queue = await open({
      ...QUICK,
      backoff: { first: 0.2, most: 0.3 },
      jitter: { next: () => 0.5 },
    });
    const { id } = await queue.add({ operation: "train", input: null, attempts: 2 });
    const error = { kind: "crash", message: "it fell" };
    assert.ok(await (await take(queue, "train")).fail(error, true));
    const waiting = await queue.get(id);
    assert.deepEqual([waiting?.state, waiting?.attempt, waiting?.error], ["queued", 1, error]);
    const failing = (await queue.events(id, 2, 1))[0]!;
    assert.equal(Date.parse(waiting!.due!) - Date.parse(failing.time), 200);
    const again = await take(queue, "train");
    assert.ok(Date.now() >= Date.parse(waiting!.due!));
    assert.deepEqual([again.job.attempt, again.token, again.job.error], [2, 2, undefined]);
    assert.ok(await again.fail(error, true));
    const failed = await queue.get(id);
    assert.deepEqual([failed?.state, failed?.error, failed?.due], ["failed", error, undefined]);
    assert.deepEqual(
      states(await queue.events(id, 0, 10)),
      ["queued", "running", "queued", "running", "failed"],
    );
  });

  test("a job that failed for good is not tried again, unless a person wants it", async (open) => {
    await using queue = await open();
    const { id } = await queue.add({ operation: "train", input: null });
    const error = { kind: "input", message: "no such corpus" };
    await (await take(queue, "train")).fail(error, false);
    assert.equal((await queue.get(id))?.state, "failed");
    const again = await queue.retry(id);
    assert.deepEqual([again?.state, again?.attempt, again?.error], ["queued", 0, undefined]);
    assert.equal((await queue.retry(id))?.state, "queued");
    const lease = await take(queue, "train");
    assert.deepEqual([lease.job.attempt, lease.token], [1, 2]);
    assert.ok(await lease.done(1));
    assert.equal((await queue.retry(id))?.state, "done");
  });

  test("one that is to stop may still be done or fail, but is not tried again", async (open) => {
    await using queue = await open();
    const ends: [(lease: Lease) => Promise<boolean>, string][] = [
      [(lease) => lease.done(1), "done"],
      [(lease) => lease.fail({ kind: "crash", message: "" }, false), "failed"],
      [(lease) => lease.fail({ kind: "crash", message: "" }, true), "cancelled"],
      [(lease) => lease.release(), "cancelled"],
    ];
    for (const [end, state] of ends) {
      const { id } = await queue.add({ operation: "train", input: null });
      const lease = await take(queue, "train");
      await queue.cancel(id);
      assert.ok(await end(lease));
      assert.equal((await queue.get(id))?.state, state);
    }
  });

  test("a job that was given back is as if it had not been taken", async (open) => {
    await using queue = await open();
    const { id } = await queue.add({ operation: "train", input: null, attempts: 1 });
    const lease = await take(queue, "train");
    assert.ok(await lease.release());
    const job = await queue.get(id);
    assert.deepEqual([job?.state, job?.attempt, job?.worker, job?.started], [
      "queued",
      0,
      undefined,
      undefined,
    ]);
    const again = await take(queue, "train");
    assert.deepEqual([again.job.id, again.job.attempt, again.token], [id, 1, 2]);
    assert.equal(await lease.done(1), false);
    assert.ok(await again.done(2));
    assert.equal((await queue.get(id))?.result, 2);
  });
}
