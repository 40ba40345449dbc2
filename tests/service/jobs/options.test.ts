import assert from "node:assert/strict";
import { backoffOf, QUEUE_DEFAULTS } from "../../../src/service/jobs/options.ts";
import { random } from "../../../src/base/random.ts";

Deno.test("back-offs double up to the longest, and differ by half to either side", () => {
  const options = { ...QUEUE_DEFAULTS, backoff: { first: 1, most: 10 }, jitter: random(1) };
  for (
    const [attempt, middle] of [[1, 1000], [2, 2000], [3, 4000], [4, 8000], [5, 10_000], [
      60,
      10_000,
    ]] as const
  ) {
    const waits = [...Array(200)].map(() => backoffOf(options, attempt));
    assert.ok(waits.every((wait) => wait >= middle / 2 && wait <= 1.5 * middle));
    assert.ok(Math.max(...waits) - Math.min(...waits) > 0.8 * middle);
  }
  const again = { ...options, jitter: random(1) };
  assert.equal(backoffOf(again, 1), backoffOf({ ...options, jitter: random(1) }, 1));
});
