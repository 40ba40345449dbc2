import type { ModelConfig } from "../../model/config.ts";
import { FEATURES, FIELD } from "../../model/features.ts";
import type { Parameters } from "../../model/parameters.ts";
import { attributesOf, encodeMatrix, type Encoding } from "./encoding.ts";
import {
  type AttributeProto,
  DATA_TYPE,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from "./proto.ts";
import { type Attribute, attributeProto, floatTensor, intTensor, type WeightType } from "./tensor.ts";

const IR_VERSION = 10;
const OPSET = 23;
const MICROSOFT = "com.microsoft";
const RMS_EPSILON = 1e-6;

/** Operators that are not of the ONNX standard. */
const CONTRIBUTED: ReadonlySet<string> = new Set([
  "DynamicQuantizeMatMul",
  "GatherBlockQuantized",
  "MatMulNBits",
  "MatMulIntegerToFloat",
  "SkipSimplifiedLayerNormalization",
]);

/** Names of the graph's inputs and outputs; layer i's are numbered. */
export const PORTS = {
  indices: "indices",
  field: "field_values",
  mask: "mask",
  pastKey: (layer: number) => `past_key_${layer}`,
  pastValue: (layer: number) => `past_value_${layer}`,
  logits: "logits",
  key: (layer: number) => `key_${layer}`,
  value: (layer: number) => `value_${layer}`,
} as const;

/** Operators that models of this project consist of. */
export const OPERATORS: ReadonlySet<string> = new Set([
  "Add",
  "Attention",
  "Cast",
  "Gather",
  "MatMul",
  "Mul",
  "ReduceSum",
  "Relu",
  "SimplifiedLayerNormalization",
  `${MICROSOFT}.SkipSimplifiedLayerNormalization`,
  "Split",
]);

/**
 * Builds the decode step: T new positions of B sequences that see C cached ones.
 *
 * Inputs: indices int32 [B, T, FEATURES]; field_values [B, T, FIELD]; mask [B, 1, T, C + T], 0 or −∞, added to the
 * attention scores; past_key_i and past_value_i [B, heads, C, headDim] for each layer. Outputs: logits [B, T, V], and
 * key_i and value_i [B, T, heads · headDim], the new rows, which the caller keeps: the whole cache is an input only,
 * because inputs cost nothing and outputs are copied.
 */
export function buildModel(
  config: ModelConfig,
  parameters: Parameters,
  weights: WeightType | ((name: string) => Encoding),
): ModelProto {
  const { dim, heads, layers } = config;
  const headDim = dim / heads;
  const nodes: NodeProto[] = [];
  const initializers: TensorProto[] = [
    intTensor("features_axis", [2]),
    intTensor("qkv_sizes", [dim, dim, dim]),
  ];

  const node = (
    opType: string,
    input: string[],
    output: string[],
    attributes: Record<string, Attribute> | AttributeProto[] = {},
  ) => {
    const domain = CONTRIBUTED.has(opType) ? MICROSOFT : "";
    const attribute = Array.isArray(attributes)
      ? attributes
      : Object.entries(attributes).map(([name, value]) => attributeProto(name, value));
    nodes.push({ name: output[0]!, opType, domain, input, output, attribute });
    return output[0]!;
  };
  const widen = (name: string) => node("Cast", [name], [`${name}.float32`], { to: DATA_TYPE.float32 });
  const store = (name: string) => {
    const parameter = parameters[name];
    if (parameter === undefined) throw new Error(`missing parameter ${name}`);
    const [k, n] = parameter.shape as [number, number];
    const encoding: Encoding = typeof weights === "string" ? { layout: "float", type: weights } : weights(name);
    const tensors = encodeMatrix(name, [k, n], parameter.data, encoding);
    initializers.push(...tensors);
    const [first, second] = tensors.map(({ name, dataType }) =>
      dataType === DATA_TYPE.float16 && !(encoding.layout === "float" && name === "embedding")
        ? widen(name)
        : name
    );
    return { encoding, first: first!, second: second!, attributes: attributesOf([k, n], encoding) };
  };
  const linear = (input: string, weight: string, output: string) => {
    const { encoding, first, second, attributes } = store(weight);
    if (encoding.layout === "float") return node("MatMul", [input, first], [output]);
    if (encoding.layout === "blocks") return node("MatMulNBits", [input, first, second], [output], attributes);
    if (Deno.env.get("DYN") !== "row") return node("DynamicQuantizeMatMul", [input, first, second], [output]);
    const abs = node("Abs", [input], [`${weight}.abs`]);
    const max = node("ReduceMax", [abs, "last_axis"], [`${weight}.max`], { keepdims: 1 });
    const safe = node("Max", [max, "tiny"], [`${weight}.safe`]);
    const unit = node("Div", [input, safe], [`${weight}.unit`]);
    const q = node("QuantizeLinear", [unit, "step", "middle"], [`${weight}.q`]);
    const product = node("MatMulIntegerToFloat", [q, first, "step", second, "middle"], [`${weight}.product`]);
    return node("Mul", [product, safe], [output]);
  };
  if (Deno.env.get("DYN") === "row") {
    initializers.push(intTensor("last_axis", [-1]), floatTensor("tiny", [1], new Float32Array([1e-12]), "float32"), floatTensor("step", [], new Float32Array([1/127]), "float32"), {name: "middle", dims: [], dataType: DATA_TYPE.uint8, rawData: new Uint8Array([128])});
  }

  initializers.push(floatTensor("gain", [dim], new Float32Array(dim).fill(1), "float32"));
  const rmsNorm = { axis: -1, epsilon: { float: RMS_EPSILON } };
  /** Adds to the residual stream and normalises it, in one operator. */
  const addAndNorm = (stream: string, branch: string, name: string): [stream: string, normed: string] => {
    node("SkipSimplifiedLayerNormalization", [stream, branch, "gain"], [`${name}.norm`, "", "", name], {
      epsilon: rmsNorm.epsilon,
    });
    return [name, `${name}.norm`];
  };

  const table = store("embedding");
  // [B, T, FEATURES, dim]
  const rows = table.encoding.layout === "float"
    ? node("Gather", [table.first, PORTS.indices], ["rows"], { axis: 0 })
    : node("GatherBlockQuantized", [table.first, PORTS.indices, table.second], ["rows"], table.attributes);
  const isHalf = table.encoding.layout === "float" && table.encoding.type === "float16";
  const summed = node("ReduceSum", [isHalf ? widen(rows) : rows, "features_axis"], ["features"], { keepdims: 0 });
  const field = linear(PORTS.field, "field", "field_rows");
  const total = node("Add", [summed, field], ["input_sum"]);
  let stream = node("SimplifiedLayerNormalization", [total, "gain"], ["input"], rmsNorm);
  let normed = node("SimplifiedLayerNormalization", [stream, "gain"], ["input.norm"], rmsNorm);
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const qkv = linear(normed, `${prefix}.qkv`, `${prefix}.qkv_rows`); // [B, T, 3 · dim]
    const query = `${prefix}.query`;
    const [key, value] = [PORTS.key(layer), PORTS.value(layer)];
    node("Split", [qkv, "qkv_sizes"], [query, key, value], { axis: -1 });
    // The operator demands its concatenated caches as outputs; nothing reads them.
    const mixed = node(
      "Attention",
      [query, key, value, PORTS.mask, PORTS.pastKey(layer), PORTS.pastValue(layer)],
      [`${prefix}.mixed`, `${prefix}.keys`, `${prefix}.values`],
      { q_num_heads: heads, kv_num_heads: heads, scale: { float: headDim ** -0.5 } },
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

  const vocabulary = parameters.head!.shape[1]!;
  const { float32, int32 } = DATA_TYPE;
  const perLayer = <T>(make: (layer: number) => T[]) =>
    Array.from({ length: layers }, (_, i) => make(i)).flat();
  return {
    irVersion: IR_VERSION,
    producerName: "ascii-gen",
    opsetImport: [{ domain: "", version: OPSET }, { domain: MICROSOFT, version: 1 }],
    graph: {
      name: "decode-step",
      node: nodes,
      initializer: initializers,
      input: [
        port(PORTS.indices, int32, ["B", "T", FEATURES]),
        port(PORTS.field, float32, ["B", "T", FIELD]),
        port(PORTS.mask, float32, ["B", 1, "T", "C+T"]),
        ...perLayer((layer) => [
          port(PORTS.pastKey(layer), float32, ["B", heads, "C", headDim]),
          port(PORTS.pastValue(layer), float32, ["B", heads, "C", headDim]),
        ]),
      ],
      output: [
        port(PORTS.logits, float32, ["B", "T", vocabulary]),
        ...perLayer((layer) => [
          port(PORTS.key(layer), float32, ["B", "T", dim]),
          port(PORTS.value(layer), float32, ["B", "T", dim]),
        ]),
      ],
    },
  };
}

function port(name: string, elemType: number, shape: (number | string)[]): ValueInfoProto {
  const dim = shape.map((size) => typeof size === "number" ? { dimValue: size } : { dimParam: size });
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
