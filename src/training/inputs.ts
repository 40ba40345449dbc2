import * as tf from "@tensorflow/tfjs-core";
import type { HiddenInputs } from "../network/computation.ts";
import type { Ports } from "../network/ports.ts";
import type { Batch } from "./batches.ts";

/** What a network is told of a batch, as tensors. */
export function inputsOf({ batch, time, indices, field }: Batch, ports: Ports): HiddenInputs {
  const count = batch * time;
  return {
    indices: tf.tensor2d(indices, [count, ports.features], "int32"),
    field: ports.field === 0 ? null : tf.tensor2d(field, [count, ports.field]),
    ...{ batch, time },
  };
}
