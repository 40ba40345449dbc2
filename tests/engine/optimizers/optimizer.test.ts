import assert from "node:assert/strict";
import type { ParameterSpec } from "../../../src/network/parameters.ts";
import { random } from "../../../src/base/random.ts";
import { initBackend } from "../../../src/engine/backend.ts";
import { orthogonalize } from "../../../src/engine/optimizers/orthogonalize.ts";
import {
  combineGradients,
  dealMatrices,
  emptyMoments,
  OPTIMIZER_NAMES,
  type OptimizerName,
  update,
} from "../../../src/engine/optimizers/optimizers.ts";

const spec = (name: string, offset: number, role: ParameterSpec["role"]): ParameterSpec => ({
  name,
  shape: [1, 2],
  offset,
  size: 2,
  role,
  deviation: 0,
  blocks: 1,
});
const SPECS = [spec("decayed", 0, "head"), spec("plain", 2, "table")];

/** One first step of some matrices. */
const step = (
  name: OptimizerName,
  specs: readonly ParameterSpec[],
  parameters: Float32Array,
  gradient: Float32Array,
  weightDecay = 0,
) =>
  update(name, specs, { parameters, gradient, moments: emptyMoments(name, specs) }, {
    ...{ step: 1, learningRate: 0.1, weightDecay },
  });

Deno.test("update() moves by the learning rate on AdamW's first step and decays only where asked", async () => {
  const weights = new Float32Array([1, 1, 1, 1]);
  const gradient = new Float32Array([0.3, -0.3, 0.3, -0.3]);
  await step("adamw", SPECS, weights, gradient, 0.5);
  for (const [i, expected] of [0.85, 1.05, 0.9, 1.1].entries()) {
    assert.ok(Math.abs(weights[i]! - expected) < 1e-5);
  }
});

Deno.test("combineGradients() adds up the gradients of all replicas and clips their norm", () => {
  const parts = [new Float32Array([3, 0, 0, 0]), new Float32Array([0, 4, 0, 0])];
  assert.equal(combineGradients(parts, 1), 5);
  for (const [i, expected] of [0.6, 0.8, 0, 0].entries()) {
    assert.ok(Math.abs(parts[0]![i]! - expected) < 1e-6);
  }
  assert.equal(combineGradients([new Float32Array([3, 4])], 10), 5);
  assert.ok(Number.isNaN(combineGradients([new Float32Array([NaN, 0]), new Float32Array(2)], 1)));
});

Deno.test("dealMatrices() deals every matrix out once, about evenly", () => {
  const specs = Array.from(
    { length: 9 },
    (_, i) => ({ ...spec(`m${i}`, 2 * i, i % 2 ? "matrix" : "table"), size: 10 + i }),
  );
  for (const optimizer of OPTIMIZER_NAMES) {
    for (const workers of [1, 2, 4]) {
      const hands = dealMatrices(specs, workers, optimizer);
      assert.equal(hands.length, workers);
      assert.deepEqual(new Set(hands.flat()), new Set(specs));
      assert.equal(hands.flat().length, specs.length);
    }
  }
  const sizes = dealMatrices(specs, 2, "adamw").map((hand) => hand.reduce((sum, { size }) => sum + size, 0));
  assert.ok(Math.abs(sizes[0]! - sizes[1]!) <= 14, sizes.join());
});

/** All products of two columns (or rows, if there are fewer) of a matrix. */
function gram(matrix: Float32Array, rows: number, columns: number): { on: number[]; off: number[] } {
  const [count, length] = rows > columns ? [columns, rows] : [rows, columns];
  const at = (i: number, k: number) => rows > columns ? matrix[k * columns + i]! : matrix[i * columns + k]!;
  const [on, off]: [number[], number[]] = [[], []];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += at(i, k) * at(j, k);
      (i === j ? on : off).push(sum);
    }
  }
  return { on, off };
}

