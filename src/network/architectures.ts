/** The kinds of networks by name: their weights, and one step of them as ONNX. What they compute: hidden.ts; sizes: kinds.ts. */
import { UserError } from "../base/errors.ts";
import { encodeMatrix, type Shape } from "../onnx/encoding.ts";
import { type Encodings, modelOf } from "../onnx/model.ts";
import type { GraphProto, ModelProto } from "../onnx/proto.ts";
import type { WeightType } from "../onnx/tensor.ts";
import type { NetworkConfig } from "./config.ts";
import { type ArchitectureName, architectureName } from "./kinds.ts";
import type { Parameters, ParameterSpec } from "./parameters.ts";
import type { Ports } from "./ports.ts";
import { mixtureGraph } from "./mixture/graph.ts";
import { mixtureParameters } from "./mixture/parameters.ts";
import { recurrentGraph } from "./recurrent/graph.ts";
import { recurrentParameters } from "./recurrent/parameters.ts";
import { selectiveGraph } from "./selective/graph.ts";
import { selectiveParameters } from "./selective/parameters.ts";
import { transformerGraph } from "./transformer/graph.ts";
import { transformerParameters } from "./transformer/parameters.ts";
import { type Slimmer, slimTransformer } from "./transformer/slim.ts";

/** A kind of network, in numbers only. */
interface Architecture {
  /** All weight matrices in the order of the flat vector. */
  parameters(ports: Ports, config: NetworkConfig): ParameterSpec[];
  /** One step without its weights, whose state goes in and comes out (`portsOfStep`); `shapes` are those of the parameters. */
  graph(
    ports: Ports,
    config: NetworkConfig,
    shapes: ReadonlyMap<string, Shape>,
    encodings: Encodings,
  ): GraphProto;
  /** A smaller network of the same kind; undefined where heads and hidden units are fixed by the width. */
  slim?(config: NetworkConfig, parameters: Parameters, how: Slimmer): SlimNetwork;
}

/** A network by itself. */
export interface SlimNetwork {
  config: NetworkConfig;
  parameters: Parameters;
}

const ARCHITECTURES: Readonly<Record<ArchitectureName, Architecture>> = {
  transformer: { parameters: transformerParameters, graph: transformerGraph, slim: slimTransformer },
  mixture: { parameters: mixtureParameters, graph: mixtureGraph },
  gru: { parameters: recurrentParameters, graph: recurrentGraph },
  selective: { parameters: selectiveParameters, graph: selectiveGraph },
};

const architectureOf = ({ architecture }: NetworkConfig): Architecture =>
  ARCHITECTURES[architectureName(architecture)];

/** The weight matrices of a network. */
export const parameterSpecs = (ports: Ports, config: NetworkConfig): ParameterSpec[] =>
  architectureOf(config).parameters(ports, config);

/**
 * A network with fewer heads or hidden units in each layer. Throws a UserError of kind "usage" where its kind has none to spare,
 * or it has not so many.
 */
export function slimmed(config: NetworkConfig, parameters: Parameters, how: Slimmer): SlimNetwork {
  const { slim } = architectureOf(config);
  if (slim !== undefined) return slim(config, parameters, how);
  const takers = Object.entries(ARCHITECTURES).flatMap(([name, { slim }]) => slim ? [name] : []);
  throw new UserError(
    "usage",
    `--heads and --hidden prune the kind ${takers.join(", ")}; those of ${
      architectureName(config.architecture)
    } follow from its width`,
  );
}

/** The graph of `buildModel` without the weights. */
export const buildGraph: Architecture["graph"] = (ports, config, shapes, encodings) =>
  architectureOf(config).graph(ports, config, shapes, encodings);

/** A network's step as a model for onnxruntime, its weights in one number format or each in its own. */
export function buildModel(
  ports: Ports,
  config: NetworkConfig,
  parameters: Parameters,
  weights: WeightType | Encodings,
): ModelProto {
  const encodings: Encodings = typeof weights === "function"
    ? weights
    : () => ({ layout: "float", type: weights });
  const entries = Object.entries(parameters).map(([name, { shape: [k, n], data }]) => {
    if (k === undefined || n === undefined) throw new Error(`parameter ${name} is no matrix`);
    return { name, shape: [k, n] as const, data };
  });
  const graph = buildGraph(
    ports,
    config,
    new Map(entries.map(({ name, shape }) => [name, shape])),
    encodings,
  );
  for (const { name, shape, data } of entries) {
    graph.initializer.push(...encodeMatrix(name, shape, data, encodings(name, shape)));
  }
  return modelOf(graph);
}
