import { Buffer } from "node:buffer";
import { UserError } from "../base/errors.ts";
import type { NetworkConfig } from "../network/config.ts";
import { buildGraph, parameterSpecs } from "../network/architectures.ts";
import type { ParameterSpec } from "../network/parameters.ts";
import type { Ports } from "../network/ports.ts";
import { tensorTypes } from "../onnx/encoding.ts";
import { type Encodings, IR_VERSION, OPERATORS, OPSETS, QUANTISED_OPERATORS } from "../onnx/model.ts";
import { MAX_STRUCTURE } from "./manifest.ts";
import {
  DATA_TYPE,
  decodeModel,
  encodeModel,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  structureSize,
  type ValueInfoProto,
} from "../onnx/proto.ts";
import { encodingOf, type Quantisation, storedEncodings } from "./quantisation.ts";

/**
 * Parses a model and checks that it is one of ours and fits its config, and its quantisation if it has one; `name`
 * stands in the errors.
 */
export function verifyModel(
  bytes: Uint8Array,
  ports: Ports,
  config: NetworkConfig,
  name: string,
  quantisation?: Quantisation,
): ModelProto {
  const specs = parameterSpecs(ports, config);
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
  const written = (encodings: Encodings): Written => {
    const describedIn = quantisation ? "quant_config.json" : "the config";
    return { describedIn, specs, encodings, graph: buildGraph(ports, config, shapes, encodings) };
  };
  const likely: Encodings = quantisation
    ? (name) => encodingOf(quantisation, name)
    : () => ({ layout: "float", type: "float16" });
  return verify(
    bytes,
    name,
    maxStructure(written(likely)),
    (graph) =>
      operatorProblem(graph, quantisation !== undefined) ?? sizeProblem(graph) ??
        graphProblem(graph, written(storedEncodings(graph, quantisation))),
  );
}

/** Parses a network whose graph is always the same but for its weights, and checks it; `name` stands in the errors. */
export function verifyGraph(bytes: Uint8Array, written: Written, name: string): ModelProto {
  return verify(
    bytes,
    name,
    maxStructure(written),
    (graph) => sizeProblem(graph) ?? graphProblem(graph, written),
  );
}

/** A graph as this program would write it, but for the weights, by what some file says. */
export interface Written {
  describedIn: string;
  specs: readonly ParameterSpec[];
  encodings: Encodings;
  graph: GraphProto;
}

/** Parses a model; the error says what its graph's problem is, if it has one. */
function verify(
  bytes: Uint8Array,
  name: string,
  most: number,
  problemOf: (graph: GraphProto) => string | undefined,
): ModelProto {
  const fail = (reason: string, cause?: unknown) => new UserError("model", `${name}: ${reason}`, { cause });
  let model: ModelProto;
  try {
    const size = structureSize(bytes);
    if (size > most) throw new Error(`it holds ${size} bytes that are not weights; at most ${most} are read`);
    model = decodeModel(bytes);
  } catch (error) {
    throw fail(`not an ONNX model: ${error instanceof Error ? error.message : error}`, error);
  }
  if (model.graph === undefined) throw fail("it has no graph");
  const problem = versionProblem(model) ?? problemOf(model.graph);
  if (problem !== undefined) throw fail(problem);
  return model;
}

/** Bytes besides weights that are decoded: some times as many as the model should have, whose parts are then named. */
function maxStructure({ specs, encodings, graph }: Written): number {
  const tensors = specs.flatMap(({ name, shape }) => tensorTypes(name, shape, encodings(name, shape)));
  const empty = tensors.map((tensor) => ({ ...tensor, rawData: new Uint8Array() }));
  const initializer = [...graph.initializer, ...empty];
  const model = {
    ...{ irVersion: IR_VERSION, producerName: "", opsetImport: OPSETS },
    graph: { ...graph, initializer },
  };
  return Math.min(MAX_STRUCTURE, 4 * encodeModel(model).length);
}

function versionProblem({ irVersion, opsetImport }: ModelProto): string | undefined {
  if (irVersion !== IR_VERSION) return `its IR version is ${irVersion}, not ${IR_VERSION}`;
  const describe = (sets: ModelProto["opsetImport"]) =>
    sets.map(({ domain = "", version }) => `${domain || "ai.onnx"} ${version}`).join(", ");
  const [own, expected] = [describe(opsetImport), describe(OPSETS)];
  if (own !== expected) return `its operator sets are ${own || "none"}, not ${expected}`;
}

