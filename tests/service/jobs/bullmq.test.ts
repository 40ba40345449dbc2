import { openQueue } from "../../../src/service/jobs/open.ts";
import { conformance } from "./conformance.ts";
import type { Open, WithStore } from "./helpers.ts";
import { agreesWithModel } from "./model.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";

let redis: RedisServer;
let stores = 0;

if (hasRedis) {
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
}
