/** The last layer of a network. */
import type * as tf from "@tensorflow/tfjs-core";
import { linearByRows } from "./forms.ts";
import { linear } from "./ops.ts";

/** What turns hidden states [N, dim] into logits. */
export interface Head {
  /** [dim, vocabulary], or where it is `tied` a table [rows, dim] whose first `vocabulary` rows are meant. */
  weight: tf.Tensor2D;
  tied: boolean;
  vocabulary: number;
}

/** The head among a network's tensors, or where it has none the tokens' rows of its embedding. */
export function headOf(
  { head, embedding }: Readonly<Record<string, tf.Tensor2D>>,
  vocabulary: number,
): Head {
  const weight = head ?? embedding;
  if (weight === undefined) throw new Error("the network has no head");
  return { weight, tied: head === undefined, vocabulary };
}

/** Logits [N, vocabulary], whole. */
export function logits(hidden: tf.Tensor2D, { weight, tied, vocabulary }: Head): tf.Tensor2D {
  return tied ? linearByRows(hidden, weight, vocabulary) : linear(hidden, weight);
}
