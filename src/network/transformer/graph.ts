import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { MICROSOFT } from "../../onnx/builder.ts";
import type { Shape } from "../../onnx/encoding.ts";
import type { Encodings } from "../../onnx/model.ts";
import type { GraphProto } from "../../onnx/proto.ts";
import { addLogits, inputOf } from "../step_graph.ts";
import { pastOf, PORTS, portsOfStep } from "../step_ports.ts";
import { attentionInputs, type Branch, hiddenUnits, normsOf, type Step, stepOf } from "./graph_parts.ts";
import { kvHeadsOf, transformerKind } from "./kind.ts";

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
  const { dim, heads, layers, window } = config;
  const step = stepOf(config, shapes, encodings);
  const { builder, form, product, linear, bias } = step;
  const { node } = builder;
  const kvHeads = kvHeadsOf(config);

  const norms = normsOf(step, dim);
  const { sum, table } = inputOf(step, ports);
  let stream = form.norm === "rms" ? norms.alone(sum, "", "input") : sum;
  let normed = norms.alone(stream, "layers.0.norm1", "input.norm");
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const qkv = linear(normed, `${prefix}.qkv`, `${prefix}.qkv_rows`); // [B, T, dim + 2 · kvHeads · headDim]
    const states = [`key_${layer}`, `value_${layer}`];
    const mixed = node(
      `${MICROSOFT}.GroupQueryAttention`,
      [...attentionInputs(step, qkv, prefix, config), ...states.map(pastOf), PORTS.last, PORTS.total],
      [`${prefix}.mixed`, ...states],
      { num_heads: heads, kv_num_heads: kvHeads, local_window_size: window },
    );
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
    ...portsOfStep(ports, transformerKind.state(config), form.positions === "rotary" ? dim / heads / 2 : 0),
  };
}
