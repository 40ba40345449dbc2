import * as tf from "@tensorflow/tfjs-core";
import { type Hidden, type HiddenInputs, inputSum, weightIn, type Weights } from "../computation.ts";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";
import { below } from "../parameters.ts";

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
    const prefix = `layers.${layer}`, own = (name: string) => weight(`${prefix}.${name}`);
    const { rows } = ops.layer(x, below(parameters, prefix), (x) => {
      // Each sub-layer tidies up: only what the backward pass saves stays on the heap.
      const heard = tf.tidy(() => {
        const input = ops.linear(ops.rmsNorm(x), own("input")); // [N, 3·dim]
        return ops.add(x, drop(ops.gru(input, own("recurrent"), own("gates.bias"), inputs)));
      });
      const rows = tf.tidy(() => {
        const hidden = ops.reluSquared(ops.linear(ops.rmsNorm(heard), own("up")));
        return ops.add(heard, drop(ops.linear(hidden, own("down"))));
      });
      return { rows };
    });
    x = rows;
  }
  return { hidden: ops.rmsNorm(x) };
}
