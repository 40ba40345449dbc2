/** The parts of the graph that read weights, for every encoding. */
import { type Builder, MICROSOFT } from "./builder.ts";
import { type Encoding, type Shape, tensorTypes } from "./encoding.ts";
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
  if (encoding.layout === "float" || encoding.layout === "rows") {
    return builder.node("MatMul", [input, expanded(builder, weight)], [output]);
  }
  const tensors = tensorTypes(name, shape, encoding).map((tensor) =>
    tensor.dataType === DATA_TYPE.float16 ? widen(builder, tensor.name) : tensor.name
  );
  switch (encoding.layout) {
    case "blocks":
      return builder.node(
        `${MICROSOFT}.MatMulNBits`,
        [input, ...tensors],
        [output],
        {
          ...{ K: shape[0], N: shape[1], bits: encoding.bits, block_size: encoding.blockSize },
          accuracy_level: encoding.accuracyLevel,
        },
      );
    case "columns":
      return rowwiseMatMul(builder, input, name, tensors, output);
  }
}

/**
 * Looks up rows of a table [K, N] by indices [...]: [..., N]. It is expanded before, as operators that look up and expand
 * take longer than all of the rest of the input; `table` is what it is then called.
 */
export function gather(
  builder: Builder,
  weight: Weight,
  indices: string,
): { rows: string; table: string } {
  const table = expanded(builder, weight);
  return { table, rows: builder.node("Gather", [table, indices], [`${weight.name}.rows`], { axis: 0 }) };
}

/**
 * Multiplies an input [..., N] by the first `rows` rows of a table [K, N] that was looked up before, where it is called `table`:
 * [..., rows]. Where matrices like `like` are read in blocks, so are the codes of the table, if its rows are made up of blocks.
 */
export function matMulByRows(
  builder: Builder,
  input: string,
  { weight: { name, shape: [all, width], encoding }, table }: { weight: Weight; table: string },
  rows: number,
  like: Encoding,
  output: string,
): string {
  const { node, constant } = builder;
  const [start, end, axis] = ([["start", 0], ["end", rows], ["axis", 0]] as const)
    .map(([part, value]) => rows === all ? "" : constant(intTensor(`slice_${part}`, [value])));
  // Constant, as what follows of it: onnxruntime does it when it loads the model.
  const first = (tensor: string) =>
    rows === all ? tensor : node("Slice", [tensor, start!, end!, axis!], [`${tensor}.first`]);
  if (encoding.layout !== "rows" || like.layout !== "blocks" || width % like.blockSize !== 0) {
    return node(`${MICROSOFT}.FusedMatMul`, [input, first(table)], [output], { transB: 1 });
  }
  const blocks = width / like.blockSize;
  const [codes, scales] = tensorTypes(name, [all, width], encoding).map(({ name }) => name);
  const blocked = constant(intTensor("tied_codes", [rows, blocks, like.blockSize]));
  const spread = constant(intTensor("tied_scales", [rows, blocks]));
  return node(
    `${MICROSOFT}.MatMulNBits`,
    [
      input,
      node("Reshape", [first(codes!), blocked], [`${name}.blocks`]),
      node("Expand", [first(`${scales}.float32`), spread], [`${name}.block_scales`]),
    ],
    [output],
    {
      ...{ K: width, N: rows, bits: 8, block_size: like.blockSize, accuracy_level: like.accuracyLevel },
    },
  );
}

/** A parameter of one row as a vector [N]: constant, like `expanded`. */
export function vector(builder: Builder, weight: Weight): string {
  const shape = builder.constant(intTensor("one_axis", [-1]));
  return builder.node("Reshape", [expanded(builder, weight), shape], [`${weight.name}.vector`]);
}

/** Weights as float32: all of it is constant, so onnxruntime computes it once, when it loads the model. */
export function expanded(builder: Builder, { name, shape, encoding }: Weight): string {
  const { node, constant } = builder;
  const [first, scales] = tensorTypes(name, shape, encoding).map((tensor) =>
    tensor.dataType === DATA_TYPE.float32 ? tensor.name : widen(builder, tensor.name)
  );
  if (scales === undefined) return first!;
  const zero = constant(scalarTensor("zero_code", "float32", 128));
  return node("Mul", [node("Sub", [first!, zero], [`${name}.signed`]), scales], [`${name}.table`]);
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
