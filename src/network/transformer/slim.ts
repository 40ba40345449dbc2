/** A transformer with fewer heads and hidden units: those that weigh most stay, by their weights alone. */
import { UserError } from "../../base/errors.ts";
import type { NetworkConfig } from "../config.ts";
import { formOf } from "../form.ts";
import type { Parameters } from "../parameters.ts";
import { columnsOf, largest, type Matrix, rowsOf, run, squares } from "../pruning/cut.ts";
import { headDimOf } from "../sizes.ts";
import { kvHeadsOf } from "./kind.ts";

/** How much stays in each layer. */
export interface Slimmer {
  heads?: number | undefined;
  hidden?: number | undefined;
}

/** What the layers' parameters become, by their names without the layer's prefix. */
type Layer = Record<string, Matrix>;

/**
 * Another network's config and weights. Throws a UserError of kind "usage" where there are no more heads or hidden units than
 * asked for, where heads that share keys would part, and where heads cannot do without others.
 */
export function slimTransformer(
  config: NetworkConfig,
  parameters: Parameters,
  { heads = config.heads, hidden = config.hidden }: Slimmer,
): { config: NetworkConfig; parameters: Parameters } {
  const group = config.heads / kvHeadsOf(config);
  refuse(config, heads, hidden, group);
  const slim: Parameters = { ...parameters };
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `layers.${layer}.`;
    const old: Layer = Object.fromEntries(
      Object.entries(parameters).filter(([name]) => name.startsWith(prefix))
        .map(([name, matrix]) => [name.slice(prefix.length), matrix]),
    );
    const made = {
      ...heads < config.heads && fewerHeads(old, config, heads / group),
      ...hidden < config.hidden && fewerUnits(old, formOf(config).activation, hidden),
    };
    for (const [name, matrix] of Object.entries(made)) slim[prefix + name] = matrix;
  }
  const headDim = headDimOf(config), { kvHeads, headDim: _, ...sizes } = config;
  return {
    parameters: slim,
    config: {
      ...{ ...sizes, heads, hidden },
      ...kvHeads !== undefined && { kvHeads: heads / group },
      ...heads * headDim !== config.dim && { headDim },
    },
  };
}

function refuse(config: NetworkConfig, heads: number, hidden: number, group: number): void {
  const fail = (reason: string) => new UserError("usage", reason);
  if (heads > config.heads) throw fail(`--heads ${heads}: the model has ${config.heads}`);
  if (hidden > config.hidden) throw fail(`--hidden ${hidden}: the model has ${config.hidden}`);
  if (heads % group !== 0) {
    throw fail(`--heads ${heads}: ${group} heads share keys and values; take a multiple of ${group}`);
  }
  if (heads < config.heads && formOf(config).positions === "alibi") {
    throw fail(
      `--heads ${heads}: ALiBi's slopes go by the number of heads, so none can be left out; --hidden can`,
    );
  }
}

/**
 * Keeps the groups of heads that write most: of each head the norm of values times `out`, squared, is bounded by the product of
 * both norms. A head is left out with its queries, keys, values and rows of `out`.
 */
function fewerHeads(layer: Layer, config: NetworkConfig, groups: number): Layer {
  const width = headDimOf(config), kvHeads = kvHeadsOf(config), group = config.heads / kvHeads;
  const { qkv, out } = layer;
  if (qkv === undefined || out === undefined) throw new Error("the layer has no attention");
  const [keys, values] = [config.heads * width, (config.heads + kvHeads) * width];
  const read = squares(qkv, "columns"), written = squares(out, "rows");
  const sum = (squares: Float64Array, places: readonly number[]) =>
    places.reduce((total, place) => total + squares[place]!, 0);
  const scores = run(0, kvHeads).map((i) =>
    sum(read, run(values + i * width, width)) * sum(written, run(i * group * width, group * width))
  );
  const kept = largest(scores, groups);
  const queries = kept.flatMap((i) => run(i * group * width, group * width));
  const columns = [
    ...queries,
    ...kept.flatMap((i) => run(keys + i * width, width)),
    ...kept.flatMap((i) => run(values + i * width, width)),
  ];
  const bias = layer["qkv.bias"];
  return {
    qkv: columnsOf(qkv, columns),
    ...bias && { "qkv.bias": columnsOf(bias, columns) },
    out: rowsOf(out, queries),
  };
}

/** Keeps the hidden units that write most: an input of length 1 makes what `up` weighs, of our own form its square. */
function fewerUnits(layer: Layer, activation: "relu2" | "gelu" | "swiglu", count: number): Layer {
  const { up, gate, down, "up.bias": upBias, "gate.bias": gateBias } = layer;
  if (up === undefined || down === undefined) throw new Error("the layer has no hidden units");
  const read = squares(up, "columns"), written = squares(down, "rows");
  const opened = gate && squares(gate, "columns");
  const kept = largest(
    read.map((value, i) => (activation === "relu2" ? value ** 2 : value * (opened?.[i] ?? 1)) * written[i]!),
    count,
  );
  return {
    up: columnsOf(up, kept),
    down: rowsOf(down, kept),
    ...gate && { gate: columnsOf(gate, kept) },
    ...upBias && { "up.bias": columnsOf(upBias, kept) },
    ...gateBias && { "gate.bias": columnsOf(gateBias, kept) },
  };
}
