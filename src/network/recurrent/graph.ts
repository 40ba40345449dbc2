import type { Shape } from "../../onnx/encoding.ts";
import type { Encodings } from "../../onnx/model.ts";
import type { GraphProto } from "../../onnx/proto.ts";
import { intTensor } from "../../onnx/tensor.ts";
import { vector } from "../../onnx/weights.ts";
import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { addLogits, inputOf, type StepGraph } from "../step_graph.ts";
import { pastOf, portsOfStep } from "../step_ports.ts";
import { hiddenUnits, normsOf, stepOf } from "../transformer/graph_parts.ts";
import { recurrentKind, stateName } from "./kind.ts";

/**
 * The decode step without its weights: the next position of B sequences, T = 1. `shapes` are those of the parameters. Inputs and
 * outputs: `portsOfStep`, with state_i of each layer.
 *
 * Plain products, not the operator GRU: its weights are float32, and would be as large where they are read as before rounding.
 */
export function recurrentGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): GraphProto {
  const { dim, layers } = config;
  const step = stepOf(config, shapes, encodings), norms = normsOf(step, dim);
  let stream = norms.alone(inputOf(step, ports).sum, "", "input");
  let normed = norms.alone(stream, "", "input.norm");
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const state = nextState(step, normed, layer, dim);
    [stream, normed] = norms.afterAdding(stream, { rows: state, bias: "" }, "", `${prefix}.middle`);
    const fed = step.product(hiddenUnits(step, normed, prefix), `${prefix}.down`, `${prefix}.fed`);
    [stream, normed] = norms.afterAdding(stream, { rows: fed, bias: "" }, "", `${prefix}.end`);
  }
  addLogits(step, normed, ports);
  const { nodes, constants } = step.builder;
  return {
    ...{ name: "decode-step", node: nodes, initializer: constants },
    ...portsOfStep(ports, recurrentKind.state(config)),
  };
}

/** A layer's next state, as the operation `gru` computes it. */
function nextState(
  { builder, weight, product }: StepGraph,
  input: string,
  layer: number,
  dim: number,
): string {
  const { node, constant } = builder;
  const prefix = `layers.${layer}`, before = pastOf(stateName(layer));
  const named = (name: string) => `${prefix}.${name}`;
  const gatesFirst = constant(intTensor("gates_first", [2 * dim, dim]));
  /** A product's columns for the gates, and those for the new state. */
  const apart = (rows: string, map: string) => {
    const [gates, fresh] = [named(`${map}.gates`), named(`${map}.fresh`)];
    node("Split", [product(rows, named(map), named(`${map}.rows`)), gatesFirst], [gates, fresh], {
      axis: -1,
    });
    return { gates, fresh };
  };
  const heard = apart(input, "input"), own = apart(before, "recurrent");
  const sum = node("Add", [heard.gates, own.gates], [named("gates.sum")]);
  const biased = node("Add", [sum, vector(builder, weight(named("gates.bias")))], [named("gates.biased")]);
  const [reset, update] = [named("reset"), named("update")];
  node("Split", [node("Sigmoid", [biased], [named("gates")])], [reset, update], { axis: -1, num_outputs: 2 });
  const kept = node("Mul", [reset, own.fresh], [named("kept")]);
  const fresh = node("Tanh", [node("Add", [heard.fresh, kept], [named("new")])], [named("fresh")]);
  const change = node("Add", [before, node("Neg", [fresh], [named("without")])], [named("change")]);
  return node("Add", [fresh, node("Mul", [update, change], [named("held")])], [stateName(layer)]);
}
