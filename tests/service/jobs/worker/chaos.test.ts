import assert from "node:assert/strict";
import { survive } from "../../../../scripts/bench/chaos/chaos.ts";

Deno.test("server, workers and their processes are killed: each job ends once, to the same weights, and no event is lost", async () => {
  const folder = await Deno.makeTempDir({ prefix: "chaos-" });
  try {
    const { kills, jobs, events } = await survive({ folder, kills: 5, seed: 2, steps: 60, pause: 1500 });
    assert.equal(Object.values(kills).reduce((sum, each) => sum + each), 5);
    assert.ok(jobs > 0 && events > 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
