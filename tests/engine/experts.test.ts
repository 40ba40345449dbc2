import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { everyExpert } from "../../src/engine/reference_experts.ts";
import type { Experts, Routing } from "../../src/network/operations.ts";
import { IN_BF16 } from "./bf16.ts";
import { agree, agreeWithDifferences, close, forEachVariant, noise } from "./variants.ts";

/** A layer of experts by its matrices: input, router, both maps and their biases. */
type Layer = readonly tf.Tensor2D[];
type Ask = (x: tf.Tensor2D, routing: Routing) => Experts;

const layer = (active: number, ask: Ask) => ([x, router, up, down, ...biases]: Layer): tf.Tensor2D => {
  const [upBias, downBias] = biases;
  const { rows, split, join } = ask(x!, ops.route(x!, router!, active));
  return join(ops.reluSquared(split(rows, up!, upBias)), down!, downBias);
};
const each: Ask = (x, { gates }) => everyExpert(x, gates);

const ROWS = 9, DIM = 6, HIDDEN = 5, OUT = 7;

function matrices(experts: number, biases: boolean, spread = 3): Layer {
  const vectors = [noise([1, experts * HIDDEN], 6), noise([experts, OUT], 7)];
  return [
    noise([ROWS, DIM]),
    tf.mul<tf.Tensor2D>(noise([DIM, experts], 12), spread),
    noise([DIM, experts * HIDDEN], 4),
    noise([experts * HIDDEN, OUT], 5),
    ...biases ? vectors : [],
  ];
}

/** How far the likeliest experts that are not asked are from being asked, at least. */
function margin([x, router]: Layer, active: number): number {
  const rows = tf.matMul<tf.Tensor2D>(x!, router!).arraySync();
  return Math.min(...rows.map((row) => {
    const sorted = row.toSorted((a, b) => b - a);
    return sorted[active - 1]! - (sorted[active] ?? -Infinity);
  }));
}

for (const [experts, active, biases] of [[4, 2, false], [3, 1, true], [5, 3, true], [2, 2, false]] as const) {
  const title = `${active} of ${experts} experts${biases ? " with biases" : ""}`;
  forEachVariant(
    `${title}: experts() says what all of them say by their gates, all gradients included`,
    () => {
      const inputs = matrices(experts, biases);
      assert.ok(margin(inputs, active) > 0.05, `too near a tie to measure: ${margin(inputs, active)}`);
      inputs.forEach((input, i) => {
        const others = (x: tf.Tensor2D) => inputs.map((matrix, j) => j === i ? x : matrix);
        const fused = (x: tf.Tensor2D) => layer(active, ops.experts)(others(x));
        agree(fused, (x) => layer(active, each)(others(x)), input);
        const scale = (x: tf.Tensor2D) => tf.mul<tf.Tensor2D>(fused(x), 0.2);
        agreeWithDifferences(scale, input);
      });
    },
  );
}

forEachVariant("all rows may be one expert's, and the others learn nothing", () => {
  const [x, , up, down] = matrices(3, false);
  const all = tf.abs<tf.Tensor2D>(x!),
    router = tf.tensor2d(new Array(DIM).fill([-1, 2, -3]).flat(), [DIM, 3]);
  const routing = ops.route(all, router, 1);
  assert.deepEqual([...routing.choice.dataSync()], new Array(ROWS).fill(1));
  const inputs = [all, router, up!, down!];
  close(layer(1, ops.experts)(inputs), layer(1, each)(inputs).dataSync());
  const [dUp, dDown] = [up!, down!].map((matrix, i) =>
    tf.grad((moved: tf.Tensor) => {
      // cast: tf.grad gives back the matrix that it was given, as a mere tensor
      const maps = [up!, down!].with(i, moved as tf.Tensor2D);
      return layer(1, ops.experts)([all, router, ...maps]);
    })(matrix)
  );
  const used = tf.sum(tf.reshape(tf.abs(dUp!), [DIM, 3, HIDDEN]), [0, 2]).dataSync();
  const usedDown = tf.sum(tf.reshape(tf.abs(dDown!), [3, HIDDEN * OUT]), 1).dataSync();
  for (const sums of [used, usedDown]) {
    assert.ok(sums[1]! > 0.1);
    assert.deepEqual([sums[0], sums[2]], [0, 0]);
  }
});

