import { ATTRIBUTE_TYPE, type AttributeProto, type NodeProto, type TensorProto } from "./proto.ts";

/** Domain of the operators that onnxruntime adds to the standard. */
export const MICROSOFT = "com.microsoft";

/** An integer, several, or a float marked as such. */
export type Attribute = number | number[] | { float: number };

/** A graph in the making. */
export interface Builder {
  readonly nodes: NodeProto[];
  readonly constants: TensorProto[];
  /** Appends a node; operators of onnxruntime have its domain in front. Returns the name of its first output. */
  node(
    operator: string,
    input: string[],
    output: string[],
    attributes?: Record<string, Attribute>,
  ): string;
  /** Adds a constant unless there is one of its name, which it returns. */
  constant(tensor: TensorProto): string;
}

/** Starts an empty graph. */
export function graphBuilder(): Builder {
  const nodes: NodeProto[] = [];
  const constants: TensorProto[] = [];
  return {
    nodes,
    constants,
    node(operator, input, output, attributes = {}) {
      const dot = operator.lastIndexOf(".");
      nodes.push({
        name: output[0]!,
        opType: operator.slice(dot + 1),
        domain: operator.slice(0, Math.max(0, dot)),
        input,
        output,
        attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
      });
      return output[0]!;
    },
    constant(tensor) {
      if (!constants.some(({ name }) => name === tensor.name)) constants.push(tensor);
      return tensor.name;
    },
  };
}

function attributeProto(name: string, value: Attribute): AttributeProto {
  if (typeof value === "number") return { name, type: ATTRIBUTE_TYPE.int, i: value };
  if (Array.isArray(value)) return { name, type: ATTRIBUTE_TYPE.ints, ints: value };
  return { name, type: ATTRIBUTE_TYPE.float, f: value.float };
}
