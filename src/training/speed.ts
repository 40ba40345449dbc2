/** How fast a machine will train, before it does. */
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../engine/backend.ts";
import type { ParameterSpec } from "../network/parameters.ts";
import type { TrainingOptions } from "./options.ts";

/** Side of the matrices that are multiplied, and milliseconds that it takes at least. */
const SIDE = 256, LEAST = 60;
/** Share of a plain product's speed that a step reaches. */
const REACHED = 0.4;
/** Operations for each weight and position: two to go forward, four to go back. */
const OPERATIONS = 6;
/** Seconds that a position takes besides its products. */
const BESIDES = 6e-6;

/** Operations a second of one core in the products that a step mostly consists of: a short measurement. */
export async function measuredSpeed(backend: TrainingOptions["backend"]): Promise<number> {
  // Without its kernels, which take a while to compile; they do not multiply.
  await initBackend(backend, { blasThreads: 1, kernels: false });
  const side = [SIDE, SIDE] as const;
  const [a, b] = [tf.ones<tf.Rank.R2>([...side]), tf.ones<tf.Rank.R2>([...side])];
  let products = 0, began = performance.now(), best = Infinity;
  // Others may want the core for a while: the quickest product counts.
  for (const start = began; products < 3 || began - start < LEAST; products++) {
    began = performance.now();
    const product = tf.matMul(a, b);
    await product.data();
    product.dispose();
    best = Math.min(best, performance.now() - began);
  }
  tf.dispose([a, b]);
  return REACHED * 2 * SIDE ** 3 / (best / 1000);
}

/** Weights that each position is multiplied with; rows of tables are only looked up. */
export const multiplied = (specs: readonly ParameterSpec[]): number =>
  specs.reduce((sum, { role, size }) => sum + (role === "table" ? 0 : size), 0);

/** Positions a second that some cores train, of a `speed` each. */
export const positionsPerSecond = (speed: number, weights: number, cores: number): number =>
  cores / (OPERATIONS * weights / speed + BESIDES);
