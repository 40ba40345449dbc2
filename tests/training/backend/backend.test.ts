import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { adamWStep } from "../../../src/training/backend/adamw.ts";
import { compileKernels, initBackend } from "../../../src/training/backend/backend.ts";
import { attention } from "../../../src/training/backend/ops.ts";

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
    assert.deepEqual(await initBackend("auto"), { name: "wasm", blas: null, kernels: true });
  } finally {
    Deno.env.delete("ASCII_GEN_BLAS");
  }
});

Deno.test("adamWStep() takes the same steps when it is fused and when it is not", async () => {
  const settings = { rate: 0.1, beta1: 0.9, beta2: 0.95, eps: 1e-8, decay: 0.1, gradScale: 0.5 };
  const results: number[][] = [];
  for (const kernels of [true, false]) {
    await initBackend("wasm", { kernels });
    const variables = [[1, -2, 3, 0.5, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]].map((v) =>
      tf.variable(tf.tensor1d(v))
    );
    const [weight, mean, variance] = variables as [tf.Variable, tf.Variable, tf.Variable];
    const grad = tf.tensor1d([0.1, -5, 0, 2, 1]);
    for (let step = 1; step <= 3; step++) adamWStep(weight, mean, variance, grad, { ...settings, step });
    results.push(variables.flatMap((v) => Array.from(v.dataSync())));
    tf.dispose([...variables, grad]);
  }
  const [fused, plain] = results as [number[], number[]];
  fused.forEach((value, i) => assert.ok(Math.abs(value - plain[i]!) < 1e-5, `${value}, plain ${plain[i]}`));
  assert.ok(Math.abs(fused[2]! - 3 * 0.99 ** 3) < 1e-5, "without a gradient there is decay only");
});
