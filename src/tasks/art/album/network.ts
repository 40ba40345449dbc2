/** The network that decodes sketches, in TensorFlow.js. */
import * as tf from "@tensorflow/tfjs-core";
import type { Operations } from "../../../network/operations.ts";
import type { DecoderShape } from "./decoder.ts";

/** Logits [N, SKETCH_PIXELS] of ink for codes [N, code]. */
export function decodeCodes(
  ops: Operations,
  weights: Record<string, tf.Tensor2D>,
  { blocks }: DecoderShape,
  codes: tf.Tensor2D,
): tf.Tensor2D {
  const weight = (name: string) => {
    const tensor = weights[name];
    if (tensor === undefined) throw new Error(`missing parameter ${name}`);
    return tensor;
  };
  let x: tf.Tensor2D = tf.add(ops.linear(ops.rmsNorm(codes), weight("input")), weight("bias"));
  for (let block = 0; block < blocks; block++) {
    const hidden = tf.relu(ops.linear(ops.rmsNorm(x), weight(`blocks.${block}.up`)));
    x = tf.add(x, ops.linear(hidden, weight(`blocks.${block}.down`)));
  }
  return ops.linear(tf.relu(ops.rmsNorm(x)), weight("output"));
}
