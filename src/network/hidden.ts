/** What networks compute in training, by their kind; weights and steps: architectures.ts. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Hidden, HiddenInputs, Weights } from "./computation.ts";
import type { NetworkConfig } from "./config.ts";
import { type ArchitectureName, architectureName } from "./kinds.ts";
import type { Operations } from "./operations.ts";
import { mixtureHidden } from "./mixture/hidden.ts";
import { recurrentHidden } from "./recurrent/hidden.ts";
import { selectiveHidden } from "./selective/hidden.ts";
import { transformerHidden } from "./transformer/hidden.ts";

/** The network up to its last norm; `dropout` is applied to what each sub-layer adds. */
type Computation = (
  ops: Operations,
  weights: Weights,
  config: NetworkConfig,
  inputs: HiddenInputs,
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null,
) => Hidden;

const COMPUTATIONS: Readonly<Record<ArchitectureName, Computation>> = {
  transformer: transformerHidden,
  mixture: mixtureHidden,
  gru: recurrentHidden,
  selective: selectiveHidden,
};

/** Runs a network of any kind up to its last norm; to be called within tf.tidy, or while gradients are recorded. */
export const hiddenStates = (
  ops: Operations,
  weights: Weights,
  config: NetworkConfig,
  inputs: HiddenInputs,
  dropout: ((x: tf.Tensor2D) => tf.Tensor2D) | null = null,
): Hidden => COMPUTATIONS[architectureName(config.architecture)](ops, weights, config, inputs, dropout);
