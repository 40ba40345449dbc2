import * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../base/errors.ts";
import { readPacked } from "../base/packed.ts";
import { watchInstances } from "../base/wasm.ts";
import { type Bf16, openBf16 } from "./bf16.ts";
import { type Blas, openBlas } from "./blas.ts";
import { createHeap, type Heap, overwrite, readInto } from "./heap.ts";
import { findGpu } from "./gpu.ts";
import { registerGradients } from "./gradients.ts";
import { registerIdentity } from "./identity.ts";
import { compileKernels, type Kernels, linkKernels } from "./kernels.ts";
import { registerMatMul } from "./matmul.ts";

export { compileKernels } from "./kernels.ts";

export type Precision = "fp32" | "bf16" | "auto";

/** How to start the wasm backend; the others ignore it. */
export interface BackendOptions {
  /** Multiply matrices with the system's BLAS (default true; the environment's ASCII_GEN_BLAS=off wins). */
  blas?: boolean;
  /** Threads of the BLAS (default 1). The setting is one for the whole process, workers included. */
  blasThreads?: number;
  /** Use the fused SIMD kernels (default true). */
  kernels?: boolean;
  /** Products of linear layers: in float32 (default), in bfloat16, or in bfloat16 where the machine has it. */
  precision?: Precision;
  /** What multiplies bfloat16, in the place of the machine's own library. */
  bf16?: Bf16;
  /** Whether "auto" may be a GPU, where the environment's ASCII_GEN_GPU=on asks for one (default false). */
  gpu?: boolean;
  /** What `compileKernels` returned, to save a worker the compilation. */
  kernelModule?: Uint8Array<ArrayBuffer>;
}

/** What `initBackend` started. */
export interface BackendInfo {
  name: "wasm" | "webgpu" | "cpu";
  /** Library that multiplies matrices, or null. */
  blas: string | null;
  /** Whether the fused SIMD kernels run. */
  kernels: boolean;
  /** What linear layers multiply in. */
  precision: "fp32" | "bf16";
  /** One line for the user when something slower than possible was chosen. */
  note?: string;
}

/** What the fused operations need: the heap, the kernels and, where installed, a BLAS. */
export interface Engine {
  heap: Heap;
  kernels: Kernels;
  blas: Blas | null;
  /** Set where linear layers multiply in bfloat16. */
  bf16: Bf16 | null;
}

// TensorFlow.js keeps one engine per thread; so does this module.
let wasmHeap: Heap | undefined;
let blas: Blas | null = null;
let kernels: Kernels | null = null;
let bf16: Bf16 | null = null;

/** The fused engine of this thread, or null where operations must take the reference path. */
export function fusedEngine(): Engine | null {
  if (kernels === null || wasmHeap === undefined || tf.getBackend() !== "wasm") return null;
  return { heap: wasmHeap, kernels, blas, bf16 };
}

/** Gives a variable new values: on the heap in its own place, so that no copy of them is made on the way. */
export function assignValues(variable: tf.Variable<tf.Rank.R2>, values: Float32Array): void {
  const engine = fusedEngine();
  if (engine !== null) return overwrite(engine.heap, variable, values);
  const fresh = tf.tensor2d(values.slice(), variable.shape);
  variable.assign(fresh);
  fresh.dispose();
}

/** Adds a tensor's values to those of `target`, or puts them in their place; on the heap without a copy on the way. */
export async function takeValues(tensor: tf.Tensor, target: Float32Array, add: boolean): Promise<void> {
  const engine = fusedEngine();
  if (engine !== null) return readInto(engine.heap, tensor, target, add);
  const values = await tensor.data<"float32">();
  if (!add) return target.set(values);
  for (let i = 0; i < values.length; i++) target[i] = target[i]! + values[i]!;
}

/** Tensors that this thread holds. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}

/**
 * Starts TensorFlow.js on this thread (a worker has its own). "auto" is wasm. May be called again to switch.
 * Throws UserError("environment") when the backend does not start.
 */
