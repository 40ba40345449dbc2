/// <reference lib="deno.worker" />
/** Fills its heap and tells what came of it. Memory that is not touched costs nothing. */
import * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../../src/base/errors.ts";
import { fusedEngine, initBackend } from "../../src/engine/backend.ts";

const PART = 1 << 26;

/** The line of the UserError that an attempt ends with. */
function refusal(attempt: () => unknown): string {
  try {
    attempt();
    return "none";
  } catch (error) {
    return error instanceof UserError ? error.message : `no UserError: ${error}`;
  }
}

self.onmessage = async ({ data: kernelModule }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
  await initBackend("wasm", { kernelModule });
  const { heap } = fusedEngine()!;
  const taken: tf.Tensor[] = [];
  const ours = refusal(() => {
    for (;;) taken.push(heap.output<tf.Tensor1D>([PART]));
  });
  const theirs = refusal(() => tf.neg(taken[0]!)), scratch = refusal(() => heap.scratch(0, 4 * PART));
  const high = taken.filter((tensor) => heap.offset(tensor) >= 2 ** 31).length;
  taken.pop()?.dispose();
  const again = refusal(() => heap.output<tf.Tensor1D>([PART]).dispose());
  self.postMessage({ ours, theirs, scratch, again, high, count: taken.length });
};
