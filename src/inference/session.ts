import { UserError } from "../base/errors.ts";
import type { NetworkConfig } from "../network/config.ts";
import { networkKind } from "../network/kinds.ts";
import type { Ports } from "../network/ports.ts";
import { toldPlaces } from "../network/told_places.ts";
import { type Decoder, startDecoder } from "./decoder.ts";
import { canLookAhead, type Lookahead, startLookahead } from "./lookahead.ts";
import { loadRuntime } from "./runtime/native.ts";
import type { Network } from "./runtime/onnxruntime.ts";

export type { Decoder, StepInputs } from "./decoder.ts";

/** A network, ready to run step by step. */
export interface Session {
  readonly ports: Ports;
  readonly config: NetworkConfig;
  /** Starts a batch of empty sequences. */
  start(rows: number): Decoder;
  /** Starts an empty sequence whose last positions can be taken back, where the network is one for that. */
  lookahead?(): Lookahead;
  close(): Promise<void>;
}

/** A network as a bundle has it, verified. */
export interface RunnableNetwork {
  /** Folder of the bundle. */
  path: string;
  ports: Ports;
  config: NetworkConfig;
  /** The bytes of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
}

/** Loads a network into onnxruntime, on one thread. Throws a UserError of kind "model" if it cannot. */
export async function loadSession({ path, model, ...of }: RunnableNetwork): Promise<Session> {
  return sessionOf(await loadNetwork(path, "model.onnx", model), of);
}

/** The session of a network that some onnxruntime has loaded. */
export function sessionOf(network: Network, { ports, config }: Pick<Session, "ports" | "config">): Session {
  const { state, prefill } = networkKind(config.architecture);
  const step = {
    ...{ network, ports, state: state(config), prefill },
    ...{ window: config.window, places: toldPlaces(config) },
  };
  return {
    ports,
    config,
    start: (rows) => startDecoder(step, rows),
    ...canLookAhead(step) && { lookahead: () => startLookahead(step) },
    close: () => {
      network.close();
      return Promise.resolve();
    },
  };
}

/** Loads any verified graph of a bundle; `name` is that of its file. Throws a UserError of kind "model" if it cannot. */
export async function loadNetwork(
  path: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Network> {
  const runtime = await loadRuntime();
  try {
    return await runtime.load(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new UserError("model", `${path}: onnxruntime refuses ${name}: ${reason}`, { cause: error });
  }
}
