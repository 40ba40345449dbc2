import assert from "node:assert/strict";
import { type Context, quietly } from "../../src/base/context.ts";
import { counting, paceOf } from "../../src/base/pace.ts";

Deno.test("counting() tells of each item, and lets in what ends the work", async () => {
  const stop = new AbortController();
  const told: unknown[] = [];
  const progress: Context["progress"] = (...what) => told.push(what);
  const tick = counting(paceOf({ ...quietly, progress, signal: stop.signal }), "pictures", 3);
  await tick();
  await tick();
  assert.deepEqual(told, [["pictures", 1, 3], ["pictures", 2, 3]]);
  setTimeout(() => stop.abort(), 0);
  const busy = async () => {
    for (const end = performance.now() + 5000; performance.now() < end;) await tick();
  };
  await assert.rejects(busy(), { name: "AbortError" });
});
