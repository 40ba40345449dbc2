import type { NetworkConfig } from "../config.ts";
import { formOf } from "../form.ts";
import { parameterList, type ParameterSpec } from "../parameters.ts";
import type { Ports } from "../ports.ts";
import { headDimOf } from "../sizes.ts";
import { kvHeadsOf } from "./kind.ts";

/** Standard deviations of a form's initial weights. */
interface Deviations {
  table: number;
  head: number;
  /** Of maps that read the stream. */
  inner: number;
  /** Of maps that write to it. */
  outer: number;
}

/** Ours: each layer starts as the identity. Others: as GPT-2 and its successors (Radford et al. 2019). */
function deviations({ dim, layers, form }: NetworkConfig): Deviations {
  const { norm } = formOf({ form });
  if (norm === "rms") return { table: 0.05, head: 0, inner: dim ** -0.5, outer: 0 };
  return { table: 0.02, head: 0.02, inner: 0.02, outer: 0.02 / Math.sqrt(2 * layers) };
}

/** All weight matrices in the order of the flat vector; gains and biases are matrices of one row. */
export function transformerParameters(ports: Ports, config: NetworkConfig): ParameterSpec[] {
  const { dim, heads, hidden, layers } = config;
  const { norm, activation, biases, tied } = formOf(config);
  const deviation = deviations(config);
  /** Width of the queries; of the keys, and of the values. */
  const queries = heads * headDimOf(config), shared = kvHeadsOf(config) * headDimOf(config);
  const { specs, add } = parameterList();
  const table = (name: string, rows: number) =>
    add({ name, shape: [rows, dim], deviation: deviation.table, role: "table" });
  const vector = (name: string, size: number, mean: number) =>
    add({ name, shape: [1, size], deviation: 0, mean, role: "vector" });
  const map = (name: string, shape: [number, number], side: "inner" | "outer", blocks = 1) => {
    add({ name, shape, deviation: deviation[side], role: "matrix", blocks });
    if (biases) vector(`${name}.bias`, shape[1], 0);
  };
  const normalise = (name: string) => {
    if (norm !== "rms") vector(`${name}.gain`, dim, 1);
    if (norm === "layer") vector(`${name}.bias`, dim, 0);
  };
  table("embedding", ports.rows);
  if (ports.field > 0) table("field", ports.field);
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    normalise(`${prefix}.norm1`);
    // Muon takes what stands side by side apart: queries, keys and values, or, of fewer heads, no narrower than their part.
    map(`${prefix}.qkv`, [dim, queries + 2 * shared], "inner", (queries + 2 * shared) / shared);
    map(`${prefix}.out`, [queries, dim], "outer");
    normalise(`${prefix}.norm2`);
    map(`${prefix}.up`, [dim, hidden], "inner");
    if (activation === "swiglu") map(`${prefix}.gate`, [dim, hidden], "inner");
    map(`${prefix}.down`, [hidden, dim], "outer");
  }
  normalise("norm");
  if (!tied) add({ name: "head", shape: [dim, ports.vocabulary], deviation: deviation.head, role: "head" });
  return specs;
}
