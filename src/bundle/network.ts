/** The network of a bundle: its weights as ONNX, in whatever number format. */
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { buildModel, parameterSpecs } from "../network/architectures.ts";
import type { NetworkConfig } from "../network/config.ts";
import { networkKind } from "../network/kinds.ts";
import { parameterCount, type Parameters, type ParameterSpec } from "../network/parameters.ts";
import type { Ports } from "../network/ports.ts";
import { stateSize } from "../network/state.ts";
import { decodeMatrix, tensorTypes } from "../onnx/encoding.ts";
import { DATA_TYPE, decodeModel, encodeModel } from "../onnx/proto.ts";
import type { WeightType } from "../onnx/tensor.ts";
import { type BundleFolder, parseText } from "./folder.ts";
import { CONFIG_FILE, MAX_PARAMETERS, MAX_STRUCTURE, MODEL_FILE, QUANTISATION_FILE } from "./manifest.ts";
import { encodingOf, parseQuantisation, type Quantisation, storedEncodings } from "./quantisation.ts";
import { verifyModel } from "./verify.ts";

/** Numbers that may be kept of one sequence: eight side by side then take a gigabyte. */
const MAX_KEPT = 1 << 25;

/** A network as a bundle holds it. */
export interface StoredNetwork {
  /** Folder of the bundle. */
  path: string;
  ports: Ports;
  config: NetworkConfig;
  /** The bytes of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
  /** How the weights were rounded, if they were. */
  quantisation?: Quantisation;
}

/** Reads and verifies the network of a folder, connected by `ports`. Throws a UserError of kind "model". */
export async function readNetwork(
  folder: BundleFolder,
  ports: Ports,
  config: NetworkConfig,
): Promise<StoredNetwork> {
  const { path } = folder;
  const specs = parameterSpecs(ports, config);
  const rounded = await folder.read(QUANTISATION_FILE);
  const quantisation = rounded &&
    folder.parse(() => parseQuantisation(parseText(rounded, QUANTISATION_FILE), specs));
  folder.parse(() => {
    checkSize(specs, CONFIG_FILE, MODEL_FILE, folder.sizeOf(MODEL_FILE));
    checkCache(config);
  });
  const model = await folder.need(MODEL_FILE);
  verifyModel(model, ports, config, join(path, MODEL_FILE), quantisation);
  return { path, ports, config, model, ...(quantisation && { quantisation }) };
}

/** Refuses a network that would take too much memory, before it is read. `describedIn` gives its sizes. */
export function checkSize(
  specs: readonly ParameterSpec[],
  describedIn: string,
  name: string,
  size: number,
): void {
  const count = parameterCount(specs);
  if (count > MAX_PARAMETERS) {
    throw new UserError(
      "model",
      `${describedIn} makes a model of ${count} weights; at most ${MAX_PARAMETERS} are allowed`,
    );
  }
  const most = 4 * count + MAX_STRUCTURE;
  if (size > most) {
    throw new UserError("model", `${name} has ${size} bytes; one of its config has at most ${most}`);
  }
}

/** Refuses what would remember too much at a time. */
export function checkCache(config: NetworkConfig): void {
  const kept = stateSize(networkKind(config.architecture).state(config));
  if (kept <= MAX_KEPT) return;
  throw new UserError(
    "model",
    `config.json: a network of its sizes keeps ${kept} numbers of each sequence; at most ${MAX_KEPT} are allowed`,
  );
}

/** A network with weights in memory, and how they are to be stored. */
export interface NetworkContent {
  ports: Ports;
  config: NetworkConfig;
  parameters: Parameters;
  /** How the weights are stored; float16 halves the file. Default: float32. */
  weightType?: WeightType;
  /** Rounds the weights; `weightType` has no say then. */
  quantisation?: Quantisation;
}

/** The bytes of model.onnx. */
export function encodeNetwork(
  { ports, config, parameters, weightType = "float32", quantisation }: NetworkContent,
): Uint8Array<ArrayBuffer> {
  for (const { name, shape } of parameterSpecs(ports, config)) {
    const parameter = parameters[name];
    if (parameter?.shape.join() !== shape.join() || parameter.data.length !== shape[0] * shape[1]) {
      throw new Error(`parameter ${name} is ${parameter?.shape.join("×")}, not ${shape.join("×")}`);
    }
  }
  const weights = quantisation ? (name: string) => encodingOf(quantisation, name) : weightType;
  return encodeModel(buildModel(ports, config, parameters, weights));
}

/** Throws a UserError of kind "model" for a network whose weights are rounded already. */
export function refuseQuantised({ path, quantisation }: StoredNetwork): void {
  if (quantisation === undefined) return;
  throw new UserError(
    "model",
    `${path} is quantised (${quantisation.scheme}); name the model it was made from`,
  );
}

/** The number format of a network that is not quantised. */
export const weightTypeOf = ({ model }: StoredNetwork): WeightType =>
  decodeModel(model).graph.initializer.some(({ dataType }) => dataType === DATA_TYPE.float16)
    ? "float16"
    : "float32";

/** The weights of a stored network, by name, as float32: what quantised ones stand for. */
export function parametersOf({ path, ports, config, model, quantisation }: StoredNetwork): Parameters {
  const { graph } = decodeModel(model);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const encodings = storedEncodings(graph, quantisation);
  return Object.fromEntries(
    parameterSpecs(ports, config).map(({ name, shape }) => {
      const encoding = encodings(name, shape);
      const own = tensorTypes(name, shape, encoding).map((part) => {
        const tensor = tensors.get(part.name);
        if (tensor) return tensor;
        throw new UserError("model", `${path}: model.onnx lacks the tensor ${part.name}`);
      });
      return [name, { shape: [...shape], data: decodeMatrix(shape, own, encoding) }];
    }),
  );
}
