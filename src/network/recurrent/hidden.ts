import * as tf from "@tensorflow/tfjs-core";
import { type Hidden, type HiddenInputs, inputSum, weightIn, type Weights } from "../computation.ts";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";

/**
 * The network up to its last norm: [N, dim]. A pre-norm decoder whose layers are gated recurrent units: each adds its states to the
 * stream, from zeros at a sequence's beginning on. `dropout` is applied to what each layer adds.
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
    // Each layer tidies up: only what the backward pass saves stays on the heap.
    x = tf.tidy(() => {
      const heard = ops.linear(ops.rmsNorm(x), own("input")); // [N, 3·dim]
      return ops.add(x, drop(ops.gru(heard, own("recurrent"), own("gates.bias"), inputs)));
    });
  }
  return { hidden: ops.rmsNorm(x) };
}
