import { graphBuilder } from "../../onnx/builder.ts";
import type { Shape } from "../../onnx/encoding.ts";
import { type Encodings, port } from "../../onnx/model.ts";
import { DATA_TYPE, type GraphProto } from "../../onnx/proto.ts";
import { intTensor } from "../../onnx/tensor.ts";
import { gather, vector } from "../../onnx/weights.ts";
import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { PORTS } from "../step_ports.ts";
import { normsOf, type Step, stepOf } from "../transformer/graph_parts.ts";
import { stateName } from "./parameters.ts";

/**
 * The decode step without its weights: the next position of B sequences, T = 1. `shapes` are those of the parameters.
 *
 * Inputs: indices int32 [B, T, features]; field_values [B, T, field], unless there is no field; past_state_i [B, 1, dim] for
 * each layer. Outputs: logits [B, T, vocabulary] and state_i [B, 1, dim].
 *
 * Plain products instead of the operator GRU, whose weights are float32: so rounded ones stay small where they are read.
 */
export function recurrentGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): GraphProto {
  const { dim, layers } = config;
  const builder = graphBuilder();
  const { node, constant } = builder;
  const step = stepOf(builder, config, shapes, encodings);
  constant(intTensor("features_axis", [2]));
  const norms = normsOf(step, dim);
  const { rows } = gather(builder, step.weight("embedding"), PORTS.indices); // [B, T, features, dim]
  const summed = node("ReduceSum", [rows, "features_axis"], ["features"], { keepdims: 0 });
  const total = ports.field === 0
    ? summed
    : node("Add", [summed, step.product(PORTS.field, "field", "field_rows")], ["input_sum"]);
  let stream = norms.alone(total, "", "input");
  let normed = norms.alone(stream, "", "input.norm");
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const state = nextState(step, normed, layer, dim);
    const branch = { rows: step.product(state, `${prefix}.out`, `${prefix}.said`), bias: "" };
    [stream, normed] = norms.afterAdding(stream, branch, "", `${prefix}.end`);
  }
  step.product(normed, "head", PORTS.logits);

  const { float32, int32 } = DATA_TYPE;
  const states = (name: (layer: number) => string) =>
    Array.from({ length: layers }, (_, layer) => port(name(layer), float32, ["B", 1, dim]));
  return {
    name: "decode-step",
    node: builder.nodes,
    initializer: builder.constants,
    input: [
      port(PORTS.indices, int32, ["B", "T", ports.features]),
      ...ports.field === 0 ? [] : [port(PORTS.field, float32, ["B", "T", ports.field])],
      ...states((layer) => `past_${stateName(layer)}`),
    ],
    output: [port(PORTS.logits, float32, ["B", "T", ports.vocabulary]), ...states(stateName)],
  };
}

/** A layer's next state, as the operation `gru` computes it. */
function nextState({ builder, weight, product }: Step, input: string, layer: number, dim: number): string {
  const { node, constant } = builder;
  const prefix = `layers.${layer}`, before = `past_${stateName(layer)}`;
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
