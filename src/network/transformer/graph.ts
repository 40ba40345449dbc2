import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { graphBuilder, MICROSOFT } from "../../onnx/builder.ts";
import type { Shape } from "../../onnx/encoding.ts";
import { type Encodings, port } from "../../onnx/model.ts";
import { PORTS } from "../step_ports.ts";
import { DATA_TYPE, type GraphProto } from "../../onnx/proto.ts";
import { intTensor } from "../../onnx/tensor.ts";
import { gather, matMulByRows } from "../../onnx/weights.ts";
import { attentionInputs, type Branch, hiddenUnits, normsOf, type Step, stepOf } from "./graph_parts.ts";

/**
 * The decode step without its weights: T new positions of B sequences whose cache has L slots; where anything is cached, T or B
 * is 1. `shapes` are those of the parameters.
 *
 * Inputs: indices int32 [B, T, features]; field_values [B, T, field], unless there is no field; cosines and sines
 * [B, T, headDim / 2] of the angles by which rotary places turn; last_slots int32 [B], the slot of each row's last new position,
 * before which every slot is in use; total_length int32 [], the largest of those plus one, or T if nothing is cached; past_key_i
 * and past_value_i [B, heads, L, headDim] for each layer. Outputs: logits [B, T, vocabulary], and key_i and value_i
 * [B, heads, L, headDim], which are to share the memory of past_key_i and past_value_i: then only the new rows are written.
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
  const builder = graphBuilder();
  const { node, constant } = builder;
  const step = stepOf(builder, config, shapes, encodings);
  const { form, weight, product, linear, bias } = step;

  constant(intTensor("features_axis", [2]));
  const norms = normsOf(step, dim);
  const embedding = weight("embedding");
  const { rows, table } = gather(builder, embedding, PORTS.indices); // [B, T, features, dim]
  const summed = node("ReduceSum", [rows, "features_axis"], ["features"], { keepdims: 0 });
  const total = ports.field === 0
    ? summed
    : node("Add", [summed, product(PORTS.field, "field", "field_rows")], ["input_sum"]);
  let stream = form.norm === "rms" ? norms.alone(total, "", "input") : total;
  let normed = norms.alone(stream, "layers.0.norm1", "input.norm");
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const qkv = linear(normed, `${prefix}.qkv`, `${prefix}.qkv_rows`); // [B, T, 3 · dim]
    const past = [PORTS.pastKey(layer), PORTS.pastValue(layer)];
    const mixed = node(
      `${MICROSOFT}.GroupQueryAttention`,
      [...attentionInputs(step, qkv, prefix, heads), ...past, PORTS.last, PORTS.total],
      [`${prefix}.mixed`, PORTS.key(layer), PORTS.value(layer)],
      { num_heads: heads, kv_num_heads: heads, local_window_size: window },
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
  if (form.tied) {
    const like = weight("layers.0.out").encoding;
    matMulByRows(builder, normed, { weight: embedding, table }, ports.vocabulary, like, PORTS.logits);
  } else product(normed, "head", PORTS.logits);

  const { float32, int32 } = DATA_TYPE;
  const cached = (...names: ((layer: number) => string)[]) =>
    Array.from(
      { length: layers },
      (_, layer) => names.map((name) => port(name(layer), float32, ["B", heads, "L", dim / heads])),
    ).flat();
  return {
    name: "decode-step",
    node: builder.nodes,
    initializer: builder.constants,
    input: [
      port(PORTS.indices, int32, ["B", "T", ports.features]),
      ...ports.field === 0 ? [] : [port(PORTS.field, float32, ["B", "T", ports.field])],
      ...form.positions === "rotary"
        ? [PORTS.cosines, PORTS.sines].map((name) => port(name, float32, ["B", "T", dim / heads / 2]))
        : [],
      port(PORTS.last, int32, ["B"]),
      port(PORTS.total, int32, []),
      ...cached(PORTS.pastKey, PORTS.pastValue),
    ],
    output: [
      port(PORTS.logits, float32, ["B", "T", ports.vocabulary]),
      ...cached(PORTS.key, PORTS.value),
    ],
  };
}
