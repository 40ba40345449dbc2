import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/**
 * Replaces the wasm backend's Identity, which copies, by one that shares the data, as the other backends' do: every tensor
 * that the backward pass keeps, the weights among them, goes through it.
 */
export function registerIdentity(backend: BackendWasm): void {
  tf.unregisterKernel("Identity", "wasm");
  tf.registerKernel({
    kernelName: "Identity",
    backendName: "wasm",
    kernelFunc({ inputs }) {
      const x = inputs["x"];
      if (x === undefined) throw new TypeError("Identity has no input");
      backend.incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
}
