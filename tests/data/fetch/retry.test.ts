import assert from "node:assert/strict";
import fc from "fast-check";
import { backOffMs, retryAfterMs } from "../../../src/data/fetch/retry.ts";
import { random } from "../../../src/base/random.ts";

Deno.test("backOffMs() doubles, less up to a half, and is the same for a seed", () => {
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, tries) => {
    const wait = backOffMs(tries, 1000, random(seed));
    const longest = Math.min(60_000, 1000 * 2 ** (tries - 1));
    assert.ok(wait > longest / 2 - 1 && wait <= longest);
    assert.equal(wait, backOffMs(tries, 1000, random(seed)));
  }));
});

Deno.test("retryAfterMs() reads seconds and dates", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  assert.equal(retryAfterMs("7", now), 7000);
  assert.equal(retryAfterMs("Thu, 01 Jan 2026 00:00:05 GMT", now), 5000);
  assert.equal(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now), 0);
  assert.equal(retryAfterMs("soon", now), undefined);
  assert.equal(retryAfterMs(null, now), undefined);
});
