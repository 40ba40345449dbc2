/** What holds while several are at work, fall silent and watch. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { JobEvent } from "../../../../src/service/jobs/queue.ts";
import { aborted, collect, QUICK, states, take, type Test, until } from "../helpers.ts";

export function together(test: Test): void {
  test("a running job is told to stop within a second, by another process too", async (open) => {
    await using queue = await open({ lease: 30 });
    await using other = await open({ lease: 30 });
    for (const asker of [queue, other]) {
      const { id } = await queue.add({ operation: "train", input: null });
      const lease = await take(queue, "train");
      assert.equal(await lease.cancelled(), false);
      const cancelled = await asker.cancel(id);
      assert.deepEqual([cancelled?.state, cancelled?.cancelling], ["running", true]);
      const began = Date.now();
      await aborted(lease.signal);
      assert.ok(Date.now() - began < 1000);
      assert.equal(lease.signal.reason, "cancelled");
      assert.ok(await lease.tell([{ type: "log", data: "stopping" }]));
      assert.ok(await lease.cancelled());
      const job = await other.get(id);
      assert.deepEqual([job?.state, job?.cancelling], ["cancelled", undefined]);
    }
  });

  test("a heart beats as long as the work takes", async (open) => {
    await using queue = await open(QUICK);
    const { id } = await queue.add({ operation: "train", input: null });
    const lease = await take(queue, "train");
    const first = (await queue.get(id))?.heartbeat;
    await sleep(2500);
    assert.equal(lease.signal.aborted, false);
    const job = await queue.get(id);
    assert.deepEqual([job?.state, job?.attempt], ["running", 1]);
    assert.ok(job!.heartbeat! > first!);
    assert.ok(await lease.done(null));
  });

  test("a try may take so long and no longer", async (open) => {
    await using queue = await open(QUICK);
    const { id } = await queue.add({ operation: "train", input: null, timeout: 0.2 });
    const lease = await take(queue, "train");
    await aborted(lease.signal);
    assert.equal(lease.signal.reason, "timeout");
    assert.ok(await lease.fail({ kind: "timeout", message: "took more than 0.2 s" }, false));
    assert.equal((await queue.get(id))?.error?.kind, "timeout");
  });

  test("a job whose worker fell silent is taken over; what the first one tells is refused", async (open) => {
    await using silent = await open(QUICK);
    await using queue = await open(QUICK);
    const { id } = await queue.add({ operation: "train", input: null, attempts: 2 });
    const first = await take(silent, "train");
    await silent[Symbol.asyncDispose]();
    assert.equal(first.signal.reason, "lost");
    const second = await take(queue, "train");
    assert.deepEqual([second.job.id, second.job.attempt, second.token], [id, 2, 2]);
    assert.equal(await first.done("of the first"), false);
    assert.ok(await second.done("of the second"));
    assert.equal((await queue.get(id))?.result, "of the second");
    const events = await queue.events(id, 0, 10);
    assert.deepEqual(states(events), ["queued", "running", "queued", "running", "done"]);
    assert.match(JSON.stringify(events[2]!.data), /stalled/);
  });

  test("a job that falls silent at its last try has failed", async (open) => {
    await using silent = await open(QUICK);
    await using queue = await open(QUICK);
    const { id } = await queue.add({ operation: "train", input: null, attempts: 1 });
    await take(silent, "train");
    await silent[Symbol.asyncDispose]();
    await until(async () => (await queue.get(id))?.state !== "running");
    assert.equal(await queue.take(["train"], "worker", AbortSignal.timeout(50)), null);
    const job = await queue.get(id);
    assert.deepEqual([job?.state, job?.error?.kind], ["failed", "stalled"]);
    assert.equal((await queue.retry(id))?.state, "queued");
    assert.equal((await take(queue, "train")).job.attempt, 1);
  });

  test("a job that is to stop and whose worker fell silent is cancelled", async (open) => {
    await using silent = await open(QUICK);
    await using queue = await open(QUICK);
    const { id } = await queue.add({ operation: "train", input: null });
    await take(silent, "train");
    await silent[Symbol.asyncDispose]();
    await queue.cancel(id);
    const events = await collect(queue.watch(id, 0, AbortSignal.timeout(5000)));
    assert.deepEqual(states(events), ["queued", "running", "running", "cancelled"]);
    assert.equal((await queue.get(id))?.state, "cancelled");
  });

  test("all workers together keep within the limit of an operation", async (open) => {
    const options = { limits: { train: 2 } };
    await using queue = await open(options);
    await using other = await open(options);
    for (let i = 0; i < 4; i++) await queue.add({ operation: "train", input: i });
    await queue.add({ operation: "eval", input: null, priority: 0 });
    const leases = [await take(queue, "train"), await take(other, "train", "eval")];
    assert.equal(await other.take(["train"], "worker", AbortSignal.timeout(150)), null);
    assert.equal((await take(queue, "train", "eval")).job.operation, "eval");
    const waiting = take(other, "train");
    await leases[0]!.done(null);
    assert.equal((await waiting).job.operation, "train");
    await leases[1]!.release();
    assert.ok(await take(queue, "train"));
    assert.equal((await queue.counts()).running, 3);
  });

  test("who watches sees each event once, from where they were, until the job has ended", async (open) => {
    await using queue = await open({ poll: 0.1 });
    await using other = await open({ poll: 0.1 });
    const { id } = await queue.add({ operation: "train", input: null });
    const within = AbortSignal.timeout(20_000);
    const watchers = [queue, other].map((each) => collect(each.watch(id, 0, within)));
    const late = collect(other.watch(id, 40, within));
    // One that comes back again and again with the number of the last event that it has seen.
    const back = (async () => {
      const seen: JobEvent[] = [];
      for (;;) {
        const leave = new AbortController();
        for await (const event of other.watch(id, seen.length, leave.signal)) {
          seen.push(event);
          if (seen.length % 17 === 0) leave.abort();
        }
        if (!leave.signal.aborted) return seen;
      }
    })();
    const lease = await take(queue, "train");
    const lines = 1200;
    for (let i = 0; i < lines; i += 10) {
      const events = [...Array(10)].map((_, k) => ({ type: "log" as const, data: i + k }));
      assert.ok(await lease.tell(events));
      if (i % 100 === 0) await sleep(5);
    }
    await lease.done(null);
    const all = await queue.events(id, 0, 10_000);
    assert.deepEqual(all.map(({ number }) => number), [...Array(lines + 3)].map((_, i) => i + 1));
    for (const seen of [...await Promise.all(watchers), await back]) assert.deepEqual(seen, all);
    assert.deepEqual(await late, all.slice(40));
    assert.deepEqual(await collect(queue.watch(id, all.length, within)), []);
    const { id: waiting } = await queue.add({ operation: "train", input: null });
    const leave = new AbortController();
    for await (const { number } of queue.watch(waiting, 0, leave.signal)) {
      assert.equal(number, 1);
      leave.abort();
    }
  });

  test("things told at once are told in order", async (open) => {
    await using queue = await open();
    const { id } = await queue.add({ operation: "train", input: null });
    const lease = await take(queue, "train");
    const told = [...Array(30)].map((_, i) => lease.tell([{ type: "log", data: i }]));
    const end = lease.done(null);
    assert.ok((await Promise.all([...told, end])).every(Boolean));
    const logs = (await queue.events(id, 0, 100)).filter(({ type }) => type === "log");
    assert.deepEqual(logs.map(({ data }) => data), [...told.keys()]);
  });

  test("what several change at once is changed by each", async (open) => {
    await using queue = await open();
    await using other = await open();
    for (let round = 0; round < 5; round++) {
      const { id } = await queue.add({ operation: "train", input: null });
      const lease = await take(queue, "train");
      const tells = [...Array(10)].map((_, i) => lease.tell([{ type: "log", data: i }]));
      const cancels = [...Array(5)].map((_, i) => (i % 2 ? queue : other).cancel(id));
      await Promise.all([...tells, ...cancels]);
      assert.equal((await queue.get(id))?.cancelling, true);
      assert.equal((await queue.events(id, 0, 100)).length, 13);
      assert.ok(await lease.cancelled());
      assert.equal((await other.get(id))?.state, "cancelled");
    }
  });

  test("many takers at once never take the same job", async (open) => {
    await using queue = await open();
    await using other = await open();
    const ids = new Set<string>();
    for (let i = 0; i < 40; i++) ids.add((await queue.add({ operation: "train", input: i })).id);
    const leases = await Promise.all([...Array(40)].map((_, i) => take(i % 2 ? queue : other, "train")));
    assert.deepEqual(new Set(leases.map(({ job }) => job.id)), ids);
    await Promise.all(leases.map((lease) => lease.done(null)));
    assert.equal((await queue.counts()).done, 40);
  });
}