for (
  const [name, start] of [
    ["TensorFlow.js", () => initBackend("wasm", { kernels: false })],
    ["BLAS if installed", () => initBackend("wasm")],
    ["bfloat16 if possible", () => initBackend("wasm", { precision: "auto" })],
  ] as const
) {
  Deno.test(`orthogonalize() makes the shorter side's vectors nearly orthonormal, block by block: ${name}`, async () => {
    await start();
    await orthonormal();
    await initBackend("wasm");
  });
}

async function orthonormal(): Promise<void> {
  const { next } = random(1);
  for (const [rows, columns] of [[6, 20], [20, 6]] as const) {
    const matrix = Float32Array.from({ length: rows * columns }, () => next() - 0.5);
    const { on, off } = gram(await orthogonalize(matrix, rows, columns, 1), rows, columns);
    assert.ok(on.every((value) => value > 0.4 && value < 1.5), on.join());
    assert.ok(off.every((value) => Math.abs(value) < 0.4), off.join());
  }
  const square = Float32Array.from({ length: 36 }, () => next() - 0.5);
  const twice = new Float32Array(72);
  for (let row = 0; row < 6; row++) {
    for (let column = 0; column < 6; column++) {
      twice[row * 12 + column] = twice[row * 12 + 6 + column] = square[row * 6 + column]!;
    }
  }
  const alone = await orthogonalize(square, 6, 6, 1);
  const both = await orthogonalize(twice, 6, 12, 2);
  for (let i = 0; i < 36; i++) {
    const at = Math.floor(i / 6) * 12 + i % 6;
    assert.ok(Math.abs(both[at]! - alone[i]!) < 1e-4 && Math.abs(both[at + 6]! - alone[i]!) < 1e-4);
  }
  assert.ok((await orthogonalize(new Float32Array(36), 6, 6, 1)).every((value) => value === 0));
}

Deno.test("update() takes Muon for inner matrices only", async () => {
  const table = spec("table", 0, "table"), inner = spec("inner", 2, "matrix");
  const [muon, plain] = [new Float32Array(4), new Float32Array(4)];
  const gradient = () => new Float32Array([0.3, -0.2, 0.3, -0.2]);
  await step("muon", [table, inner], muon, gradient());
  await step("adamw", [table, inner], plain, gradient());
  assert.deepEqual([...muon.subarray(0, 2)], [...plain.subarray(0, 2)]);
  // One row: its direction, about 0.2 · √2 · 0.1 long, against the gradient.
  const length = Math.hypot(muon[2]!, muon[3]!);
  assert.ok(length > 0.018 && length < 0.036 && muon[2]! < 0 && muon[3]! > 0, `${muon.join()}`);
  assert.ok(Math.abs(muon[2]! / muon[3]! + 1.5) < 1e-4);
});

Deno.test("Muon makes each of the maps that stand one above the other orthogonal by itself", async () => {
  await initBackend("cpu");
  const [rows, columns, stacked] = [6, 4, 2], size = rows * columns;
  const { next } = random(11);
  const gradient = Float32Array.from({ length: size }, (_, i) => (next() - 0.5) * (i < size / 2 ? 100 : 1));
  const one = (shape: [number, number], offset: number, more = {}): ParameterSpec => ({
    ...{
      name: "maps",
      shape,
      offset,
      size: shape[0] * shape[1],
      role: "matrix",
      deviation: 0,
      blocks: 2,
      ...more,
    },
  });
  const moved = async (specs: ParameterSpec[]) => {
    const parameters = new Float32Array(size);
    const place = { parameters, gradient, moments: emptyMoments("muon", specs) };
    await update("muon", specs, place, { step: 1, learningRate: 0.1, weightDecay: 0 });
    return parameters;
  };
  const apart = [one([3, columns], 0), one([3, columns], size / 2)];
  assert.deepEqual(await moved([one([rows, columns], 0, { stacked })]), await moved(apart));
  assert.notDeepEqual(await moved([one([rows, columns], 0)]), await moved(apart));
});
