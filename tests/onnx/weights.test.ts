import assert from "node:assert/strict";
import { type Builder, graphBuilder } from "../../src/onnx/builder.ts";
import { decodeMatrix, encodeMatrix, type Encoding, type Shape } from "../../src/onnx/encoding.ts";
import { DATA_TYPE, encodeModel, type TensorProto } from "../../src/onnx/proto.ts";
import { gather, matMul } from "../../src/onnx/weights.ts";
import { loadRuntime } from "../../src/inference/runtime/native.ts";
import type { TensorView } from "../../src/inference/runtime/onnxruntime.ts";
import { random } from "../../src/base/random.ts";

const runtime = await loadRuntime();
const ROWS = 3;

function noise(seed: number, size: number): Float32Array<ArrayBuffer> {
  const { next } = random(seed);
  return Float32Array.from({ length: size }, () => 2 * next() - 1);
}

/** Runs a graph of one input "x" and one output "y", which has a given shape. */
async function runGraph(
  { nodes, constants }: Builder,
  weights: TensorProto[],
  x: TensorView,
  shape: readonly number[],
): Promise<Float32Array> {
  const port = (name: string, elemType: number, rank: number) => {
    const dim = Array.from({ length: rank }, (_, i) => ({ dimParam: `${name}${i}` }));
    return { name, type: { tensorType: { elemType, shape: { dim } } } };
  };
  const type = x.data instanceof Int32Array ? DATA_TYPE.int32 : DATA_TYPE.float32;
  const model = encodeModel({
    irVersion: 10,
    producerName: "test",
    opsetImport: [{ domain: "", version: 23 }, { domain: "com.microsoft", version: 1 }],
    graph: {
      name: "test",
      node: nodes,
      initializer: [...constants, ...weights],
      input: [port("x", type, x.shape.length)],
      output: [port("y", DATA_TYPE.float32, shape.length)],
    },
  });
  const network = await runtime.load(model);
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  network.bind({ x }, { y: { data, shape } })();
  network.close();
  return data;
}

/** Whether inputs may be rounded to 8 bits, by blocks or by rows; that is the processor's choice for MatMulNBits. */
const roundsInputs = (encoding: Encoding) =>
  encoding.layout === "columns" || encoding.layout === "blocks" && encoding.accuracyLevel === 4;

function product(input: Float32Array, [k, n]: Shape, weights: Float32Array): Float32Array {
  return Float32Array.from({ length: ROWS * n }, (_, at) => {
    const row = input.subarray(Math.floor(at / n) * k, (Math.floor(at / n) + 1) * k);
    return row.reduce((sum, value, i) => sum + value * weights[i * n + at % n]!, 0);
  });
}

const distance = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

const MATRICES: readonly Encoding[] = [
  { layout: "float", type: "float32" },
  { layout: "float", type: "float16" },
  ...[1, 4].flatMap((accuracyLevel) =>
    ([4, 8] as const).flatMap((bits) =>
      [16, 32, 128].map((blockSize) => ({ layout: "blocks", bits, blockSize, accuracyLevel }) as const)
    )
  ),
  { layout: "columns", bits: 7 },
  { layout: "rows", bits: 8 },
];
const SHAPES: readonly Shape[] = [[16, 5], [50, 16], [98, 33], [192, 7], [128, 16]];

/** Relative error of single products: that of float32 sums; kernels for 4 bits on arm64 have scales in bfloat16. */
const precisionOf = (encoding: Encoding) =>
  roundsInputs(encoding) && encoding.layout === "blocks" && encoding.bits === 4 ? 2 ** -8 : 2e-6;

/** Output [ROWS, N] of the operator for a matrix [K, N], and the weights that its tensors stand for. */
async function multiply(
  shape: Shape,
  weights: Float32Array,
  encoding: Encoding,
  x: Float32Array<ArrayBuffer>,
) {
  const [k, n] = shape;
  const tensors = encodeMatrix("w", shape, weights, encoding);
  const builder = graphBuilder();
  matMul(builder, "x", { name: "w", shape, encoding }, "y");
  const y = await runGraph(builder, tensors, { data: x, shape: [ROWS, k] }, [ROWS, n]);
  return { y, decoded: decodeMatrix(shape, tensors, encoding) };
}

