import * as tf from "@tensorflow/tfjs-core";
import type { NetworkConfig } from "../config.ts";
import { type Hidden, type HiddenInputs, inputSum, weightIn, type Weights } from "../computation.ts";
import { formOf } from "../form.ts";
import type { Operations } from "../operations.ts";
import { below } from "../parameters.ts";
import { kvHeadsOf } from "./kind.ts";

/** What a form computes at each place of the network; parameters are given by name. */
interface Computation {
  norm(x: tf.Tensor2D, name: string): tf.Tensor2D;
  /** A linear map with its bias, if it has one. */
  linear(x: tf.Tensor2D, name: string): tf.Tensor2D;
  /** What the feed-forward layer of that prefix multiplies by its matrix `down`. */
  hiddenUnits(x: tf.Tensor2D, prefix: string): tf.Tensor2D;
}

function computationOf(
  ops: Operations,
  weight: (name: string) => tf.Tensor2D,
  config: NetworkConfig,
): Computation {
  const form = formOf(config);
  const linear = (x: tf.Tensor2D, name: string) =>
    form.biases ? ops.linear(x, weight(name), weight(`${name}.bias`)) : ops.linear(x, weight(name));
  return {
    linear,
    norm(x, name) {
      if (form.norm === "rms") return ops.rmsNorm(x);
      const gain = weight(`${name}.gain`);
      return form.norm === "layer"
        ? ops.layerNorm(x, gain, weight(`${name}.bias`))
        : ops.rmsNormGain(x, gain);
    },
    hiddenUnits(x, prefix) {
      const up = linear(x, `${prefix}.up`);
      switch (form.activation) {
        case "relu2":
          return ops.reluSquared(up);
        case "gelu":
          return ops.gelu(up);
        case "swiglu":
          return ops.swiglu(linear(x, `${prefix}.gate`), up);
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
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null,
): Hidden {
  const drop = dropout ?? ((x: tf.Tensor2D) => x);
  const weight = weightIn(parameters);
  const { norm, positions } = formOf(config);
  const form = computationOf(ops, weight, config);
  const { heads, window } = config, { batch, time } = inputs;
  const shape = { batch, time, heads, kvHeads: kvHeadsOf(config) };
  let x = tf.tidy(() => {
    const input = inputSum(ops, weight, inputs);
    return norm === "rms" ? ops.rmsNorm(input) : input;
  });
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `layers.${layer}`;
    const { rows } = ops.layer(x, below(parameters, prefix), (x) => {
      // Each sub-layer tidies up: only what the backward pass saves stays on the heap.
      const seen = tf.tidy(() => {
        const qkv = form.linear(form.norm(x, `${prefix}.norm1`), `${prefix}.qkv`); // [N, (heads + 2·kvHeads) · headDim]
        const placed = positions === "rotary" ? ops.rotary(qkv, shape) : qkv;
        const mixed = ops.attention(placed, { ...shape, window, alibi: positions === "alibi" });
        return ops.add(x, drop(form.linear(mixed, `${prefix}.out`)));
      });
      const rows = tf.tidy(() => {
        const hidden = form.hiddenUnits(form.norm(seen, `${prefix}.norm2`), prefix);
        return ops.add(seen, drop(form.linear(hidden, `${prefix}.down`)));
      });
      return { rows };
    });
    x = rows;
  }
  return { hidden: form.norm(x, "norm") };
}
