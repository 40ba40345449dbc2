import assert from "node:assert/strict";
import type { ParameterSpec } from "../../src/model/parameters.ts";
import { adamW } from "../../src/training/optimizer.ts";
import { learningRateFactor } from "../../src/training/schedule.ts";

const spec = (name: string, offset: number, decay: boolean): ParameterSpec => ({
  name,
  shape: [1, 2],
  offset,
  size: 2,
  decay,
  deviation: 0,
});
const SPECS = [spec("decayed", 0, true), spec("plain", 2, false)];
const state = () => ({ first: new Float32Array(4), second: new Float32Array(4) });

Deno.test("adamW() moves by the learning rate on the first step and decays only where asked", () => {
  const weights = new Float32Array([1, 1, 1, 1]);
  const norm = adamW(SPECS, weights, [new Float32Array([0.3, -0.3, 0.3, -0.3])], state(), 1, {
    learningRate: 0.1,
    weightDecay: 0.5,
    gradientClip: 10,
  });
  assert.ok(Math.abs(norm - 0.6) < 1e-6);
  for (const [i, expected] of [0.85, 1.05, 0.9, 1.1].entries()) {
    assert.ok(Math.abs(weights[i]! - expected) < 1e-5);
  }
});

Deno.test("adamW() adds up the gradients of all replicas and clips their norm", () => {
  const moments = state();
  const parts = [new Float32Array([3, 0, 0, 0]), new Float32Array([0, 4, 0, 0])];
  const norm = adamW(SPECS, new Float32Array(4), parts, moments, 1, {
    learningRate: 0.1,
    weightDecay: 0,
    gradientClip: 1,
  });
  assert.equal(norm, 5);
  assert.ok(Math.abs(moments.first[0]! - 0.06) < 1e-6 && Math.abs(moments.first[1]! - 0.08) < 1e-6);
});

Deno.test("adamW() leaves everything alone when a gradient is not finite", () => {
  const weights = new Float32Array([1, 2, 3, 4]);
  const moments = state();
  adamW(SPECS, weights, [new Float32Array([NaN, 0, 0, 0])], moments, 1, {
    learningRate: 1,
    weightDecay: 1,
    gradientClip: 1,
  });
  assert.deepEqual([...weights, ...moments.first], [1, 2, 3, 4, 0, 0, 0, 0]);
});

Deno.test("learningRateFactor() rises to 1 over the warm-up and falls to the floor", () => {
  assert.equal(learningRateFactor(0.05, 0.1), 0.5);
  assert.equal(learningRateFactor(0.1, 0.1), 1);
  assert.ok(Math.abs(learningRateFactor(0.55, 0.1) - 0.51) < 1e-9);
  assert.ok(Math.abs(learningRateFactor(1, 0.1) - 0.02) < 1e-9);
  assert.equal(learningRateFactor(2, 0.1), learningRateFactor(1, 0.1));
});
