import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import { dropoutMasks } from "../../src/engine/dropout.ts";

Deno.test("dropoutMasks() leaves out its share, scales the rest, and goes back to what was marked", async () => {
  await initBackend("wasm");
  assert.equal(dropoutMasks({ dropout: 0, seed: 1 }, 0, 0), null);
  tf.tidy(() => {
    const masked = (
      masks: ReturnType<typeof dropoutMasks>,
    ) => [...masks!.drop(tf.ones([100, 200])).dataSync()];
    const masks = dropoutMasks({ dropout: 0.2, seed: 1 }, 3, 0);
    const first = masked(masks);
    assert.deepEqual(new Set(first), new Set([0, Math.fround(1 / 0.8)]));
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    assert.ok(Math.abs(mean - 1) < 0.02, `${mean}`);
    const rewind = masks!.mark();
    const next = [masked(masks), masked(masks)];
    assert.notDeepEqual(next[0], first);
    for (let i = 0; i < 2; i++) {
      rewind();
      assert.deepEqual([masked(masks), masked(masks)], next);
    }
    // The same for the same step and batch, others for others.
    assert.deepEqual(masked(dropoutMasks({ dropout: 0.2, seed: 1 }, 3, 0)), first);
    for (const [step, turn] of [[4, 0], [3, 1]] as const) {
      assert.notDeepEqual(masked(dropoutMasks({ dropout: 0.2, seed: 1 }, step, turn)), first);
    }
  });
});
