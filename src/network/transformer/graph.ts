import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { graphBuilder, MICROSOFT } from "../../onnx/builder.ts";
import type { Shape } from "../../onnx/encoding.ts";
import { type Encodings, port, rmsNormAttributes } from "../../onnx/model.ts";
import { PORTS } from "../step_ports.ts";
import { DATA_TYPE, type GraphProto } from "../../onnx/proto.ts";
import { floatTensor, intTensor } from "../../onnx/tensor.ts";
import { gather, matMul } from "../../onnx/weights.ts";

/**
 * The decode step without its weights: T new positions of B sequences whose cache has L slots; T is 1 if anything is cached.
 * `shapes` are those of the parameters.
 *
 * Inputs: indices int32 [B, T, features]; field_values [B, T, field], unless there is no field; last_slots int32 [B], the slot
 * of each row's last new position, before which every slot is in use; total_length int32 [], the largest of those plus one, or
 * T if nothing is cached; past_key_i and past_value_i [B, heads, L, headDim] for each layer. Outputs: logits
 * [B, T, vocabulary], and key_i and value_i [B, heads, L, headDim], which are to share the memory of past_key_i and
 * past_value_i: then only the new rows are written.
 */
export function transformerGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): GraphProto {
  const { dim, heads, layers, window } = config;
  const builder = graphBuilder();
  const { node, constant } = builder;
  const weight = (name: string) => {
    const shape = shapes.get(name);
    if (shape === undefined) throw new Error(`missing parameter ${name}`);
    return { name, shape, encoding: encodings(name, shape) };
  };
  const linear = (input: string, name: string, output: string) =>
    matMul(builder, input, weight(name), output);

  constant(intTensor("features_axis", [2]));
  constant(floatTensor("gain", [dim], new Float32Array(dim).fill(1), "float32"));
  /** Adds to the residual stream and normalises it, in one operator. */
  const addAndNorm = (stream: string, branch: string, name: string): [stream: string, normed: string] => {
    node(`${MICROSOFT}.SkipSimplifiedLayerNormalization`, [stream, branch, "gain"], [
      `${name}.norm`,
      "",
      "",
      name,
    ], {
      epsilon: rmsNormAttributes.epsilon,
    });
    return [name, `${name}.norm`];
  };

  const rows = gather(builder, weight("embedding"), PORTS.indices); // [B, T, features, dim]
  const summed = node("ReduceSum", [rows, "features_axis"], ["features"], { keepdims: 0 });
  const total = ports.field === 0
    ? summed
    : node("Add", [summed, linear(PORTS.field, "field", "field_rows")], ["input_sum"]);
  let stream = node("SimplifiedLayerNormalization", [total, "gain"], ["input"], rmsNormAttributes);
  let normed = node("SimplifiedLayerNormalization", [stream, "gain"], ["input.norm"], rmsNormAttributes);
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const qkv = linear(normed, `${prefix}.qkv`, `${prefix}.qkv_rows`); // [B, T, 3 · dim]
    const past = [PORTS.pastKey(layer), PORTS.pastValue(layer)];
    const mixed = node(
      `${MICROSOFT}.GroupQueryAttention`,
      [qkv, "", "", ...past, PORTS.last, PORTS.total],
      [`${prefix}.mixed`, PORTS.key(layer), PORTS.value(layer)],
      { num_heads: heads, kv_num_heads: heads, local_window_size: window },
    );
    [stream, normed] = addAndNorm(
      stream,
      linear(mixed, `${prefix}.out`, `${prefix}.attended`),
      `${prefix}.middle`,
    );
    const hidden = node("Relu", [linear(normed, `${prefix}.up`, `${prefix}.hidden`)], [`${prefix}.relu`]);
    const squared = node("Mul", [hidden, hidden], [`${prefix}.squared`]);
    [stream, normed] = addAndNorm(
      stream,
      linear(squared, `${prefix}.down`, `${prefix}.fed`),
      `${prefix}.end`,
    );
  }
  linear(normed, "head", PORTS.logits);

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
