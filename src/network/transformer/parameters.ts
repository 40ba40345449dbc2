import type { NetworkConfig } from "../config.ts";
import { parameterList, type ParameterSpec } from "../parameters.ts";
import type { Ports } from "../ports.ts";

/** All weight matrices in the order of the flat vector. */
export function transformerParameters(ports: Ports, config: NetworkConfig): ParameterSpec[] {
  const { dim, hidden, layers } = config;
  const { specs, add } = parameterList();
  const table = (name: string, rows: number) =>
    add({ name, shape: [rows, dim], deviation: 0.05, role: "table" });
  const matrix = (name: string, shape: [number, number], deviation: number, blocks = 1) =>
    add({ name, shape, deviation, role: "matrix", blocks });
  table("embedding", ports.rows);
  if (ports.field > 0) table("field", ports.field);
  for (let layer = 0; layer < layers; layer++) {
    matrix(`layers.${layer}.qkv`, [dim, 3 * dim], dim ** -0.5, 3);
    // Zero output projections: each layer starts as the identity.
    matrix(`layers.${layer}.out`, [dim, dim], 0);
    matrix(`layers.${layer}.up`, [dim, hidden], dim ** -0.5);
    matrix(`layers.${layer}.down`, [hidden, dim], 0);
  }
  add({ name: "head", shape: [dim, ports.vocabulary], deviation: 0, role: "head" });
  return specs;
}
