import { random } from "../base/random.ts";
import type { NetworkConfig } from "./config.ts";
import type { Ports } from "./ports.ts";

/** One weight matrix: where it stands in the flat vector of all parameters, and whether weight decay applies. */
export interface ParameterSpec {
  name: string;
  shape: [number, number];
  /** First element in the flat vector. */
  offset: number;
  size: number;
  decay: boolean;
  /** Independent maps that stand side by side in its columns; 0 for tables and the head, which are no inner maps. */
  blocks: number;
  /** Standard deviation of the initial values. */
  deviation: number;
}

/** Weights by name, as bundles and checkpoints hold them. */
export type Parameters = Record<string, { shape: number[]; data: Float32Array }>;

/** All weight matrices in the order of the flat vector. */
export function parameterSpecs(ports: Ports, config: NetworkConfig): ParameterSpec[] {
  const { dim, hidden, layers } = config;
  const specs: ParameterSpec[] = [];
  let offset = 0;
  const add = (
    name: string,
    rows: number,
    columns: number,
    deviation: number,
    blocks: number,
    decay = true,
  ) => {
    specs.push({ name, shape: [rows, columns], offset, size: rows * columns, decay, deviation, blocks });
    offset += rows * columns;
  };
  add("embedding", ports.rows, dim, 0.05, 0, false);
  add("field", ports.field, dim, 0.05, 0, false);
  for (let layer = 0; layer < layers; layer++) {
    add(`layers.${layer}.qkv`, dim, 3 * dim, dim ** -0.5, 3);
    // Zero output projections: each layer starts as the identity.
    add(`layers.${layer}.out`, dim, dim, 0, 1);
    add(`layers.${layer}.up`, dim, hidden, dim ** -0.5, 1);
    add(`layers.${layer}.down`, hidden, dim, 0, 1);
  }
  add("head", dim, ports.vocabulary, 0, 0);
  return specs;
}

/** Number of weights. */
export function parameterCount(specs: ParameterSpec[]): number {
  return specs.reduce((sum, { size }) => sum + size, 0);
}

/** Fills a flat vector with initial weights drawn from normal distributions. */
export function initialize(specs: ParameterSpec[], flat: Float32Array, seed: number): void {
  for (const [index, { offset, size, deviation }] of specs.entries()) {
    const { next } = random(seed, index);
    for (let i = 0; i < size; i++) {
      // Box–Muller.
      const value = deviation === 0
        ? 0
        : Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      flat[offset + i] = deviation * value;
    }
  }
}

/** Views of a flat vector, by name. */
export function namedViews(specs: ParameterSpec[], flat: Float32Array): Parameters {
  return Object.fromEntries(
    specs.map((
      { name, shape, offset, size },
    ) => [name, { shape, data: flat.subarray(offset, offset + size) }]),
  );
}
