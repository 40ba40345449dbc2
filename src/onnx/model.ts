/** What all models of this project have in common, as files. */
import { MICROSOFT } from "./builder.ts";
import type { Encoding, Shape } from "./encoding.ts";
import type { GraphProto, ModelProto, ValueInfoProto } from "./proto.ts";

/** Versions of the format and of the operators. */
export const IR_VERSION = 10;
export const OPSETS = [{ domain: "", version: 23 }, { domain: MICROSOFT, version: 1 }];
/** Of the operator that normalises by the root of the mean square. */
export const rmsNormAttributes = { axis: -1, epsilon: { float: 1e-6 } };
/** Of the one that normalises by mean and variance. */
export const layerNormAttributes = { axis: -1, epsilon: { float: 1e-5 } };

/** Operators that models of this project consist of. */
export const OPERATORS: ReadonlySet<string> = new Set([
  "Add",
  "Cast",
  "Concat",
  "Exp",
  `${MICROSOFT}.FastGelu`,
  `${MICROSOFT}.FusedMatMul`,
  "Gather",
  "GatherElements",
  `${MICROSOFT}.GroupQueryAttention`,
  "LayerNormalization",
  "MatMul",
  "Mul",
  "Neg",
  `${MICROSOFT}.QuickGelu`,
  "ReduceSum",
  "Relu",
  "Reshape",
  "RotaryEmbedding",
  "Sigmoid",
  "SimplifiedLayerNormalization",
  `${MICROSOFT}.SkipLayerNormalization`,
  `${MICROSOFT}.SkipSimplifiedLayerNormalization`,
  "ScatterElements",
  "Slice",
  "Softmax",
  "Softplus",
  "Split",
  "TopK",
  "Tanh",
]);

/** Operators that only quantised models have. */
export const QUANTISED_OPERATORS: ReadonlySet<string> = new Set([
  "Abs",
  "Div",
  "Expand",
  `${MICROSOFT}.MatMulIntegerToFloat`,
  `${MICROSOFT}.MatMulNBits`,
  "Max",
  "QuantizeLinear",
  "ReduceMax",
  "Sub",
]);

/** How each parameter lies in a model, by its name and shape. */
export type Encodings = (name: string, shape: Shape) => Encoding;

/** A graph as a file holds it. */
export function modelOf(graph: GraphProto): ModelProto {
  return {
    irVersion: IR_VERSION,
    producerName: "ascii-gen",
    opsetImport: OPSETS,
    graph,
  };
}

/** An input or output; sizes with a name vary. */
export function port(name: string, elemType: number, shape: (number | string)[]): ValueInfoProto {
  const dim = shape.map((size) => typeof size === "number" ? { dimValue: size } : { dimParam: size });
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
