import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { referenceSelective as reference } from "../../src/engine/reference_selective.ts";
import type { ScanInputs, ScanShape } from "../../src/network/operations.ts";
import { close, forEachInput, forEachVariant, noise } from "./variants.ts";

type Scan = typeof ops.selectiveScan;

/** Columns of a head. */
const SIZE = 12;
const widthOf = ({ heads, state }: ScanShape, size = SIZE) => heads * size + 2 * state;

/** Inputs as the operation takes them, one after the other. */
const asInputs = ([mixed, rates, decay, skip]: readonly tf.Tensor2D[]): ScanInputs => ({
  ...{ mixed: mixed!, rates: rates!, decay: decay!, skip: skip! },
});

function inputsOf(shape: ScanShape, size = SIZE): tf.Tensor2D[] {
  const { batch, time, heads } = shape, rows = batch * time;
  return [
    noise([rows, widthOf(shape, size)]),
    tf.sub<tf.Tensor2D>(tf.mul(noise([rows, heads], 2), 2), 1.5),
    noise([1, heads], 3),
    noise([1, heads], 4),
  ];
}

const SHAPES: [ScanShape, size: number][] = [
  [{ batch: 2, time: 5, heads: 2, state: 4 }, 12],
  [{ batch: 1, time: 1, heads: 3, state: 8 }, 4],
  [{ batch: 3, time: 16, heads: 1, state: 4 }, 16],
  [{ batch: 2, time: 39, heads: 2, state: 8 }, 20],
];

for (const [shape, size] of SHAPES) {
  forEachVariant(`selectiveScan() has all gradients when shaped ${JSON.stringify(shape)}`, () => {
    const as = (scan: Scan) => (...inputs: tf.Tensor2D[]) => scan(asInputs(inputs), shape);
    forEachInput(as(ops.selectiveScan), as(reference.selectiveScan), inputsOf(shape, size));
  });
}

/** The recurrence itself, position by position. */
function stepByStep({ mixed, rates, decay, skip }: ScanInputs, { batch, time, heads, state }: ScanShape) {
  const [x, r, a, d] = [mixed, rates, decay, skip].map((tensor) => tensor.dataSync<"float32">());
  const width = mixed.shape[1], hidden = width - 2 * state, size = hidden / heads;
  const out = new Float32Array(batch * time * hidden), states = new Float64Array(hidden * state);
  for (let row = 0; row < batch * time; row++) {
    if (row % time === 0) states.fill(0);
    for (let column = 0; column < hidden; column++) {
      const head = Math.floor(column / size);
      const step = Math.log1p(Math.exp(r![row * heads + head]!));
      const kept = Math.exp(-step * Math.exp(a![head]!)), value = x![row * width + column]!;
      let read = d![head]! * value;
      for (let n = 0; n < state; n++) {
        const at = column * state + n, from = row * width + hidden + n;
        states[at] = kept * states[at]! + step * value * x![from]!;
        read += states[at]! * x![from + state]!;
      }
      out[row * hidden + column] = read;
    }
  }
  return out;
}

for (const time of [3, 16, 50, 300]) {
  forEachVariant(`selectiveScan() is the recurrence, position by position, over ${time} positions`, () => {
    const shape = { batch: 2, time, heads: 2, state: 4 };
    const inputs = asInputs(inputsOf(shape));
    close(ops.selectiveScan(inputs, shape), stepByStep(inputs, shape), 1e-4);
  });
}

forEachVariant("selectiveScan() and causalConvolution() see neither other sequences nor what follows", () => {
  const shape = { batch: 2, time: 21, heads: 2, state: 4 };
  const inputs = inputsOf(shape), width = widthOf(shape), hidden = width - 8;
  const kernel = noise([4, width], 5), bias = noise([1, width], 6);
  const run = (mixed: tf.Tensor2D) =>
    ops.selectiveScan(
      asInputs([ops.causalConvolution(mixed, kernel, bias, shape), ...inputs.slice(1)]),
      shape,
    );
  const [mixed] = inputs;
  // Another first sequence, and another end of the second, as padding would be.
  const other = tf.concat<tf.Tensor2D>([
    tf.add(tf.slice(mixed!, [0, 0], [21, width]), 1),
    tf.slice(mixed!, [21, 0], [17, width]),
    tf.mul(tf.slice(mixed!, [38, 0], [4, width]), 100),
  ]);
  const part = (x: tf.Tensor2D) => tf.slice(run(x), [21, 0], [17, hidden]);
  const [before, after] = [part(mixed!).dataSync(), part(other).dataSync()];
  assert.deepEqual(after, before);
  assert.notDeepEqual(run(other).dataSync(), run(mixed!).dataSync());
});

