/** What all kinds of networks compute with in training: their inputs, and what comes of them. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Operations } from "./operations.ts";

/** Inputs of `batch` sequences of `time` positions, row after row: N = batch · time. */
export interface HiddenInputs {
  /** int32 [N, features]: rows of the embedding table. */
  indices: tf.Tensor2D;
  /** [N, field], or null where there is none. */
  field: tf.Tensor2D | null;
  batch: number;
  time: number;
}

/** Parameters by name. */
export type Weights = Readonly<Record<string, tf.Tensor2D>>;

/** What a network computes before its head. */
export interface Hidden {
  /** [N, dim] */
  hidden: tf.Tensor2D;
  /** Nats a position that training adds to the mean loss, and no one else counts: for the balance of a load. */
  penalty?: tf.Scalar;
}

/** The parameter of a name; throws where there is none. */
export function weightIn(parameters: Weights): (name: string) => tf.Tensor2D {
  return (name) => {
    const tensor = parameters[name];
    if (tensor === undefined) throw new Error(`missing parameter ${name}`);
    return tensor;
  };
}

/** What a network reads: the sum of the table's rows and of the field's linear map, [N, dim]. To be called within tf.tidy. */
export function inputSum(
  ops: Operations,
  weight: (name: string) => tf.Tensor2D,
  { indices, field }: Pick<HiddenInputs, "indices" | "field">,
): tf.Tensor2D {
  const sum = ops.embeddingSum(weight("embedding"), indices);
  return field === null ? sum : ops.add(sum, ops.linear(field, weight("field")));
}
