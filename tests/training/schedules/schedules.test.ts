import assert from "node:assert/strict";
import fc from "fast-check";
import { usualCosine } from "../../../src/training/schedules/cosine.ts";
import {
  learningRateAt,
  SCHEDULE_NAMES,
  type ScheduleName,
} from "../../../src/training/schedules/schedules.ts";

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, not ${expected}`);
const at = (schedule: ScheduleName, progress: number, more: { decay?: number; finalRate?: number } = {}) =>
  learningRateAt({ learningRate: 2, warmup: 0.1, schedule, ...more }, progress);

Deno.test("every schedule rises to the highest rate at the end of its warm-up, and never beyond", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const options = fc.record({
    ...{ schedule: fc.constantFrom(...SCHEDULE_NAMES), warmup: share, decay: share, finalRate: share },
  });
  fc.assert(fc.property(options, share, share, ({ warmup, ...rest }, first, second) => {
    const rate = (progress: number) => learningRateAt({ learningRate: 3, warmup, ...rest }, progress);
    const [a, b] = [Math.min(first, second), Math.max(first, second)];
    for (const value of [rate(a), rate(b)]) assert.ok(value >= 0 && value <= 3 + 1e-12, `${value}`);
    if (b < warmup) assert.ok(rate(a) <= rate(b) + 1e-12);
    if (a >= warmup) assert.ok(rate(a) >= rate(b) - 1e-12);
    assert.equal(rate(-1), rate(0));
    assert.equal(rate(2), rate(1));
  }));
  for (const schedule of SCHEDULE_NAMES) near(at(schedule, 0.1), 2);
});

Deno.test("schedules fall as their names say", () => {
  near(at("cosine", 0.05), 1);
  near(at("cosine", 0.55), 2 * 0.51);
  near(at("cosine", 1), 2 * 0.02);
  near(at("linear", 0.55), 1);
  near(at("linear", 1), 0);
  near(at("linear", 1, { finalRate: 0.5 }), 1);
  near(at("wsd", 0.79), 2);
  near(at("wsd", 0.9), 1);
  near(at("wsd", 0.75, { decay: 0.5, finalRate: 0.2 }), 2 * 0.6);
  near(at("wsd", 0.2, { decay: 1 }), 2 * (1 - 0.1 / 0.9));
  near(at("one-cycle", 0), 2 / 25);
  near(at("one-cycle", 0.05), 2 * (1 / 25 + 1) / 2);
  near(at("one-cycle", 1), 2e-4);
  near(at("constant", 0.02), 0.4);
  near(at("constant", 1), 2);
});

Deno.test("the usual cosine is what runs without a schedule have", () => {
  fc.assert(
    fc.property(fc.double({ min: -0.5, max: 1.5, noNaN: true }), (progress) =>
      assert.equal(
        learningRateAt({ learningRate: 0.1, warmup: 0.02 }, progress),
        0.1 * usualCosine(progress, 0.02),
      )),
  );
  assert.equal(usualCosine(2, 0.1, 0.5), 0.5);
});
