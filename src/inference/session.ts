import { setImmediate } from "node:timers/promises";
import { UserError } from "../base/errors.ts";
import type { NetworkConfig } from "../network/config.ts";
import type { Ports } from "../network/ports.ts";
import { PORTS } from "../network/step_ports.ts";
import { createCache, makeRoom, shrinkCache } from "./cache.ts";
import { loadRuntime } from "./runtime/native.ts";
import type { Network, Tensors } from "./runtime/onnxruntime.ts";

/** A step blocks; after so many milliseconds of them signals and timers get their turn. */
const TURN = 20;
/** When they last had it, in milliseconds since the start of the process, whichever decoder ran. */
let turn = 0;

/** Inputs of `time` new positions of each row, to be filled by the caller. */
export interface StepInputs {
  /** [rows, time, features] */
  indices: Int32Array;
  /** [rows, time, field] */
  field: Float32Array;
}

/** Some sequences that are decoded together, with their cache. */
export interface Decoder {
  readonly rows: number;
  /** Buffers for the next step; they are reused. */
  inputs(time: number): StepInputs;
  /**
   * Runs the network over the inputs of `time` new positions; of row r only the first `counts[r]` are real (all, if
   * not given) and only these are remembered; a row without any is forgotten as a whole. Only the first step may have
   * more than one position. Returns the logits [rows, time, vocabulary]; the next step writes over them.
   */
  step(time: number, counts?: ArrayLike<number>): Promise<Float32Array>;
  /** Empties a row, so that another sequence can begin there. */
  forget(row: number): void;
}

/** A network, ready to run step by step. */
export interface Session {
  readonly ports: Ports;
  readonly config: NetworkConfig;
  /** Starts a batch of empty sequences. */
  start(rows: number): Decoder;
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
export async function loadSession({ path, ports, config, model }: RunnableNetwork): Promise<Session> {
  const network = await loadNetwork(path, "model.onnx", model);
  return {
    ports,
    config,
    start: (rows) => startDecoder(network, rows, config, ports),
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

function startDecoder(
  network: Network,
  rows: number,
  config: NetworkConfig,
  { features, field: values, vocabulary }: Ports,
): Decoder {
  const { window } = config;
  const last = new Int32Array(rows);
  const total = new Int32Array(1);
  let cache = createCache(rows, window, config);

  const prepare = (time: number) => {
    if (time > window) cache = createCache(rows, time, config);
    else if (cache.slots > window) shrinkCache(cache, window);
    const { slots, heads, headDim } = cache;
    const indices = new Int32Array(rows * time * features);
    const field = new Float32Array(rows * time * values);
    const logits = new Float32Array(rows * time * vocabulary);
    /** The operator writes into the memory from which it reads. */
    const cached = (keyPort: (layer: number) => string, valuePort: (layer: number) => string): Tensors => {
      const shape = [rows, heads, slots, headDim];
      return Object.fromEntries([
        ...cache.keys.map((data, layer) => [keyPort(layer), { data, shape }]),
        ...cache.values.map((data, layer) => [valuePort(layer), { data, shape }]),
      ]);
    };
    const run = network.bind({
      [PORTS.indices]: { data: indices, shape: [rows, time, features] },
      ...values > 0 && { [PORTS.field]: { data: field, shape: [rows, time, values] } },
      [PORTS.last]: { data: last, shape: [rows] },
      [PORTS.total]: { data: total, shape: [] },
      ...cached(PORTS.pastKey, PORTS.pastValue),
    }, {
      [PORTS.logits]: { data: logits, shape: [rows, time, vocabulary] },
      ...cached(PORTS.key, PORTS.value),
    });
    return { time, indices, field, logits, run };
  };
  let buffers = prepare(1);
  const buffersFor = (time: number) => {
    if (time > 1 && cache.seen.some((count) => count > 0)) {
      throw new Error("only the first step may have more than one position");
    }
    return buffers.time === time ? buffers : buffers = prepare(time);
  };

  return {
    rows,
    inputs: buffersFor,
    async step(time, counts = new Int32Array(rows).fill(time)) {
      if (performance.now() - turn > TURN) {
        await setImmediate();
        turn = performance.now();
      }
      const { logits, run } = buffersFor(time);
      const { seen } = cache;
      for (let row = 0; row < rows; row++) {
        const count = counts[row]!;
        if (count === 0) seen[row] = 0;
        last[row] = time === 1 ? makeRoom(cache, row) : Math.max(1, count) - 1;
      }
      total[0] = time === 1 ? 1 + last.reduce((most, slot) => Math.max(most, slot), 0) : time;
      run();
      for (let row = 0; row < rows; row++) seen[row]! += counts[row]!;
      return logits;
    },
    forget: (row) => void (cache.seen[row] = 0),
  };
}
