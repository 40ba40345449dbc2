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

/** Adds the parameters of a layer, as the form has them. */
export interface LayerParts {
  add: ReturnType<typeof parameterList>["add"];
  /** Maps that read the stream or write to it, and their biases, if they have any: a row for each that stands above another. */
  map(
    name: string,
    shape: [number, number],
    side: "inner" | "outer",
    apart?: { blocks?: number; stacked?: number },
  ): void;
}

/** All weight matrices in the order of the flat vector; gains and biases are matrices of one row. */
export function transformerParameters(ports: Ports, config: NetworkConfig): ParameterSpec[] {
  const { dim, hidden } = config;
  return decoderParameters(ports, config, ({ map }, prefix) => {
    map(`${prefix}.up`, [dim, hidden], "inner");
    if (formOf(config).activation === "swiglu") map(`${prefix}.gate`, [dim, hidden], "inner");
    map(`${prefix}.down`, [hidden, dim], "outer");
  });
}

/** Those of a decoder whose feed-forward layers a function adds, by their prefix. */
export function decoderParameters(
  ports: Ports,
  config: NetworkConfig,
  addFeedForward: (parts: LayerParts, prefix: string) => void,
): ParameterSpec[] {
  const { dim, heads, layers } = config;
  const { norm, biases, tied } = formOf(config);
  const deviation = deviations(config);
  /** Width of the queries; of the keys, and of the values. */
  const queries = heads * headDimOf(config), shared = kvHeadsOf(config) * headDimOf(config);
  const { specs, add } = parameterList();
  const table = (name: string, rows: number) =>
    add({ name, shape: [rows, dim], deviation: deviation.table, role: "table" });
  const vector = (name: string, size: number, mean: number, rows = 1) =>
    add({ name, shape: [rows, size], deviation: 0, mean, role: "vector" });
  const map: LayerParts["map"] = (name, shape, side, apart = {}) => {
    add({ name, shape, deviation: deviation[side], role: "matrix", ...apart });
    if (biases) vector(`${name}.bias`, shape[1], 0, apart.stacked);
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
    map(`${prefix}.qkv`, [dim, queries + 2 * shared], "inner", { blocks: (queries + 2 * shared) / shared });
    map(`${prefix}.out`, [queries, dim], "outer");
    normalise(`${prefix}.norm2`);
    addFeedForward({ add, map }, prefix);
  }
  normalise("norm");
  if (!tied) add({ name: "head", shape: [dim, ports.vocabulary], deviation: deviation.head, role: "head" });
  return specs;
}
