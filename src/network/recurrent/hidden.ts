import * as tf from "@tensorflow/tfjs-core";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";
import type { TransformerInputs } from "../transformer/hidden.ts";

/**
 * The network up to its last norm: [N, dim]. A pre-norm decoder whose layers are gated recurrent units, from a state of zeros at
 * each sequence's beginning, and a map of their states to the stream. `dropout` is applied to what each layer adds.
 */
export function recurrentStates(
  ops: Operations,
  parameters: Record<string, tf.Tensor2D>,
  { layers }: NetworkConfig,
  { indices, field, batch, time }: TransformerInputs,
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null = null,
): tf.Tensor2D {
  const drop = dropout ?? ((x: tf.Tensor2D) => x);
  const weight = (name: string) => {
    const tensor = parameters[name];
    if (tensor === undefined) throw new Error(`missing parameter ${name}`);
    return tensor;
  };
  let x = tf.tidy(() => {
    const sum = ops.embeddingSum(weight("embedding"), indices);
    return ops.rmsNorm(field === null ? sum : ops.add(sum, ops.linear(field, weight("field"))));
  });
  for (let layer = 0; layer < layers; layer++) {
    const own = (name: string) => weight(`layers.${layer}.${name}`);
    // Each layer tidies up: only what the backward pass saves stays on the heap.
    x = tf.tidy(() => {
      const heard = ops.linear(ops.rmsNorm(x), own("input")); // [N, 3·dim]
      const states = ops.gru(heard, own("recurrent"), own("gates.bias"), { batch, time });
      return ops.add(x, drop(ops.linear(states, own("out"))));
    });
  }
  return ops.rmsNorm(x);
}
