import assert from "node:assert/strict";
import { UserError } from "../../src/base/errors.ts";
import { parseMetrics } from "../../src/evaluation/learning.ts";

const train = (step: number, drawing: number) =>
  JSON.stringify({ type: "train", step, minutes: step / 10, drawing, positionsPerSecond: 9 });
const validation = JSON.stringify({
  ...{ type: "validation", step: 20, minutes: 2, tokens: 7 },
  ...{ drawingUnseen: 1.2, drawingSeen: 1.1 },
});

Deno.test("parseMetrics() reads a run's lines in order, the last of each step", () => {
  const curve = parseMetrics(
    [train(20, 3), train(10, 4), validation, train(20, 2.5), ""].join("\n"),
    "metrics",
  );
  assert.deepEqual(curve.training.map(({ step, drawing }) => [step, drawing]), [[10, 4], [20, 2.5]]);
  assert.deepEqual(curve.validation.map(({ step, drawingSeen }) => [step, drawingSeen]), [[20, 1.1]]);
});

Deno.test("parseMetrics() names the line that is no metrics", () => {
  for (const bad of ["{", '{"type":"test"}', '{"type":"train","step":"1"}', "7"]) {
    assert.throws(
      () => parseMetrics(`${train(10, 4)}\n${bad}\n`, "runs/x/metrics.jsonl"),
      (error) =>
        error instanceof UserError && error.kind === "input" && /metrics\.jsonl, line 2/.test(error.message),
    );
  }
});
