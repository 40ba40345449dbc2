import * as tf from "@tensorflow/tfjs-core";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";

/** Inputs of `batch` sequences of `time` positions, row after row: N = batch · time. */
export interface TransformerInputs {
  /** int32 [N, features]: rows of the embedding table. */
  indices: tf.Tensor2D;
  /** [N, field], or null where there is none. */
  field: tf.Tensor2D | null;
  batch: number;
  time: number;
}

/**
 * The network up to its last norm: [N, dim]. Pre-norm decoder with squared ReLU (So et al. 2021, "Primer") and
 * causal sliding-window attention; positions are features, so attention has no positional encoding. `dropout` is
 * applied to what each sub-layer adds.
 */
export function hiddenStates(
  ops: Operations,
  parameters: Record<string, tf.Tensor2D>,
  config: NetworkConfig,
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
    return ops.rmsNorm(field === null ? sum : tf.add(sum, ops.linear(field, weight("field"))));
  });
  for (let layer = 0; layer < config.layers; layer++) {
    // Each sub-layer tidies up: only what the backward pass saves stays on the heap.
    x = tf.tidy(() => {
      const qkv = ops.linear(ops.rmsNorm(x), weight(`layers.${layer}.qkv`)); // [N, 3·dim]
      const mixed = ops.attention(qkv, { batch, time, heads: config.heads, window: config.window });
      return tf.add(x, drop(ops.linear(mixed, weight(`layers.${layer}.out`))));
    });
    x = tf.tidy(() => {
      const hidden = ops.reluSquared(ops.linear(ops.rmsNorm(x), weight(`layers.${layer}.up`)));
      return tf.add(x, drop(ops.linear(hidden, weight(`layers.${layer}.down`))));
    });
  }
  return ops.rmsNorm(x);
}

/** Logits [N, vocabulary] of all tokens. */
export function logits(
  ops: Operations,
  parameters: Record<string, tf.Tensor2D>,
  hidden: tf.Tensor2D,
): tf.Tensor2D {
  const head = parameters.head;
  if (head === undefined) throw new Error("missing parameter head");
  return ops.linear(hidden, head);
}