/** Half of the largest step to which rounding to 8 bits may bring each row of the input [ROWS, K], the coarsest way. */
function halfSteps(input: Float32Array, k: number): number[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const sizes = input.subarray(row * k, (row + 1) * k).map(Math.abs);
    return sizes.reduce((most, size) => Math.max(most, size), 0) / 127 / 2;
  });
}

/** Asserts that no sum is further off than roundings of its inputs by `steps`, and of products by `precision`, allow. */
function assertNear(
  y: Float32Array,
  input: Float32Array,
  shape: Shape,
  weights: Float32Array,
  steps: readonly number[],
  precision: number,
): void {
  const [, n] = shape;
  const expected = product(input, shape, weights);
  const sizes = weights.map(Math.abs);
  const largest = product(input.map(Math.abs), shape, sizes);
  const sums = product(new Float32Array(input.length).fill(1), shape, sizes);
  y.forEach((value, at) => {
    const bound = steps[Math.floor(at / n)]! * sums[at]! + precision * largest[at]!;
    assert.ok(Math.abs(value - expected[at]!) <= bound, `${shape}: ${value}, not ${expected[at]} ± ${bound}`);
  });
}

for (const encoding of MATRICES) {
  const kind = JSON.stringify(encoding);
  Deno.test(`matMul() multiplies by the decoded weights when they are ${kind}`, async () => {
    for (const shape of SHAPES) {
      const [k, n] = shape;
      const weights = noise(k, k * n);
      const input = noise(n, ROWS * k).map((value, i) => i < k ? 100 * value : value); // rows of unlike size
      input.fill(0, 2 * k);
      const { y, decoded } = await multiply(shape, weights, encoding, input);
      assert.ok(
        distance(decoded, weights) < (encoding.layout !== "float" && encoding.bits === 4 ? 0.16 : 0.02),
      );
      const steps = roundsInputs(encoding) ? halfSteps(input, k) : [0, 0, 0];
      assertNear(y, input, shape, decoded, steps, precisionOf(encoding));
    }
  });

  Deno.test(`matMul() loses nothing of the largest sums when weights are ${kind}`, async () => {
    for (const shape of SHAPES) {
      const [k, n] = shape;
      // Nearly all codes are the largest that there is; rounding leaves such inputs as they are.
      const weights = Float32Array.from({ length: k * n }, (_, i) => Math.floor(i / n) % 16 === 0 ? -1 : 1);
      const input = Float32Array.from({ length: ROWS * k }, (_, i) => [1, -1, 100][Math.floor(i / k)]!);
      const { y, decoded } = await multiply(shape, weights, encoding, input);
      assertNear(y, input, shape, decoded, [0, 0, 0], precisionOf(encoding));
    }
  });
}

for (
  const encoding of [
    { layout: "float", type: "float32" },
    { layout: "float", type: "float16" },
    { layout: "rows", bits: 8 },
  ] as const
) {
  Deno.test(`gather() looks up decoded rows when they are ${JSON.stringify(encoding)}`, async () => {
    const shape = [9, 48] as const;
    const weights = noise(1, 9 * 48);
    const tensors = encodeMatrix("w", shape, weights, encoding);
    const decoded = decodeMatrix(shape, tensors, encoding);
    assert.ok(distance(decoded, weights) < 0.01);
    const builder = graphBuilder();
    gather(builder, { name: "w", shape, encoding }, "x");
    builder.nodes.at(-1)!.output[0] = "y";
    const indices = Int32Array.of(8, 0, 3, 3);
    const y = await runGraph(builder, tensors, { data: indices, shape: [2, 2] }, [2, 2, 48]);
    const expected = Float32Array.from(
      [...indices].flatMap((i) => [...decoded.subarray(i * 48, (i + 1) * 48)]),
    );
    assert.ok(distance(y, expected) < 1e-6);
  });
}
