import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../../src/training/backend/backend.ts";
import { attention } from "../../../src/training/backend/ops.ts";

interface Scope {
  onmessage: (event: MessageEvent<{ kernelModule: Uint8Array<ArrayBuffer>; qkv: Float32Array }>) => void;
  postMessage(message: unknown): void;
}

const scope = self as unknown as Scope;
scope.onmessage = async ({ data: { kernelModule, qkv } }) => {
  const info = await initBackend("wasm", { kernelModule });
  const shape = { batch: 1, time: 5, heads: 1, window: 3 };
  const out = tf.tidy(() => attention(tf.tensor2d(qkv, [5, qkv.length / 5]), shape).dataSync());
  scope.postMessage({ info, out });
};