function operatorProblem({ node }: GraphProto, quantised: boolean): string | undefined {
  const operators = node.map(({ opType, domain }) => domain ? `${domain}.${opType}` : opType);
  const foreign = operators.find((operator) =>
    !OPERATORS.has(operator) && !QUANTISED_OPERATORS.has(operator)
  );
  if (foreign !== undefined) return `operator ${foreign} is not allowed`;
  const special = operators.find((operator) => QUANTISED_OPERATORS.has(operator));
  if (special !== undefined && !quantised) {
    return `it is quantised (operator ${special}), but its folder has no quant_config.json`;
  }
  if (special === undefined && quantised) {
    return "it is not quantised, but its folder has a quant_config.json";
  }
}

function sizeProblem({ initializer }: GraphProto): string | undefined {
  for (const { name, dims, dataType, rawData, dataLocation, externalData } of initializer) {
    if (dataLocation !== undefined || (externalData?.length ?? 0) > 0) {
      return `tensor ${name} points to external data, which is refused`;
    }
    const size = ELEMENT_SIZE[dataType];
    if (size === undefined) return `tensor ${name} has element type ${dataType}`;
    const expected = dims.reduce((product, dim) => product * dim, size);
    if ((rawData?.length ?? 0) !== expected) {
      return `tensor ${name} has ${rawData?.length ?? 0} bytes, not ${expected}`;
    }
  }
}

/**
 * How a graph differs from the one that this program would write, but for the weights. Some kernels trust the attributes of
 * their node, not the shapes of tensors.
 */
function graphProblem(
  graph: GraphProto,
  { describedIn, specs, encodings, graph: ours }: Written,
): string | undefined {
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const expected = specs.flatMap(({ name, shape }) => tensorTypes(name, shape, encodings(name, shape)));
  for (const { name, dims, dataType } of [...expected, ...ours.initializer]) {
    const tensor = tensors.get(name);
    if (tensor === undefined) return `it lacks the tensor ${name}`;
    if (tensor.dims.join() !== dims.join()) {
      return `tensor ${name} is ${tensor.dims.join("×")}; the config makes it ${dims.join("×")}`;
    }
    if (tensor.dataType !== dataType) {
      return `tensor ${name} has element type ${tensor.dataType}, not ${dataType}`;
    }
  }
  const altered = ours.initializer.find(({ name, rawData }) =>
    Buffer.compare(rawData, tensors.get(name)!.rawData) !== 0
  );
  if (altered) return `tensor ${altered.name} is a constant and has other values`;
  const count = expected.length + ours.initializer.length;
  if (graph.initializer.length !== count) return `it has ${graph.initializer.length} tensors, not ${count}`;
  const strange = graph.node.find((node, i) => describeNode(node) !== describeNode(ours.node[i]));
  if (strange) return `node ${strange.name} is not as ${describedIn} has it`;
  if (graph.node.length !== ours.node.length) {
    return `it lacks the node ${ours.node[graph.node.length]?.name}`;
  }
  return portProblem("inputs", graph.input, ours.input) ?? portProblem("outputs", graph.output, ours.output);
}

/** All that a node means, in one string; what a file leaves out is 0 or empty. */
function describeNode(node: NodeProto | undefined): string {
  const attributes = node?.attribute.map(({ name, type, i = 0, f = 0, ints = [] }) => [
    name,
    type,
    i,
    Math.fround(f),
    ints,
  ]);
  return JSON.stringify([node?.opType, node?.domain ?? "", node?.input, node?.output, attributes]);
}

function portProblem(kind: string, own: ValueInfoProto[], expected: ValueInfoProto[]): string | undefined {
  const [names, right] = [own, expected].map((ports) => ports.map(({ name }) => name).join(", "));
  if (names !== right) return `its ${kind} are ${names}; not ${right}`;
  const altered = own.find((port, i) => describePort(port) !== describePort(expected[i]!));
  if (altered) return `its ${kind}: ${altered.name} has another type or shape than the config makes it`;
}

/** All that a port means, in one string; a file may lack any part of it. */
function describePort({ type }: ValueInfoProto): string {
  const { elemType, shape } = type?.tensorType ?? {};
  return JSON.stringify([elemType, shape?.dim?.map(({ dimValue, dimParam }) => [dimValue, dimParam])]);
}

/** Bytes of an element. */
const ELEMENT_SIZE: Record<number, number> = {
  [DATA_TYPE.float32]: 4,
  [DATA_TYPE.float16]: 2,
  [DATA_TYPE.int64]: 8,
  [DATA_TYPE.int8]: 1,
  [DATA_TYPE.uint8]: 1,
};
