/// <reference lib="deno.worker" />
/** A thread with a heap of its own, which trains a step and tells how far the heap grew, in bytes; null without a BLAS. */
import { fusedEngine, initBackend } from "../../src/engine/backend.ts";
import { parameterCount } from "../../src/network/parameters.ts";
import { createReplica } from "../../src/training/replica.ts";
import { deep, deepOptions, stretches } from "./deep.ts";

self.onmessage = async ({ data }: MessageEvent<{ recompute: "yes" | "no" }>) => {
  await initBackend("wasm");
  const engine = fusedEngine();
  if (engine === null || engine.blas === null) return self.postMessage(null); // attention needs far more then
  const before = engine.heap.memory.buffer.byteLength;
  const weights = new Float32Array(parameterCount(deep.specs));
  const replica = createReplica(deep, stretches, deepOptions(data.recompute), 0, weights);
  await replica.step(0, new Float32Array(weights.length));
  self.postMessage(engine.heap.memory.buffer.byteLength - before);
};
