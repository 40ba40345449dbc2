import type { NetworkConfig } from "../config.ts";
import { parameterList, type ParameterSpec } from "../parameters.ts";
import type { Ports } from "../ports.ts";
import { selectiveSizes } from "./kind.ts";

/**
 * What heads begin with, around which they scatter: steps of e^MEAN, and logarithms of how fast a step forgets. So most keep
 * half of what they read for 5 to 100 positions.
 */
const RATE = { mean: Math.log(0.01), deviation: 1.3 }, DECAY = { mean: Math.log(4), deviation: 0.7 };

/** All weight matrices in the order of the flat vector; each layer starts as the identity. */
export function selectiveParameters(ports: Ports, config: NetworkConfig): ParameterSpec[] {
  const { dim, hidden, heads, layers } = config, { taps, mixed } = selectiveSizes(config);
  const { specs, add } = parameterList();
  const table = (name: string, rows: number) =>
    add({ name, shape: [rows, dim], deviation: 0.05, role: "table" });
  const map = (name: string, shape: [number, number], deviation: number) =>
    add({ name, shape, deviation, role: "matrix" });
  const vector = (name: string, size: number, mean: number, deviation = 0) =>
    add({ name, shape: [1, size], mean, deviation, role: "vector" });
  table("embedding", ports.rows);
  if (ports.field > 0) table("field", ports.field);
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    map(`${prefix}.gate`, [dim, hidden], dim ** -0.5);
    map(`${prefix}.mix`, [dim, mixed], dim ** -0.5);
    add({
      name: `${prefix}.convolution`,
      shape: [taps, mixed],
      deviation: (3 * taps) ** -0.5,
      role: "vector",
    });
    vector(`${prefix}.convolution.bias`, mixed, 0);
    map(`${prefix}.rate`, [dim, heads], dim ** -0.5);
    vector(`${prefix}.rate.bias`, heads, RATE.mean, RATE.deviation);
    vector(`${prefix}.decay`, heads, DECAY.mean, DECAY.deviation);
    vector(`${prefix}.skip`, heads, 1);
    map(`${prefix}.out`, [hidden, dim], 0);
  }
  add({ name: "head", shape: [dim, ports.vocabulary], deviation: 0, role: "head" });
  return specs;
}