forEachVariant(
  "route() asks the first of equally likely experts, and shares what they say by their chances",
  () => {
    const x = tf.tensor2d([[1, 0], [0, 1], [0, 0]]);
    const router = tf.tensor2d([[0, 2, 1, 2], [Math.log(3), 0, Math.log(3), 5]], [2, 4]);
    const two = ops.route(x, router, 2);
    assert.deepEqual(two.choice.arraySync(), [[1, 3], [3, 0], [0, 1]]);
    const chances = 1 / (1 + Math.exp(Math.log(3) - 5));
    close(two.gates, [0, 0.5, 0, 0.5, 1 - chances, 0, 0, chances, 0.5, 0.5, 0, 0]);
    const one = ops.route(x, router, 1);
    assert.deepEqual(one.choice.arraySync(), [[1], [3], [0]]);
    const sum = 1 + Math.E + 2 * Math.exp(2);
    close(one.gates, [0, Math.exp(2) / sum, 0, 0, 0, 0, 0, Math.exp(5) / (Math.exp(5) + 7), 0.25, 0, 0, 0]);
  },
);

forEachVariant("the imbalance is 1 for equal loads, and the number of experts where one has all", () => {
  const even = ops.route(tf.eye(4), tf.mul<tf.Tensor2D>(tf.eye(4), 50), 1);
  close(even.imbalance, [1]);
  const uneven = ops.route(
    tf.ones([5, 4]),
    tf.tensor2d([50, 0, 0, 0, 50, 0, 0, 0, 50, 0, 0, 0, 50, 0, 0, 0], [4, 4]),
    1,
  );
  close(uneven.imbalance, [4]);
});

forEachVariant("the imbalance has its gradient", () => {
  const [x, router] = matrices(4, false, 2);
  agreeWithDifferences((router) => ops.route(x!, router, 2).imbalance, router!);
  agreeWithDifferences((x) => ops.route(x, router!, 2).imbalance, x!);
  const slope = tf.grad(() => ops.route(x!, router!, 2).imbalance)(router!);
  assert.ok(slope.dataSync().some((value) => Math.abs(value) > 1e-3));
});

Deno.test("experts() multiplies in bfloat16 where linear() does, and routes in float32", async () => {
  const run = () =>
    tf.tidy(() => {
      const inputs = matrices(4, true);
      const routing = ops.route(inputs[0]!, inputs[1]!, 2);
      // cast: tf.grads gives back the matrices that it was given, as mere tensors
      const whole = (...all: tf.Tensor[]) => layer(2, ops.experts)(all as tf.Tensor2D[]);
      const gradients = tf.grads(whole)([...inputs]);
      return {
        gates: [...routing.gates.dataSync()],
        rest: [layer(2, ops.experts)(inputs), ...gradients].map((tensor) => [...tensor.dataSync()]),
      };
    });
  await initBackend("wasm");
  const exact = run();
  await initBackend("wasm", IN_BF16);
  const short = run();
  await initBackend("wasm");
  assert.deepEqual(short.gates, exact.gates);
  assert.notDeepEqual(short.rest, exact.rest);
  exact.rest.forEach((values, i) => {
    const largest = Math.max(...values.map(Math.abs));
    values.forEach((value, j) =>
      assert.ok(Math.abs(value - short.rest[i]![j]!) < 0.02 * largest, `${i}, ${j}`)
    );
  });
});

Deno.test("experts refuse shapes that do not fit", async () => {
  await initBackend("wasm");
  tf.tidy(() => {
    const [x, router, up, down] = matrices(4, false);
    assert.throws(() => ops.route(x!, router!, 5), /route: 5 of 4 experts/);
    const routing = ops.route(x!, router!, 2);
    assert.throws(() => ops.experts(noise([3, DIM]), routing), /experts: \[3,6\] by gates \[9,4\]/);
    const { rows, split, join } = ops.experts(x!, routing);
    assert.throws(() => split(rows, noise([DIM, 6])), /6 columns for 4 experts/);
    assert.throws(() => split(rows, up!, noise([1, 3])), /a bias of \[1,3\] for 4 × 5/);
    assert.throws(() => join(rows, down!), /experts: \[18,6\] by \[20,7\] for 18 rows/);
  });
});
