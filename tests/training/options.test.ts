import assert from "node:assert/strict";
import { trainingOptionsSchema, usualOf } from "../../src/training/options.ts";

const fault = (given: object): string =>
  trainingOptionsSchema.safeParse({ steps: 1, ...given }).error?.issues
    .map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") ?? "";

Deno.test("a setting that the optimizer or the schedule has no use for is refused", () => {
  assert.equal(fault({ optimizer: "sgd", momentum: 0.8, momentumKind: "heavy-ball" }), "");
  assert.equal(fault({ optimizer: "lion", momentum: 0.8 }), "momentum: the optimizer lion has no use for it");
  assert.equal(fault({ schedule: "wsd", decay: 0.5, finalRate: 0.1 }), "");
  assert.equal(fault({ decay: 0.5 }), "decay: the schedule cosine has no use for it");
  assert.equal(
    fault({ schedule: "constant", finalRate: 0 }),
    "finalRate: the schedule constant has no use for it",
  );
});

Deno.test("options that say nothing of optimizer settings and schedule are stored as before", () => {
  const stored = trainingOptionsSchema.parse({ steps: 1 });
  assert.deepEqual(Object.keys(stored), [
    ...[
      "steps",
      "batchTokens",
      "optimizer",
      "learningRate",
      "warmup",
      "weightDecay",
      "gradientClip",
      "accumulate",
    ],
    ...["dropout", "evalInterval", "saveInterval", "seed", "backend", "precision", "workers"],
  ]);
  assert.deepEqual(usualOf(stored), { learningRate: stored.learningRate, warmup: stored.warmup });
  assert.deepEqual(usualOf({ optimizer: "sgd", schedule: "one-cycle" }), { learningRate: 0.3, warmup: 0.3 });
});
