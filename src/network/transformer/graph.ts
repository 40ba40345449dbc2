import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import type { Shape } from "../../onnx/encoding.ts";
import type { Encodings } from "../../onnx/model.ts";
import type { GraphProto } from "../../onnx/proto.ts";
import { addLogits, inputOf } from "../step_graph.ts";
import { portsOfStep } from "../step_ports.ts";
import { toldPlaces } from "../told_places.ts";
import { attended } from "./graph_attention.ts";
import { type Branch, hiddenUnits, normsOf, type Step, stepOf } from "./graph_parts.ts";
import { transformerKind } from "./kind.ts";

/**
 * The decode step without its weights: T new positions of B sequences whose cache has L slots; where anything is cached, T or B
 * is 1. `shapes` are those of the parameters. Inputs and outputs: `portsOfStep`, with key_i and value_i of each layer as states.
 */
export function transformerGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): GraphProto {
  return decoderGraph(ports, config, shapes, encodings, (step, input, prefix) => ({
    rows: step.product(hiddenUnits(step, input, prefix), `${prefix}.down`, `${prefix}.fed`),
    bias: step.bias(`${prefix}.down`),
  }));
}

/** `transformerGraph` with feed-forward layers of another kind: what a layer adds to the stream, and a bias or no name. */
export function decoderGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
  feedForward: (step: Step, input: string, prefix: string) => Branch,
): GraphProto {
  const { dim, layers } = config;
  const step = stepOf(config, shapes, encodings);
  const { builder, form, product, bias } = step;
  const norms = normsOf(step, dim);
  const { sum, table } = inputOf(step, ports);
  let stream = form.norm === "rms" ? norms.alone(sum, "", "input") : sum;
  let normed = norms.alone(stream, "layers.0.norm1", "input.norm");
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const mixed = attended(step, normed, layer, config);
    [stream, normed] = norms.afterAdding(
      stream,
      { rows: product(mixed, `${prefix}.out`, `${prefix}.attended`), bias: bias(`${prefix}.out`) },
      `${prefix}.norm2`,
      `${prefix}.middle`,
    );
    [stream, normed] = norms.afterAdding(
      stream,
      feedForward(step, normed, prefix),
      layer + 1 < layers ? `layers.${layer + 1}.norm1` : "norm",
      `${prefix}.end`,
    );
  }
  addLogits(step, normed, ports, form.tied ? { table, like: "layers.0.out" } : undefined);
  return {
    name: "decode-step",
    node: builder.nodes,
    initializer: builder.constants,
    ...portsOfStep(ports, transformerKind.state(config), toldPlaces(config)),
  };
}
