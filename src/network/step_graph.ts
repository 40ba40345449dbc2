/** Both ends of a step as ONNX, which all kinds of networks have: rows of the table go in, logits come out. */
import { type Builder, graphBuilder } from "../onnx/builder.ts";
import type { Shape } from "../onnx/encoding.ts";
import type { Encodings } from "../onnx/model.ts";
import { intTensor } from "../onnx/tensor.ts";
import { gather, matMul, matMulByRows, type Weight } from "../onnx/weights.ts";
import type { Ports } from "./ports.ts";
import { PORTS } from "./step_ports.ts";

/** A graph in the making, and the parameters that it reads. */
export interface StepGraph {
  builder: Builder;
  weight(name: string): Weight;
  /** Multiplies an input [..., K] by the matrix of that name. */
  product(input: string, name: string, output: string): string;
}

/** Starts an empty graph; `shapes` are those of the parameters. */
export function stepGraph(shapes: ReadonlyMap<string, Shape>, encodings: Encodings): StepGraph {
  const builder = graphBuilder();
  builder.constant(intTensor("features_axis", [2]));
  const weight = (name: string) => {
    const shape = shapes.get(name);
    if (shape === undefined) throw new Error(`missing parameter ${name}`);
    return { name, shape, encoding: encodings(name, shape) };
  };
  return {
    ...{ builder, weight },
    product: (input, name, output) => matMul(builder, input, weight(name), output),
  };
}

/** What a step reads: the sum of the table's rows and of the field's linear map, [B, T, dim], and the table as it is looked up. */
export function inputOf(
  { builder, weight, product }: StepGraph,
  ports: Ports,
): { sum: string; table: string } {
  const { node } = builder;
  const { rows, table } = gather(builder, weight("embedding"), PORTS.indices); // [B, T, features, dim]
  const summed = node("ReduceSum", [rows, "features_axis"], ["features"], { keepdims: 0 });
  return {
    table,
    sum: ports.field === 0
      ? summed
      : node("Add", [summed, product(PORTS.field, "field", "field_rows")], ["input_sum"]),
  };
}

/** Logits of what the last norm left, by the head, or by the table where that is tied to matrices like `like`. */
export function addLogits(
  { builder, weight, product }: StepGraph,
  normed: string,
  ports: Ports,
  tied?: { table: string; like: string },
): void {
  if (tied === undefined) product(normed, "head", PORTS.logits);
  else {
    const embedding = { weight: weight("embedding"), table: tied.table };
    matMulByRows(builder, normed, embedding, ports.vocabulary, weight(tied.like).encoding, PORTS.logits);
  }
}
