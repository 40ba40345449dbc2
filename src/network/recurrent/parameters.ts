import type { NetworkConfig } from "../config.ts";
import { parameterList, type ParameterSpec } from "../parameters.ts";
import type { Ports } from "../ports.ts";

/**
 * All weight matrices in the order of the flat vector. The biases of the gates scatter, so that units differ in how long they
 * remember from the first step on.
 */
export function recurrentParameters(ports: Ports, { dim, hidden, layers }: NetworkConfig): ParameterSpec[] {
  const { specs, add } = parameterList();
  const table = (name: string, rows: number) =>
    add({ name, shape: [rows, dim], deviation: 0.05, role: "table" });
  table("embedding", ports.rows);
  if (ports.field > 0) table("field", ports.field);
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`, inner = { deviation: dim ** -0.5, role: "matrix", blocks: 3 } as const;
    add({ name: `${prefix}.input`, shape: [dim, 3 * dim], ...inner });
    add({ name: `${prefix}.recurrent`, shape: [dim, 3 * dim], ...inner });
    add({ name: `${prefix}.gates.bias`, shape: [1, 2 * dim], deviation: 1, mean: 1, role: "vector" });
    add({ name: `${prefix}.up`, shape: [dim, hidden], deviation: dim ** -0.5, role: "matrix" });
    add({ name: `${prefix}.down`, shape: [hidden, dim], deviation: 0, role: "matrix" });
  }
  add({ name: "head", shape: [dim, ports.vocabulary], deviation: 0, role: "head" });
  return specs;
}
