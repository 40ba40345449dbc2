import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { compileKernels, initBackend } from "../../src/engine/backend.ts";
import { attention } from "../../src/engine/ops.ts";

Deno.test("initBackend() gives each worker the same results when two run at once", async () => {
  const kernelModule = await compileKernels();
  const info = await initBackend("wasm", { kernelModule });
  const qkv = Float32Array.from({ length: 5 * 12 }, (_, i) => Math.sin(i));
  const expected = tf.tidy(() =>
    attention(tf.tensor2d(qkv, [5, 12]), { batch: 1, time: 5, heads: 1, window: 3 }).dataSync()
  );
  const runs = [0, 1].map(() =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
      worker.onerror = (event) => (worker.terminate(), reject(new Error(event.message)));
      worker.postMessage({ kernelModule, qkv });
    })
  );
  assert.deepEqual(await Promise.all(runs), [{ info, out: expected }, { info, out: expected }]);
});

Deno.test("initBackend() leaves the BLAS out when ASCII_GEN_BLAS is off", async () => {
  Deno.env.set("ASCII_GEN_BLAS", "off");
  try {
    assert.deepEqual(await initBackend("auto"), {
      name: "wasm",
      blas: null,
      kernels: true,
      precision: "fp32",
    });
  } finally {
    Deno.env.delete("ASCII_GEN_BLAS");
  }
});

Deno.test("TensorFlow.js says nothing on the console", async () => {
  const said: unknown[] = [], { warn, log } = console;
  console.warn = console.log = (...words: unknown[]) => void said.push(words);
  try {
    for (const name of ["cpu", "wasm"] as const) {
      await initBackend(name);
      tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dataSync());
    }
  } finally {
    Object.assign(console, { warn, log });
  }
  assert.deepEqual(said, []);
});
