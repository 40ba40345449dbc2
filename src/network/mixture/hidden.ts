import * as tf from "@tensorflow/tfjs-core";
import type { Hidden, HiddenInputs, Weights } from "../computation.ts";
import type { NetworkConfig } from "../config.ts";
import type { Operations } from "../operations.ts";
import { decoderHidden } from "../transformer/hidden.ts";
import { expertsOf } from "./sizes.ts";

/** Nats per position that each layer's imbalance, from 1 to the number of experts, costs in training (as Fedus et al. 2021). */
export const BALANCE = 0.01;

/**
 * The network up to its last norm: [N, dim]. A transformer, but that a router asks some experts, feed-forward layers of their
 * own, about each position (Shazeer et al. 2017). No position is passed over, however many ask the same. `penalty` is what
 * unequal loads of the experts cost, in nats per position.
 */
export function mixtureHidden(
  ops: Operations,
  parameters: Weights,
  config: NetworkConfig,
  inputs: HiddenInputs,
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null,
): Hidden {
  const { active } = expertsOf(config);
  return decoderHidden(
    ops,
    parameters,
    config,
    inputs,
    dropout,
    ({ weight, bias, hiddenUnits }, x, prefix) => {
      const routing = ops.route(x, weight(`${prefix}.router`), active);
      const { rows, split, join } = ops.experts(x, routing);
      const hidden = hiddenUnits((map) => split(rows, weight(`${prefix}.${map}`), bias(`${prefix}.${map}`)));
      return {
        rows: join(hidden, weight(`${prefix}.down`), bias(`${prefix}.down`)),
        penalty: tf.mul(routing.imbalance, BALANCE),
      };
    },
  );
}
