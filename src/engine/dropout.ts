import * as tf from "@tensorflow/tfjs-core";
import { random } from "../base/random.ts";

/** The masks of one batch, one after the other. */
export interface Dropout {
  drop(x: tf.Tensor2D): tf.Tensor2D;
  /** Marks the next mask; what it returns goes back to that one. */
  mark(): () => void;
}

/**
 * Inverted dropout (Srivastava et al. 2014) with masks seeded by the step (0-based) and by which of its batches it is, or null
 * without dropout.
 */
export function dropoutMasks(
  { dropout, seed }: { dropout: number; seed: number },
  step: number,
  turn: number,
): Dropout | null {
  if (dropout === 0) return null;
  const keep = 1 - dropout;
  let rng = random(seed, 3, step, turn);
  return {
    drop(x) {
      const mask = new Float32Array(x.size);
      for (let i = 0; i < mask.length; i++) mask[i] = rng.next() < keep ? 1 / keep : 0;
      return tf.mul(x, tf.tensor2d(mask, x.shape));
    },
    mark() {
      const marked = rng.copy();
      return () => void (rng = marked.copy());
    },
  };
}
