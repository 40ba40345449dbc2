import assert from "node:assert/strict";
import { join } from "node:path";
import { survive } from "../../../scripts/bench/sweep_kills.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

const TINY = ["dim=16", "layers=1", "heads=2", "window=16", "tokenizer.type=char", "batchTokens=512"];

Deno.test("a sweep that is killed with SIGKILL and begun again comes to the same weights, to the bit", async () => {
  const folder = await Deno.makeTempDir({ prefix: "sweep-" });
  try {
    await Deno.writeTextFile(join(folder, "cats.txt"), TEXT);
    const words = ["cats.txt", "lr=1e-3,3e-3", "seed=range(2)", ...TINY, "steps=120", "saveInterval=10"];
    const { trials, kills, values } = await survive({ folder, words, kills: 3, seed: 1 });
    assert.equal(trials, 4);
    assert.deepEqual(Object.values(kills), [1, 1, 1]);
    assert.equal(new Set(values).size, 4, "each trial comes to a loss of its own");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
