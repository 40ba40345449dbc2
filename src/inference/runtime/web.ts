/**
 * onnxruntime in a browser: WebAssembly from the package onnxruntime-web. The package itself answers a turn of the event loop
 * later, the module beneath it at once, as `Network` does; so its version is pinned.
 */
import type { Network, Runtime, Tensors, TensorView } from "./onnxruntime.ts";

/** What is used of the module that Emscripten has made of onnxruntime, version 1.30.0; a pointer is a number. */
interface Module {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  UTF8ToString(pointer: number): string;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: number, message: number): number;
  _OrtCreateSessionOptions(
    optimisation: number,
    arena: boolean,
    memoryPattern: boolean,
    mode: number,
    profiling: boolean,
    ...others: number[]
  ): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtCreateSession(data: number, bytes: number, options: number): number;
  _OrtReleaseSession(session: number): number;
  _OrtCreateTensor(
    type: number,
    data: number,
    bytes: number,
    shape: number,
    rank: number,
    place: number,
  ): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtReleaseRunOptions(options: number): number;
  _OrtCreateRunOptions(logLevel: number, verbosity: number, terminate: boolean, tag: number): number;
  /** Session, names, values and number of inputs, the same of outputs (names, number, values), options. */
  _OrtRun(...of: [number, number, number, number, number, number, number, number]): number;
}

/** Where the module is: its script, and the bytes of its WebAssembly. */
export interface WebRuntime {
  script: string;
  wasm: Uint8Array<ArrayBuffer>;
}

type Factory = (options: { numThreads: number; wasmBinary: Uint8Array<ArrayBuffer> }) => Promise<Module>;

/** Enumerations of onnxruntime. */
const LOG_ERRORS = 3, SEQUENTIAL = 0, OPTIMISE_ALL = 99, CPU = 1;

let loaded: Promise<Runtime> | undefined;

/** Loads onnxruntime, once. Rejects where the browser has no WebAssembly with vectors and threads' memory. */
export function startRuntime(from: WebRuntime): Promise<Runtime> {
  return loaded ??= openRuntime(from);
}

/** onnxruntime, which `startRuntime` has loaded. */
export function loadRuntime(): Promise<Runtime> {
  return loaded ?? Promise.reject(new Error("startRuntime() comes first"));
}

async function openRuntime({ script, wasm }: WebRuntime): Promise<Runtime> {
  const { default: create }: { default: Factory } = await import(script);
  const module = await create({ numThreads: 1, wasmBinary: wasm });
  check(module, module._OrtInit(1, LOG_ERRORS) === 0);
  return {
    version: "1.30.0",
    load: (model) => Promise.try(() => networkOf(module, createSession(module, model))),
  };
}

/** Throws what onnxruntime last complained of, unless all is well. */
function check(module: Module, well: boolean): void {
  if (well) return;
  const place = allocate(module, 8);
  module._OrtGetLastError(place, place + 4);
  const message = module.UTF8ToString(module.HEAP32[place / 4 + 1]!);
  module._free(place);
  throw new Error(message);
}

function allocate(module: Module, bytes: number): number {
  const pointer = module._malloc(Math.max(8, bytes));
  if (pointer === 0) throw new Error(`there is no memory for ${bytes} bytes more`);
  return pointer;
}

function createSession(module: Module, model: Uint8Array<ArrayBuffer>): number {
  const none = [0, 0, LOG_ERRORS, 0, 0];
  const options = module._OrtCreateSessionOptions(OPTIMISE_ALL, false, true, SEQUENTIAL, false, ...none);
  check(module, options !== 0);
  const data = allocate(module, model.length);
  try {
    module.HEAPU8.set(model, data);
    const session = module._OrtCreateSession(data, model.length, options);
    check(module, session !== 0);
    return session;
  } finally {
    module._free(data);
    module._OrtReleaseSessionOptions(options);
  }
}

/** A tensor of a binding: its bytes, and where they lie in the module's memory while the network runs. */
interface Port {
  name: string;
  bytes: Uint8Array;
  type: number;
  shape: readonly number[];
  /** Ports of the same key share a place. */
  key: string;
}

/** A network whose tensors are copied into the module's memory and back: a place for each port, as large as was ever needed. */
function networkOf(module: Module, session: number): Network {
  const places = new Map<string, { pointer: number; size: number }>();
  const options = module._OrtCreateRunOptions(LOG_ERRORS, 0, false, 0);
  let open = true;
  const placeOf = (key: string, size: number): number => {
    const known = places.get(key);
    if (known !== undefined && known.size >= size) return known.pointer;
    if (known !== undefined) module._free(known.pointer);
    const pointer = allocate(module, size);
    places.set(key, { pointer, size });
    return pointer;
  };
  const nameOf = (name: string): number => {
    const bytes = new TextEncoder().encode(`${name}\0`), pointer = placeOf(`name ${name}`, bytes.length);
    module.HEAPU8.set(bytes, pointer);
    return pointer;
  };
  const tensorOf = ({ key, bytes, type, shape }: Port): number => {
    const sizes = placeOf("shape", 4 * shape.length);
    module.HEAP32.set(shape, sizes / 4);
    const at = placeOf(key, bytes.length);
    const tensor = module._OrtCreateTensor(type, at, bytes.length, sizes, shape.length, CPU);
    check(module, tensor !== 0);
    return tensor;
  };
  return {
    bind(inputs, outputs) {
      const given = portsOf(inputs, "in"), made = portsOf(outputs, "out");
      // An output that is an input's array as well is written where that is read.
      for (const port of made) {
        port.key = given.find(({ bytes }) => isSame(bytes, port.bytes))?.key ?? port.key;
      }
      const names = [...given, ...made].map(({ name }) => nameOf(name));
      return () => {
        if (!open) throw new Error("this network is closed");
        const tensors: number[] = [];
        try {
          for (const port of [...given, ...made]) tensors.push(tensorOf(port));
          for (const { key, bytes } of given) module.HEAPU8.set(bytes, placeOf(key, bytes.length));
          const count = tensors.length, lists = placeOf("lists", 8 * count);
          const values = lists + 4 * count, ours = 4 * given.length;
          module.HEAP32.set([...names, ...tensors], lists / 4);
          const outputsAt = [lists + ours, made.length, values + ours] as const;
          const failed = module._OrtRun(session, lists, values, given.length, ...outputsAt, options);
          check(module, failed === 0);
          for (const { key, bytes } of made) {
            const at = placeOf(key, bytes.length);
            bytes.set(module.HEAPU8.subarray(at, at + bytes.length));
          }
        } finally {
          for (const tensor of tensors) module._OrtReleaseTensor(tensor);
        }
      };
    },
    close() {
      if (!open) return;
      open = false;
      module._OrtReleaseRunOptions(options);
      module._OrtReleaseSession(session);
      for (const { pointer } of places.values()) module._free(pointer);
    },
  };
}

const portsOf = (tensors: Tensors, side: string): Port[] =>
  Object.entries(tensors).map(([name, { data, shape }]) => ({
    ...{ name, shape, type: typeOf(data), key: `${side} ${name}` },
    bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  }));

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.buffer === b.buffer && a.byteOffset === b.byteOffset;

/** Element types of ONNX. */
function typeOf(data: TensorView["data"]): number {
  if (data instanceof Float32Array) return 1;
  return data instanceof Int32Array ? 6 : 7;
}
