import type { Sequence } from "../../src/inference/forward.ts";
import type { ModelConfig } from "../../src/tasks/art/config.ts";
import { FEATURES, FIELD } from "../../src/tasks/art/sequence/features.ts";
import type { Parameters } from "../../src/network/parameters.ts";

/** The network of src/network/transformer/hidden.ts in loops: logits [length · vocabulary] of one sequence, without a cache. */
export function plainForward(
  parameters: Parameters,
  config: ModelConfig,
  { tokens, state }: Sequence,
): Float32Array {
  const { dim, heads, layers, window } = config;
  const linear = (row: Float32Array, name: string) => product(row, parameters[name]!);
  const indices = new Int32Array(FEATURES);
  const table = parameters.embedding!.data;
  let rows = Array.from(tokens, (token) => {
    const field = new Float32Array(FIELD);
    state.advance(token, indices, 0, field, 0);
    const sum = linear(field, "field");
    for (const index of indices) for (let i = 0; i < dim; i++) sum[i]! += table[index * dim + i]!;
    return norm(sum);
  });
  const headDim = dim / heads;
  for (let layer = 0; layer < layers; layer++) {
    const qkv = rows.map((row) => linear(norm(row), `layers.${layer}.qkv`));
    rows = rows.map((row, t) => {
      const mixed = new Float32Array(dim);
      const seen = qkv.slice(Math.max(0, t - window + 1), t + 1);
      for (let head = 0; head < dim; head += headDim) {
        const part = (vector: Float32Array, which: number) =>
          vector.subarray(which * dim + head, which * dim + head + headDim);
        const scores = seen.map((other) =>
          Math.exp(dot(part(qkv[t]!, 0), part(other, 1)) / Math.sqrt(headDim))
        );
        const total = scores.reduce((a, b) => a + b, 0);
        seen.forEach((other, j) =>
          part(other, 2).forEach((value, i) => mixed[head + i]! += scores[j]! / total * value)
        );
      }
      return add(row, linear(mixed, `layers.${layer}.out`));
    });
    rows = rows.map((row) => {
      const hidden = linear(norm(row), `layers.${layer}.up`).map((value) => Math.max(0, value) ** 2);
      return add(row, linear(hidden, `layers.${layer}.down`));
    });
  }
  return Float32Array.from(rows.flatMap((row) => [...linear(norm(row), "head")]));
}

function product(row: Float32Array, { shape, data }: { shape: number[]; data: Float32Array }): Float32Array {
  const columns = shape[1]!;
  return Float32Array.from({ length: columns }, (_, column) => {
    return row.reduce((sum, value, k) => sum + value * data[k * columns + column]!, 0);
  });
}

function norm(row: Float32Array): Float32Array {
  const scale = 1 / Math.sqrt(dot(row, row) / row.length + 1e-6);
  return row.map((value) => value * scale);
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const add = (a: Float32Array, b: Float32Array) => a.map((value, i) => value + b[i]!);
