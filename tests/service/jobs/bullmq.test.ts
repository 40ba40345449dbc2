import { openQueue } from "../../../src/service/jobs/open.ts";
import { conformance } from "./conformance.ts";
import type { WithStore } from "./helpers.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";

let redis: RedisServer;
let stores = 0;

if (hasRedis) {
  Deno.test.beforeAll(async () => void (redis = await startRedis()));
  Deno.test.afterAll(async () => await redis[Symbol.asyncDispose]());
  const withRedis: WithStore = async (test) => {
    const name = `test-${stores++}`;
    await test((options) => openQueue({ url: redis.url, name, ...options }));
  };
  conformance("BullMQ", withRedis);
}
