import assert from "node:assert/strict";
import { bullmqEngine } from "../../../src/service/jobs/bullmq/engine.ts";
import { connect } from "../../../src/service/jobs/bullmq/connection.ts";
import { parcelName } from "../../../src/service/jobs/bullmq/delivery.ts";
import { INSERT } from "../../../src/service/jobs/bullmq/scripts.ts";
import { openHub } from "../../../src/service/jobs/core/hub.ts";
import { askedOf } from "../../../src/service/jobs/core/request.ts";
import { done, FIRST, FIRST_EVENT, told } from "../../../src/service/jobs/core/steps.ts";
import { QUEUE_DEFAULTS } from "../../../src/service/jobs/options.ts";
import { isOutage } from "../../../src/service/jobs/core/engine.ts";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { conformance } from "./conformance.ts";
import { aborted, collect, type Open, states, take, type WithStore } from "./helpers.ts";
import { contend } from "./contend.ts";
import { agreesWithModel } from "./model.ts";
import { hasRedis, INSTALL_REDIS, type RedisServer, startRedis } from "../../../scripts/redis.ts";

let redis: RedisServer;
let stores = 0;

if (!await hasRedis()) {
  console.error(`no redis-server, so queues on Redis are not tested: ${INSTALL_REDIS}`);
} else {
  Deno.test.beforeAll(async () => void (redis = await startRedis()));
  Deno.test.afterAll(async () => await redis[Symbol.asyncDispose]());
  const newStore = (): Open => {
    const name = `test-${stores++}`;
    return (options) => openQueue({ url: redis.url, name, ...options });
  };
  const withRedis: WithStore = (test) => test(newStore());
  conformance("BullMQ", withRedis);

  Deno.test("BullMQ: whatever is done, in any order, a queue stands as its model", () =>
    agreesWithModel(newStore, 25));

  Deno.test("BullMQ: processes and Redis are killed at random, and each job is done once", async () => {
    await using server = await startRedis();
    const disturb = async () => {
      await server.kill();
      await server.start();
    };
    await contend({ url: server.url, name: "contended" }, { jobs: 40, kills: 6, disturb });
  });

  Deno.test("BullMQ: a job is lost to its worker where Redis is away for longer than its lease", async () => {
    await using server = await startRedis();
    await using queue = await openQueue({ url: server.url, lease: 0.6, poll: 0.05 });
    const { id } = await queue.add({ operation: "train", input: null });
    const lease = await take(queue, "train");
    await server.kill();
    const told = lease.tell([{ type: "log", data: "in vain" }]);
    await assert.rejects(queue.ready(), isOutage);
    assert.equal(await queue.take(["train"], "worker", AbortSignal.timeout(100)), null);
    await aborted(lease.signal);
    assert.deepEqual([lease.signal.reason, await told], ["lost", false]);
    await assert.rejects(queue.get(id), isOutage);
    await server.start();
    const again = await take(queue, "train");
    assert.deepEqual([again.job.id, again.job.attempt], [id, 2]);
    assert.ok(await again.done(null));
    await queue.ready();
    assert.deepEqual(states(await queue.events(id, 0, 10)), [
      "queued",
      "running",
      "queued",
      "running",
      "done",
    ]);
  });

  Deno.test("BullMQ: an outage shorter than a lease is not noticed by who works and watches", async () => {
    await using server = await startRedis();
    await using queue = await openQueue({ url: server.url, poll: 0.05 });
    const { id } = await queue.add({ operation: "train", input: null });
    const lease = await take(queue, "train");
    const watching = collect(queue.watch(id, 0, AbortSignal.timeout(20_000)));
    await server.kill();
    const told = lease.tell([{ type: "log", data: "during" }]);
    const waiting = queue.get(id);
    await server.start();
    assert.ok(await told);
    assert.equal((await waiting)?.state, "running");
    assert.ok(await lease.done(1));
    assert.deepEqual((await watching).map(({ number }) => number), [1, 2, 3, 4]);
  });

  Deno.test("BullMQ: a change that is asked for again, as its answer was lost, is made once", async () => {
    const place = { url: redis.url, name: `test-${stores++}` };
    const engine = await bullmqEngine(place, { hub: openHub(), options: QUEUE_DEFAULTS });
    const asked = askedOf({ operation: "train", input: null }, Date.now());
    for (let i = 0; i < 2; i++) await engine.insert(asked, [FIRST_EVENT]);
    const job = await engine.claim(["train"], "worker");
    assert.equal(job?.asked.id, asked.id);
    const tell = told(1, [{ type: "log", data: "once" }]);
    for (let i = 0; i < 3; i++) assert.ok(await engine.change(asked.id, tell, "stamp"));
    assert.ok(await engine.change(asked.id, done(1, null), "the end"));
    assert.ok(await engine.change(asked.id, done(1, null), "the end"));
    assert.equal(await engine.change(asked.id, done(1, null), "another"), undefined);
    assert.deepEqual((await engine.events(asked.id, 0, 10)).map(({ number }) => number), [1, 2, 3, 4]);
    await engine.close();
  });

  Deno.test("BullMQ: a job that was kept but not sent, as its asker died between, is sent by another", async () => {
    const place = { url: redis.url, name: `test-${stores++}` };
    const options = { ...QUEUE_DEFAULTS, lease: 1, poll: 0.05 };
    const client = await connect(place.url, {
      ...{ prefix: `{ascii-gen:${place.name}}:`, channel: "none", onMessage: () => {} },
    });
    const asked = askedOf({ operation: "train", input: null }, Date.now());
    const standing = { ...FIRST, due: 0, events: 0 };
    const parcel = parcelName({ asked, standing });
    await client.run(INSERT, asked.id, "", "train", JSON.stringify(asked), JSON.stringify(standing), parcel);
    await client[Symbol.asyncDispose]();
    await using queue = await openQueue({ ...place, ...options });
    assert.equal((await take(queue, "train")).job.id, asked.id);
  });

  Deno.test("BullMQ: where there is no Redis that is said, without the URL's password", async () => {
    const place = { url: "redis://:secret@127.0.0.1:1" };
    await assert.rejects(openQueue(place), (error: Error) => {
      assert.match(error.message, /127\.0\.0\.1:1 cannot be reached/);
      return isOutage(error) && !error.message.includes("secret");
    });
    await assert.rejects(openQueue({ url: "http://127.0.0.1" }), isOutage);
  });
}
