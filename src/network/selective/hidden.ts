import * as tf from "@tensorflow/tfjs-core";
import { type Hidden, type HiddenInputs, inputSum, weightIn, type Weights } from "../computation.ts";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";
import { below } from "../parameters.ts";
import { selectiveSizes } from "./kind.ts";

/**
 * The network up to its last norm: [N, dim]. Layers are as those of Mamba-2 (Dao & Gu 2024): a short convolution of what is
 * scanned, a gate beside it, and a norm before what is added; norms are without gains, and the input is normalised, as in our own
 * form of transformers. `dropout` is applied to what each layer adds.
 */
export function selectiveHidden(
  ops: Operations,
  parameters: Weights,
  config: NetworkConfig,
  inputs: HiddenInputs,
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null,
): Hidden {
  const drop = dropout ?? ((x: tf.Tensor2D) => x);
  const weight = weightIn(parameters);
  const { heads } = config, { state } = selectiveSizes(config), { batch, time } = inputs;
  const shape = { batch, time, heads, state };
  let x = tf.tidy(() => ops.rmsNorm(inputSum(ops, weight, inputs)));
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `layers.${layer}`;
    const { rows } = ops.layer(x, below(parameters, prefix), (x) => {
      const normed = ops.rmsNorm(x);
      const linear = (name: string) => ops.linear(normed, weight(`${prefix}.${name}`));
      const [kernel, bias] = [weight(`${prefix}.convolution`), weight(`${prefix}.convolution.bias`)];
      const scanned = ops.selectiveScan({
        mixed: ops.causalConvolution(linear("mix"), kernel, bias, { batch, time }),
        rates: ops.linear(normed, weight(`${prefix}.rate`), weight(`${prefix}.rate.bias`)),
        decay: weight(`${prefix}.decay`),
        skip: weight(`${prefix}.skip`),
      }, shape);
      const gated = ops.rmsNorm(ops.swiglu(linear("gate"), scanned));
      return { rows: ops.add(x, drop(ops.linear(gated, weight(`${prefix}.out`)))) };
    });
    x = rows;
  }
  return { hidden: ops.rmsNorm(x) };
}
