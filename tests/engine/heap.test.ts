import assert from "node:assert/strict";
import { compileKernels } from "../../src/engine/backend.ts";

Deno.test("a heap that is full refuses our tensors, TensorFlow.js's and scratch by a UserError, and goes on", async () => {
  const worker = new Worker(new URL("./full_heap.ts", import.meta.url), { type: "module" });
  const kernels = await compileKernels();
  const told = await new Promise<Record<string, string | number>>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(kernels);
  });
  worker.terminate();
  const line = /^this does not fit in the 4 GiB .* 256 MiB more are needed .* lower --batch-tokens/;
  for (const name of ["ours", "theirs", "scratch"]) assert.match(String(told[name]), line, name);
  assert.equal(told.again, "none");
  // Nearly all of it was given out, and offsets beyond 2 GiB are right.
  assert.ok(Number(told.count) >= 12 && Number(told.high) >= 5, JSON.stringify(told));
});