forEachVariant(
  "selectiveScan() stays finite, and so do its gradients, however fast or slow heads forget",
  () => {
    const shape = { batch: 1, time: 40, heads: 4, state: 4 };
    const [mixed] = inputsOf(shape);
    const rates = tf.tile<tf.Tensor2D>(tf.tensor2d([[-80, 60, 3, -3]]), [40, 1]);
    const decay = tf.tensor2d([[-20, 30, 5, -20]]), skip = tf.zeros<tf.Rank.R2>([1, 4]);
    const inputs = [mixed!, rates, decay, skip];
    const gradients = tf.grads((...all) =>
      // cast: tf.grads gives back the matrices that it was given, as mere tensors
      tf.sum(ops.selectiveScan(asInputs(all as tf.Tensor2D[]), shape))
    )(inputs);
    for (const values of [ops.selectiveScan(asInputs(inputs), shape), ...gradients]) {
      assert.ok(values.dataSync().every(Number.isFinite));
    }
    assert.ok(gradients[0]!.dataSync().some((value) => value !== 0));
  },
);

for (const [batch, time, channels, taps] of [[2, 7, 8, 4], [1, 2, 4, 5], [3, 1, 20, 2]] as const) {
  const shape = { batch, time };
  forEachVariant(
    `causalConvolution() has all gradients over ${time} positions of ${channels} channels`,
    () => {
      const as = (op: typeof ops.causalConvolution) => (...[x, kernel, bias]: tf.Tensor2D[]) =>
        op(x!, kernel!, bias!, shape);
      const inputs = [noise([batch * time, channels]), noise([taps, channels], 2), noise([1, channels], 3)];
      forEachInput(as(ops.causalConvolution), as(reference.causalConvolution), inputs);
    },
  );
}

forEachVariant("causalConvolution() weighs each position and those before it when computed by hand", () => {
  const silu = (x: number) => x / (1 + Math.exp(-x));
  const x = tf.tensor2d([1, 2, 3].map((value) => [value, 0, 0, 0]));
  const kernel = tf.tensor2d([[10, 0, 0, 0], [1, 0, 0, 0]]), bias = tf.fill<tf.Rank.R2>([1, 4], 0.5);
  const rows = [1.5, 12.5, 23.5].flatMap((value) => [silu(value), silu(0.5), silu(0.5), silu(0.5)]);
  close(ops.causalConvolution(x, kernel, bias, { batch: 1, time: 3 }), rows);
});

Deno.test("the scan and its convolution refuse shapes that do not fit", async () => {
  await initBackend("wasm");
  tf.tidy(() => {
    const shape = { batch: 1, time: 4, heads: 2, state: 4 };
    const scan = (given: Partial<ScanInputs>, change: Partial<ScanShape> = {}) => () =>
      ops.selectiveScan({ ...asInputs(inputsOf(shape)), ...given }, { ...shape, ...change });
    assert.throws(scan({}, { time: 5 }), /selectiveScan: \[4,32\]/);
    assert.throws(scan({}, { state: 6 }), RangeError);
    assert.throws(scan({ rates: noise([1, 2]) }), /rates \[1,2\]/);
    assert.throws(scan({ decay: noise([1, 3]) }), /decay \[1,3\]/);
    const convolution = (x: tf.Tensor2D, kernel: tf.Tensor2D, time: number) => () =>
      ops.causalConvolution(x, kernel, noise([1, x.shape[1]]), { batch: 1, time });
    assert.throws(convolution(noise([4, 6]), noise([2, 6]), 4), /causalConvolution: \[4,6\]/);
    assert.throws(convolution(noise([4, 8]), noise([2, 4]), 4), RangeError);
    assert.throws(convolution(noise([4, 8]), noise([2, 8]), 3), RangeError);
  });
});
