/** What who asks for jobs relies on. */
import assert from "node:assert/strict";
import { UserError } from "../../../../src/base/errors.ts";
import type { JobFilter } from "../../../../src/service/jobs/queue.ts";
import { collect, isUsage, QUICK, take, type Test, until, withQueue } from "../helpers.ts";

export function asking(test: Test): void {
  test("what there is not is not there", async (open) => {
    await using queue = await open();
    for (const id of ["0123456789abcdef01234567", "", "../x", "A", "a'b"]) {
      assert.equal(await queue.get(id), undefined);
      assert.equal(await queue.cancel(id), undefined);
      assert.equal(await queue.retry(id), undefined);
      assert.deepEqual(await queue.events(id, 0, 10), []);
      assert.deepEqual(await collect(queue.watch(id, 0, AbortSignal.timeout(5000))), []);
    }
    assert.deepEqual(await queue.list({}), { jobs: [] });
    assert.deepEqual(await queue.counts(), { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 });
    await queue.ready();
  });

  test("a key stands for one job, and for no other request", async (open) => {
    await using queue = await open();
    await using other = await open();
    const request = { operation: "train", input: { a: 1, b: [2] }, key: "k" };
    const jobs = await Promise.all([...Array(10)].map((_, i) => (i % 2 ? queue : other).add(request)));
    assert.equal(new Set(jobs.map(({ id }) => id)).size, 1);
    // The order of names is not told by JSON.
    assert.equal((await queue.add({ ...request, input: { b: [2], a: 1 } })).id, jobs[0]!.id);
    for (
      const differs of [{ input: { a: 2, b: [2] } }, { operation: "eval" }, { priority: 5 }, { timeout: 9 }]
    ) {
      await assert.rejects(queue.add({ ...request, ...differs }), isUsage);
    }
    await (await take(queue, "train")).done(null);
    assert.equal((await queue.add(request)).state, "done");
    assert.notEqual((await queue.add({ ...request, key: "other" })).id, jobs[0]!.id);
  });

  test("requests that no job can have are refused", async (open) => {
    await using queue = await open();
    const wrong = [
      ...[{ priority: 10 }, { priority: -1 }, { priority: 1.5 }, { attempts: 0 }, { attempts: NaN }],
      ...[{ timeout: 0 }, { timeout: Infinity }, { keep: -1 }, { operation: "" }, { key: "" }],
      ...[{ key: "a\nb" }, { key: "x".repeat(201) }],
    ];
    for (const each of wrong) {
      await assert.rejects(
        queue.add({ operation: "train", input: null, ...each }),
        isUsage,
        JSON.stringify(each),
      );
    }
    for (const filter of [{ limit: 0 }, { limit: 1001 }, { cursor: "'" }]) {
      await assert.rejects(queue.list(filter), isUsage, JSON.stringify(filter));
    }
    assert.equal((await queue.counts()).queued, 0);
  });

  test("a queued job is cancelled at once, and can be retried", async (open) => {
    await using queue = await open();
    const { id } = await queue.add({ operation: "train", input: null });
    assert.equal((await queue.cancel(id))?.state, "cancelled");
    assert.equal(await queue.take(["train"], "worker", AbortSignal.timeout(100)), null);
    assert.equal((await queue.cancel(id))?.state, "cancelled");
    assert.equal((await queue.retry(id))?.state, "queued");
    assert.equal((await take(queue, "train")).job.id, id);
  });

  test("jobs are forgotten when they need not be kept any longer, and their keys with them", async (open) => {
    await using queue = await open(QUICK);
    const brief = { operation: "eval", input: null, keep: 0.2, key: "brief" };
    const { id } = await queue.add(brief);
    const { id: kept } = await queue.add({ operation: "eval", input: null, keep: 1000 });
    const { id: waiting } = await queue.add({ operation: "train", input: null, keep: 0 });
    for (let i = 0; i < 2; i++) await (await take(queue, "eval")).done(null);
    await until(async () => await queue.get(id) === undefined);
    assert.deepEqual(await queue.events(id, 0, 10), []);
    assert.deepEqual((await queue.list({})).jobs.map((job) => job.id), [waiting, kept]);
    assert.deepEqual((await queue.counts()).done, 1);
    assert.notEqual((await queue.add(brief)).id, id);
  });

  test("pages go through all jobs, the newest first, while new ones come", async (open) => {
    await using queue = await open();
    const ids: string[] = [];
    for (let i = 0; i < 23; i++) {
      ids.push((await queue.add({ operation: i % 3 ? "train" : "eval", input: i })).id);
    }
    assert.deepEqual(ids, ids.toSorted());
    await (await take(queue, "train")).done(null);
    await queue.cancel(ids[3]!);
    const all = async (filter: JobFilter) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      for (;;) {
        const { jobs, next } = await queue.list({ ...filter, limit: 5, ...cursor && { cursor } });
        seen.push(...jobs.map(({ id }) => id));
        if (next === undefined) return seen;
        cursor = next;
        await queue.add({ operation: "later", input: null });
      }
    };
    const of = (wanted: (i: number) => boolean) => ids.filter((_, i) => wanted(i)).reverse();
    assert.deepEqual(await all({}), ids.toReversed());
    assert.deepEqual(await all({ operation: "train" }), of((i) => i % 3 > 0));
    assert.deepEqual(await all({ state: "done" }), [ids[1]]);
    assert.deepEqual(await all({ state: "cancelled", operation: "eval" }), [ids[3]]);
    assert.deepEqual(await all({ state: "queued", operation: "eval" }), of((i) => i % 3 === 0 && i !== 3));
    assert.deepEqual((await queue.list({ operation: "eval", limit: 8 })).next, undefined);
    const { queued, running, done, failed, cancelled } = await queue.counts();
    assert.deepEqual([running, done, failed, cancelled], [0, 1, 0, 1]);
    assert.ok(queued >= 21);
  });

  test("what was asked for outlasts the one who asked", async (open) => {
    const request = { operation: "train", input: { text: 'ä \u0000 "' }, key: "k", timeout: 60, keep: 60 };
    const { id } = await withQueue(open, (queue) => queue.add(request));
    await withQueue(open, async (queue) => {
      assert.deepEqual((await queue.get(id))?.input, request.input);
      assert.equal((await queue.add(request)).id, id);
      assert.equal((await take(queue, "train")).job.id, id);
    });
  });

  test("a queue that is closed ends those who wait, and closes twice", async (open) => {
    const queue = await open();
    const { id } = await queue.add({ operation: "train", input: null });
    const taking = queue.take(["eval"], "worker", new AbortController().signal);
    const watching = queue.watch(id, 0, new AbortController().signal)[Symbol.asyncIterator]();
    assert.equal((await watching.next()).value.number, 1);
    await queue[Symbol.asyncDispose]();
    await queue[Symbol.asyncDispose]();
    assert.equal(await taking, null);
    assert.equal((await watching.next()).done, true);
    for (
      const call of [() => queue.get(id), () => queue.ready(), () => queue.add({ operation: "x", input: 1 })]
    ) {
      await assert.rejects(call, (error) => error instanceof UserError && error.kind === "environment");
    }
  });
}
