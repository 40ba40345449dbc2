/** How fast this thread multiplies. */
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "./backend.ts";

/** Side of the matrices that are multiplied, and milliseconds that it takes at least. */
const SIDE = 256, LEAST = 60;

/** Operations a second of a plain product of matrices: the quickest of some, since others may want the core for a while. */
export async function productSpeed(backend: Parameters<typeof initBackend>[0]): Promise<number> {
  // Without its kernels, which take a while to compile; they do not multiply.
  await initBackend(backend, { blasThreads: 1, kernels: false });
  const [a, b] = [tf.ones<tf.Rank.R2>([SIDE, SIDE]), tf.ones<tf.Rank.R2>([SIDE, SIDE])];
  let best = Infinity;
  const start = performance.now();
  for (let products = 0; products < 3 || performance.now() - start < LEAST; products++) {
    const began = performance.now();
    const product = tf.matMul(a, b);
    await product.data();
    product.dispose();
    best = Math.min(best, performance.now() - began);
  }
  tf.dispose([a, b]);
  return 2 * SIDE ** 3 / (best / 1000);
}
