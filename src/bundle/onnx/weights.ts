/** The parts of the graph that read weights, for every encoding. */
import { type Builder, MICROSOFT } from "./builder.ts";
import { type Encoding, type Shape, tensorTypes, weightAttributes } from "./encoding.ts";
import { DATA_TYPE } from "./proto.ts";
import { intTensor, scalarTensor } from "./tensor.ts";

/** A parameter: its name, its size [K, N] and how it lies in the file. */
export interface Weight {
  name: string;
  shape: Shape;
  encoding: Encoding;
}

/** Multiplies an input [..., K] by a matrix: [..., N]. */
export function matMul(builder: Builder, input: string, weight: Weight, output: string): string {
  const { name, shape, encoding } = weight;
  // What is constant, such as this cast, onnxruntime computes when it loads the model.
  const tensors = tensorTypes(name, shape, encoding).map((tensor) =>
    tensor.dataType === DATA_TYPE.float16 ? widen(builder, tensor.name) : tensor.name
  );
  switch (encoding.layout) {
    case "float":
      return builder.node("MatMul", [input, ...tensors], [output]);
    case "blocks":
      return builder.node(
        `${MICROSOFT}.MatMulNBits`,
        [input, ...tensors],
        [output],
        weightAttributes(shape, encoding),
      );
    case "columns":
      return rowwiseMatMul(builder, input, name, tensors, output);
    case "table":
      throw new Error(`${name} is a table, not a matrix`);
  }
}

/** Looks up rows of a table [K, N] by indices [...]: [..., N]. */
export function gather(builder: Builder, { name, shape, encoding }: Weight, indices: string): string {
  const rows = `${name}.rows`;
  if (encoding.layout === "float") {
    builder.node("Gather", [name, indices], [rows], { axis: 0 });
    return encoding.type === "float16" ? widen(builder, rows) : rows;
  }
  const [codes, scales] = tensorTypes(name, shape, encoding).map((tensor) => tensor.name);
  return builder.node(
    `${MICROSOFT}.GatherBlockQuantized`,
    [codes!, indices, widen(builder, scales!)],
    [rows],
    weightAttributes(shape, encoding),
  );
}

/**
 * Rounds each row of the input to 8 bits by its own largest value, and multiplies integers. The operator
 * DynamicQuantizeMatMul is faster by a fifth, but has one scale for all rows: what one sequence of a batch says would
 * depend on its neighbours.
 */
function rowwiseMatMul(
  builder: Builder,
  input: string,
  name: string,
  weights: string[],
  output: string,
): string {
  const { node, constant } = builder;
  const lastAxis = constant(intTensor("last_axis", [-1]));
  const tiny = constant(scalarTensor("tiny", "float32", 1e-30));
  const step = constant(scalarTensor("step", "float32", 1 / 127));
  const middle = constant(scalarTensor("middle", "uint8", 128));
  const sizes = node("Abs", [input], [`${name}.sizes`]);
  const largest = node("ReduceMax", [sizes, lastAxis], [`${name}.largest`], { keepdims: 1 });
  const range = node("Max", [largest, tiny], [`${name}.range`]); // never 0
  const unit = node("Div", [input, range], [`${name}.unit`]);
  const rounded = node("QuantizeLinear", [unit, step, middle], [`${name}.rounded`]);
  const product = node(
    `${MICROSOFT}.MatMulIntegerToFloat`,
    [rounded, weights[0]!, step, weights[1]!, middle],
    [`${name}.product`],
  );
  return node("Mul", [product, range], [output]);
}

function widen(builder: Builder, name: string): string {
  return builder.node("Cast", [name], [`${name}.float32`], { to: DATA_TYPE.float32 });
}