export async function initBackend(
  choice: "auto" | "wasm" | "webgpu" | "cpu",
  options: BackendOptions = {},
): Promise<BackendInfo> {
  registerGradients();
  if (choice === "auto" && options.gpu && Deno.env.get("ASCII_GEN_GPU") === "on") {
    return await initGpu(options);
  }
  const name = choice === "auto" ? "wasm" : choice;
  if (name === "wasm") return await initWasm(options);
  if (name === "webgpu") await import("@tensorflow/tfjs-backend-webgpu");
  else await import("@tensorflow/tfjs-backend-cpu");
  await start(name);
  return { name, blas: null, kernels: false, precision: "fp32" };
}

/** WebGPU where there is a GPU, else wasm; the note says which, and why. */
async function initGpu(options: BackendOptions): Promise<BackendInfo> {
  const gpu = await findGpu();
  if (gpu.name !== null) {
    return {
      ...await initBackend("webgpu"),
      note: `on the GPU (${gpu.name}); ASCII_GEN_GPU=off keeps to the processor`,
    };
  }
  const info = await initWasm(options);
  const note = `ASCII_GEN_GPU=on, but ${gpu.reason}: training on the processor`;
  return { ...info, note: info.note === undefined ? note : `${note}; ${info.note}` };
}

async function start(name: string): Promise<void> {
  tf.enableProdMode(); // no advice on the console; nothing else hangs on it
  const started = await tf.setBackend(name).catch(() => false);
  if (!started) {
    throw new UserError(
      "environment",
      `backend "${name}" does not start on this machine; use "wasm" or "cpu"`,
    );
  }
  await tf.ready();
}

async function initWasm(options: BackendOptions): Promise<BackendInfo> {
  if (wasmHeap === undefined) {
    wasmHeap = await startWasm();
    registerMatMul(wasmHeap, () => blas);
    registerIdentity(wasmHeap.backend);
  } else await start("wasm");
  const wantsBlas = options.blas !== false && Deno.env.get("ASCII_GEN_BLAS") !== "off";
  blas = wantsBlas ? openBlas(options.blasThreads ?? 1) : null;
  kernels = options.kernels === false
    ? null
    : await linkKernels(options.kernelModule ?? await compileKernels(), wasmHeap.memory);
  const wantsBf16 = kernels !== null && (options.precision ?? "fp32") !== "fp32";
  bf16 = wantsBf16 ? options.bf16 ?? openBf16() : null;
  if (options.precision === "bf16" && bf16 === null) {
    throw new UserError(
      "environment",
      "no bfloat16 here: it takes a processor with avx512_bf16 or amx_bf16 and oneDNN (Debian: libdnnl2); use fp32",
    );
  }
  const info: BackendInfo = {
    name: "wasm",
    blas: blas?.name ?? null,
    kernels: kernels !== null,
    precision: bf16 === null ? "fp32" : "bf16",
  };
  if (wantsBlas && blas === null) {
    info.note =
      "no BLAS library found: training is several times slower (Debian: libopenblas0, Homebrew: openblas)";
  }
  return info;
}

/** What its module of wasm is called in the executable. */
export const PACKED_WASM = "tfjs.wasm";

/** Addresses of that module. One does for all that the package may choose from: wasm without SIMD is too old for Deno. */
function packedWasm() {
  const address = URL.createObjectURL(new Blob([readPacked(PACKED_WASM)], { type: "application/wasm" }));
  return {
    "tfjs-backend-wasm.wasm": address,
    "tfjs-backend-wasm-simd.wasm": address,
    "tfjs-backend-wasm-threaded-simd.wasm": address,
  };
}

/** TensorFlow.js does not hand out its memory, so the instance is caught while it is made. */
async function startWasm(): Promise<Heap> {
  let memory: WebAssembly.Memory | undefined;
  // Deno takes the package's Node build, which reads the .wasm file beside it: no network.
  const { BackendWasm } = await watchInstances(async () => {
    const module = await import("@tensorflow/tfjs-backend-wasm");
    if (Deno.build.standalone) module.setWasmPaths(packedWasm(), true);
    await start("wasm");
    return module;
  }, ({ exports: { memory: exported } }) => {
    if (exported instanceof WebAssembly.Memory) memory = exported;
  });
  const backend = tf.backend();
  if (memory === undefined || !(backend instanceof BackendWasm)) {
    throw new UserError("environment", 'the wasm backend\'s memory was not found; use the backend "cpu"');
  }
  return createHeap(backend, memory);
}
