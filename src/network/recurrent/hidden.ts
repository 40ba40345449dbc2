import * as tf from "@tensorflow/tfjs-core";
import { type Hidden, type HiddenInputs, inputSum, weightIn, type Weights } from "../computation.ts";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";

/**
 * The network up to its last norm: [N, dim]. A pre-norm decoder whose layers are gated recurrent units, which add their states to the
 * stream, from zeros at a sequence's beginning on, and feed-forward layers. `dropout` is applied to what each sub-layer adds.
 */
export function recurrentHidden(
  ops: Operations,
  parameters: Weights,
  { layers }: NetworkConfig,
  inputs: HiddenInputs,
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null,
): Hidden {
  const drop = dropout ?? ((x: tf.Tensor2D) => x);
  const weight = weightIn(parameters);
  let x = tf.tidy(() => ops.rmsNorm(inputSum(ops, weight, inputs)));
  for (let layer = 0; layer < layers; layer++) {
    const own = (name: string) => weight(`layers.${layer}.${name}`);
    // Each sub-layer tidies up: only what the backward pass saves stays on the heap.
    x = tf.tidy(() => {
      const heard = ops.linear(ops.rmsNorm(x), own("input")); // [N, 3·dim]
      return ops.add(x, drop(ops.gru(heard, own("recurrent"), own("gates.bias"), inputs)));
    });
    x = tf.tidy(() => {
      const hidden = ops.reluSquared(ops.linear(ops.rmsNorm(x), own("up")));
      return ops.add(x, drop(ops.linear(hidden, own("down"))));
    });
  }
  return { hidden: ops.rmsNorm(x) };
}
