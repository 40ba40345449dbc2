/**
 * onnxruntime in Node.js, which cannot call its C API: by the addon of the package onnxruntime-node. The package itself
 * answers a turn of the event loop later, the addon beneath it at once, as `Network` does; so its version is pinned.
 */
import { createRequire } from "node:module";
import { UserError } from "../../base/errors.ts";
import type { Network, Runtime, Tensors, TensorView } from "./onnxruntime.ts";

type Package = typeof import("onnxruntime-node");
type Addon = typeof import("onnxruntime-node/dist/binding.js");

let loaded: Runtime | undefined;

/** onnxruntime, loaded once. Throws what Node.js does where the package, or its part for this platform, is missing. */
export function loadRuntime(): Promise<Runtime> {
  return Promise.resolve(loaded ??= openRuntime());
}

/** Where another thread finds the library: Node.js looks for it itself. */
export const loadedLibrary = (): Promise<string | undefined> => Promise.resolve("onnxruntime-node");

/** Loads the library in another thread. */
export async function shareRuntime(): Promise<void> {
  await loadRuntime();
}

/** Does some work; onnxruntime is loaded when it is asked for. */
export const besideLoading = <T>(work: () => Promise<T>): Promise<T> => work();

/** The error that the addon could not be loaded with, in words where the C library is what is wrong. */
export function loadingError(error: unknown): unknown {
  // So musl's loader puts it; glibc's says that a file "cannot open".
  const isMusl = error instanceof Error && /\bError (loading shared library|relocating) /.test(error.message);
  return !isMusl ? error : new UserError(
    "environment",
    "this system's C library is musl (Alpine and others), and onnxruntime needs glibc: use an image of Node.js with glibc",
    { cause: error },
  );
}

/** The package and its addon. */
function requireAddon(): Package & Addon {
  const require = createRequire(import.meta.url);
  try {
    return { ...require("onnxruntime-node"), ...require("onnxruntime-node/dist/binding.js") };
  } catch (error) {
    throw loadingError(error);
  }
}

function openRuntime(): Runtime {
  // See `open` in native.ts.
  Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
  const { Tensor, env, binding, initOrt } = requireAddon();
  env.logLevel = "error";
  initOrt();
  const tensors = (views: Tensors) =>
    Object.fromEntries(
      Object.entries(views).map(([name, { data, shape }]) => {
        return [name, new Tensor(typeOf(data), data, shape)];
      }),
    );
  return {
    version: env.versions.node ?? "",
    load(model): Promise<Network> {
      const session = new binding.InferenceSession();
      session.loadModel(model.buffer, model.byteOffset, model.byteLength, {
        executionMode: "sequential",
        graphOptimizationLevel: "all",
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        enableCpuMemArena: false,
        logSeverityLevel: 3,
      });
      let closed = false;
      return Promise.resolve({
        bind(inputs, outputs) {
          // Outputs that are given are written in place, so that one may share its memory with an input.
          const [feeds, fetches] = [tensors(inputs), tensors(outputs)];
          return () => {
            if (closed) throw new Error("this network is closed");
            session.run(feeds, fetches, {});
          };
        },
        close() {
          closed = true;
          session.dispose();
        },
      });
    },
  };
}

function typeOf(data: TensorView["data"]): "float32" | "int32" | "int64" {
  if (data instanceof Float32Array) return "float32";
  return data instanceof Int32Array ? "int32" : "int64";
}
