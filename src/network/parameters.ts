import { random } from "../base/random.ts";

/** What a matrix does: rows that are looked up, an inner map, rows that are added, or a map that is neither rounded nor made orthogonal, the map to logits. */
export type Role = "table" | "matrix" | "vector" | "head";

/** One weight matrix, and where it stands in the flat vector of all parameters. */
export interface ParameterSpec {
  name: string;
  shape: [number, number];
  /** First element in the flat vector. */
  offset: number;
  size: number;
  role: Role;
  /** Independent maps that stand side by side in its columns. */
  blocks: number;
  /** Independent maps that stand one above the other in its rows; 1 unless given. */
  stacked?: number;
  /** Standard deviation of the initial values. */
  deviation: number;
  /** What they scatter around; 0 unless given. */
  mean?: number;
}

/** Weights by name, as bundles and checkpoints hold them. */
export type Parameters = Record<string, { shape: number[]; data: Float32Array }>;

/** Lays matrices out one after the other in the flat vector. */
export function parameterList(): {
  specs: ParameterSpec[];
  add(spec: Omit<ParameterSpec, "offset" | "size" | "blocks"> & { blocks?: number }): void;
} {
  const specs: ParameterSpec[] = [];
  let offset = 0;
  return {
    specs,
    add(spec) {
      const size = spec.shape[0] * spec.shape[1];
      specs.push({ blocks: 1, ...spec, offset, size });
      offset += size;
    },
  };
}

/** Number of weights. */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, { size }) => sum + size, 0);
}

/** Fills a flat vector with initial weights drawn from normal distributions. */
export function initialize(specs: readonly ParameterSpec[], flat: Float32Array, seed: number): void {
  for (const [index, { offset, size, deviation, mean = 0 }] of specs.entries()) {
    const { next } = random(seed, index);
    for (let i = 0; i < size; i++) {
      // Box–Muller.
      const value = deviation === 0
        ? 0
        : Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      flat[offset + i] = mean + deviation * value;
    }
  }
}

/** Views of a flat vector, by name. */
export function namedViews(specs: readonly ParameterSpec[], flat: Float32Array): Parameters {
  return Object.fromEntries(
    specs.map((
      { name, shape, offset, size },
    ) => [name, { shape, data: flat.subarray(offset, offset + size) }]),
  );
}

/** All that stands below a prefix, such as a layer's, of what is held by the names of parameters. */
export const below = <T>(held: Readonly<Record<string, T>>, prefix: string): T[] =>
  Object.entries(held).flatMap(([name, value]) => name.startsWith(`${prefix}.`) ? [value] : []);
