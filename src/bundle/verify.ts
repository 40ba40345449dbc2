import { UserError } from "../errors.ts";
import type { ModelConfig } from "../model/config.ts";
import { parameterSpecs } from "../model/parameters.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import { OPERATORS, PORTS } from "./onnx/graph.ts";
import { DATA_TYPE, decodeModel, type ModelProto } from "./onnx/proto.ts";

/** Parses a model and checks that it is one of ours and fits its config; `name` stands in the errors. */
export function verifyModel(
  bytes: Uint8Array,
  tokenizer: CharacterTokenizer,
  config: ModelConfig,
  name: string,
): ModelProto {
  const fail = (reason: string, cause?: unknown) => new UserError("model", `${name}: ${reason}`, { cause });
  let model: ModelProto;
  try {
    model = decodeModel(bytes);
  } catch (error) {
    throw fail(`not an ONNX model: ${error instanceof Error ? error.message : error}`, error);
  }
  const { graph } = model;
  if (graph === undefined) throw fail("it has no graph");
  for (const { opType, domain } of graph.node) {
    const operator = domain ? `${domain}.${opType}` : opType;
    if (!OPERATORS.has(operator)) throw fail(`operator ${operator} is not allowed`);
  }
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  for (const { name: tensor, dims, dataType, rawData, dataLocation, externalData } of graph.initializer) {
    if (dataLocation !== undefined || (externalData?.length ?? 0) > 0) {
      throw fail(`tensor ${tensor} points to external data, which is refused`);
    }
    const size = ELEMENT_SIZE[dataType];
    if (size === undefined) throw fail(`tensor ${tensor} has element type ${dataType}`);
    const expected = dims.reduce((product, dim) => product * dim, size);
    if (rawData?.length !== expected) {
      throw fail(`tensor ${tensor} has ${rawData?.length ?? 0} bytes, not ${expected}`);
    }
  }
  for (const { name: parameter, shape } of parameterSpecs(tokenizer, config)) {
    const tensor = tensors.get(parameter);
    if (tensor === undefined) throw fail(`it lacks the tensor ${parameter}`);
    if (tensor.dims.join() !== shape.join()) {
      throw fail(`tensor ${parameter} is ${tensor.dims.join("×")}; the config makes it ${shape.join("×")}`);
    }
    if (tensor.dataType === DATA_TYPE.int64) throw fail(`tensor ${parameter} holds integers`);
  }
  const layers = Array.from({ length: config.layers }, (_, layer) => layer);
  const inputs = [
    PORTS.indices,
    PORTS.field,
    PORTS.mask,
    ...layers.flatMap((l) => [PORTS.pastKey(l), PORTS.pastValue(l)]),
  ];
  const outputs = [PORTS.logits, ...layers.flatMap((l) => [PORTS.key(l), PORTS.value(l)])];
  for (
    const [kind, ports, expected] of [["inputs", graph.input, inputs], [
      "outputs",
      graph.output,
      outputs,
    ]] as const
  ) {
    const names = ports.map((port) => port.name);
    if (names.join() !== expected.join()) {
      throw fail(`its ${kind} are ${names.join(", ")}; not ${expected.join(", ")}`);
    }
  }
  return model;
}

const ELEMENT_SIZE: Record<number, number> = {
  [DATA_TYPE.float32]: 4,
  [DATA_TYPE.float16]: 2,
  [DATA_TYPE.int64]: 8,
};
