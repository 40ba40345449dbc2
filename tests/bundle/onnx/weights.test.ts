import assert from "node:assert/strict";
import { type Builder, graphBuilder } from "../../../src/bundle/onnx/builder.ts";
import { decodeMatrix, encodeMatrix, type Encoding, type Shape } from "../../../src/bundle/onnx/encoding.ts";
import { DATA_TYPE, encodeModel, type TensorProto } from "../../../src/bundle/onnx/proto.ts";
import { gather, matMul } from "../../../src/bundle/onnx/weights.ts";
import { loadRuntime } from "../../../src/inference/native.ts";
import type { TensorView } from "../../../src/inference/onnxruntime.ts";
import { random } from "../../../src/random.ts";

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

/** Rounds each `size` values to 8 bits by the largest of them. */
function rounded(row: Float32Array, size: number): Float32Array {
  return row.map((value, i) => {
    const start = i - i % size;
    const largest = row.subarray(start, start + size).reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    return largest === 0 ? 0 : Math.round(value * 127 / largest) * largest / 127;
  });
}

/** How many values of an input row of length k are rounded together; undefined if none are. */
function roundedBlock(encoding: Encoding, k: number): number | undefined {
  if (encoding.layout === "columns") return k;
  return encoding.layout === "blocks" && encoding.accuracyLevel === 4 ? encoding.blockSize : undefined;
}

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
  { layout: "columns", bits: 8 },
];

for (const encoding of MATRICES) {
  Deno.test(`matMul() multiplies by the decoded weights when they are ${JSON.stringify(encoding)}`, async () => {
    for (const shape of [[16, 5], [50, 16], [98, 33], [192, 7]] as const) {
      const [k, n] = shape;
      const weights = noise(k, k * n);
      const input = noise(n, ROWS * k).map((value, i) => i < k ? 100 * value : value); // rows of unlike size
      input.fill(0, 2 * k);
      const tensors = encodeMatrix("w", shape, weights, encoding);
      const decoded = decodeMatrix(shape, tensors, encoding);
      assert.ok(
        distance(decoded, weights) < (encoding.layout !== "float" && encoding.bits === 4 ? 0.16 : 0.02),
      );

      const builder = graphBuilder();
      matMul(builder, "x", { name: "w", shape, encoding }, "y");
      const y = await runGraph(builder, tensors, { data: input, shape: [ROWS, k] }, [ROWS, n]);
      const expected = product(input, shape, decoded);
      const errors = [distance(y, expected)];
      const block = roundedBlock(encoding, k);
      if (block !== undefined) {
        const rows = [0, 1, 2].flatMap((row) => [...rounded(input.subarray(row * k, (row + 1) * k), block)]);
        errors.push(distance(y, product(Float32Array.from(rows), shape, decoded)));
      }
      // A processor without the instructions for it leaves the inputs of MatMulNBits as they are.
      assert.ok(Math.min(...errors) < 1e-3, `K ${k}: off by ${errors}`);
      assert.ok(distance(y.subarray(n), expected.subarray(n)) < 0.05, "a small row suffers from a large one");
    }
  });
}

for (
  const encoding of [
    { layout: "float", type: "float32" },
    { layout: "float", type: "float16" },
    { layout: "table", bits: 8 },
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
