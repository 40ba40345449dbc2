/// <reference lib="deno.worker" />
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import { attention } from "../../src/engine/ops.ts";

interface Question {
  kernelModule: Uint8Array<ArrayBuffer>;
  qkv: Float32Array;
}

self.onmessage = async ({ data: { kernelModule, qkv } }: MessageEvent<Question>) => {
  const info = await initBackend("wasm", { kernelModule });
  const shape = { batch: 1, time: 5, heads: 1, window: 3 };
  const out = tf.tidy(() => attention(tf.tensor2d(qkv, [5, qkv.length / 5]), shape).dataSync());
  self.postMessage({ info, out });
};
