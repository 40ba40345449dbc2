import * as tf from "@tensorflow/tfjs-core";
import type { NetworkConfig } from "../config.ts";
import { type Hidden, type HiddenInputs, inputSum, weightIn, type Weights } from "../computation.ts";
import { formOf } from "../form.ts";
import type { LayerResult, Operations } from "../operations.ts";
import { below } from "../parameters.ts";
import { kvHeadsOf } from "./kind.ts";

type Dropout = (x: tf.Tensor2D) => tf.Tensor2D;

/** What a form computes at each place of the network; parameters are given by name. */
export interface Computation {
  weight(name: string): tf.Tensor2D;
  /** The bias of a linear map, if it has one. */
  bias(name: string): tf.Tensor2D | undefined;
  norm(x: tf.Tensor2D, name: string): tf.Tensor2D;
  /** A linear map with its bias, if it has one. */
  linear(x: tf.Tensor2D, name: string): tf.Tensor2D;
  /** What a feed-forward layer multiplies by its matrix `down`, by the rows that its other maps give. */
  hiddenUnits(rows: (map: "up" | "gate") => tf.Tensor2D): tf.Tensor2D;
}

/** Normalised rows [N, dim] through the feed-forward layer of that prefix; an architecture's own may have a penalty. */
export type FeedForward = (
  form: Computation,
  x: tf.Tensor2D,
  prefix: string,
) => LayerResult;

function computationOf(
  ops: Operations,
  weight: (name: string) => tf.Tensor2D,
  config: NetworkConfig,
): Computation {
  const form = formOf(config);
  const bias = (name: string) => form.biases ? weight(`${name}.bias`) : undefined;
  const linear = (x: tf.Tensor2D, name: string) => ops.linear(x, weight(name), bias(name));
  return {
    ...{ weight, bias, linear },
    norm(x, name) {
      if (form.norm === "rms") return ops.rmsNorm(x);
      const gain = weight(`${name}.gain`);
      return form.norm === "layer"
        ? ops.layerNorm(x, gain, weight(`${name}.bias`))
        : ops.rmsNormGain(x, gain);
    },
    hiddenUnits(rows) {
      const up = rows("up");
      switch (form.activation) {
        case "relu2":
          return ops.reluSquared(up);
        case "gelu":
          return ops.gelu(up);
        case "swiglu":
          return ops.swiglu(rows("gate"), up);
      }
    },
  };
}

/**
 * The network up to its last norm: [N, dim]. A pre-norm decoder with causal sliding-window attention; ours has squared ReLU (So
 * et al. 2021, "Primer"), and normalises its input. Unless places are rotary or ALiBi, they are features, and attention has no
 * encoding of them. `dropout` is applied to what each sub-layer adds.
 */
export function transformerHidden(
  ops: Operations,
  parameters: Weights,
  config: NetworkConfig,
  inputs: HiddenInputs,
  dropout: Dropout | null,
): Hidden {
  return decoderHidden(ops, parameters, config, inputs, dropout, (form, x, prefix) => {
    const hidden = form.hiddenUnits((map) => form.linear(x, `${prefix}.${map}`));
    return { rows: form.linear(hidden, `${prefix}.down`) };
  });
}

/** `transformerHidden` with feed-forward layers of another kind, and the sum of their penalties. */
export function decoderHidden(
  ops: Operations,
  parameters: Weights,
  config: NetworkConfig,
  inputs: HiddenInputs,
  dropout: Dropout | null,
  feedForward: FeedForward,
): Hidden {
  const drop = dropout ?? ((x: tf.Tensor2D) => x);
  const weight = weightIn(parameters);
  const { norm, positions } = formOf(config);
  const form = computationOf(ops, weight, config);
  const { heads, window } = config, { batch, time } = inputs;
  const shape = { batch, time, heads, kvHeads: kvHeadsOf(config) };
  let penalty: tf.Scalar | undefined;
  let x = tf.tidy(() => {
    const input = inputSum(ops, weight, inputs);
    return norm === "rms" ? ops.rmsNorm(input) : input;
  });
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `layers.${layer}`;
    const made = ops.layer(x, below(parameters, prefix), (x) => {
      // Each sub-layer tidies up: only what the backward pass saves stays on the heap.
      const seen = tf.tidy(() => {
        const qkv = form.linear(form.norm(x, `${prefix}.norm1`), `${prefix}.qkv`); // [N, (heads + 2·kvHeads) · headDim]
        const placed = positions === "rotary" ? ops.rotary(qkv, shape) : qkv;
        const mixed = ops.attention(placed, { ...shape, window, alibi: positions === "alibi" });
        return ops.add(x, drop(form.linear(mixed, `${prefix}.out`)));
      });
      return tf.tidy(() => {
        const { rows, ...besides } = feedForward(form, form.norm(seen, `${prefix}.norm2`), prefix);
        return { rows: ops.add(seen, drop(rows)), ...besides };
      });
    });
    x = made.rows;
    if (made.penalty) penalty = penalty ? tf.add(penalty, made.penalty) : made.penalty;
  }
  return { hidden: form.norm(x, "norm"), ...penalty && { penalty } };
}
