/** Layers whose inner results are thrown away and computed again in the backward pass (Chen et al. 2016). */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerResult, Operations } from "../network/operations.ts";
import { differentiable } from "./reference.ts";

/** compute(x), of which all stays that the backward pass needs. */
export const layer: Operations["layer"] = (x, _weights, compute) => tf.tidy(() => compute(x));

/**
 * A `layer` that keeps its input alone. `mark` is called before each layer, what it returns before the layer is computed again:
 * whatever is drawn at random within must be drawn again.
 */
export function recomputedLayer(mark: () => () => void = () => () => {}): Operations["layer"] {
  return (x, weights, compute) => {
    const rewind = mark();
    let penalty: number | undefined, share = 0;
    const rows = differentiable([x, ...weights], () => {
      const { rows: value, penalty: cost } = compute(x);
      penalty = cost?.dataSync()[0];
      return {
        value,
        saved: [x],
        gradFunc: (dy, [x]) => {
          rewind();
          return gradients(() => withShare(compute(x), share), [x, ...weights], dy);
        },
      };
    });
    if (penalty === undefined) return { rows };
    // TensorFlow.js gives gradients to single values: this one's is heard of before that of the rows, and handed on.
    const value = penalty;
    const told = differentiable([rows], () => ({
      value: tf.scalar(value),
      saved: [],
      gradFunc: (dy) => {
        share = dy.dataSync()[0]!;
        return tf.zeros(rows.shape);
      },
    }));
    return { rows, penalty: told };
  };
}

/** The rows of a layer; what has their gradient gives `share` of it to the penalty, if there is one. */
function withShare({ rows, penalty }: LayerResult, share: number): tf.Tensor2D {
  if (penalty === undefined) return rows;
  return differentiable([rows, penalty], () => ({
    value: tf.clone(rows),
    saved: [],
    gradFunc: (dy) => [tf.clone(dy), tf.scalar(share)],
  }));
}

/** Gradients of f() to tensors, zeros where it does not use them, while another backward pass is under way. */
function gradients(f: () => tf.Tensor2D, xs: tf.Tensor[], dy: tf.Tensor2D): tf.Tensor[] {
  const engine = tf.engine(), { activeTape } = engine.state;
  try {
    const { value, grads } = engine.gradients(f, xs, dy, true);
    value.dispose();
    return xs.map((x, i) => grads[i] ?? tf.zerosLike(x));
  } finally {
    // A new tape has taken the place of the one that the outer pass still has to tidy up.
    engine.state.activeTape = activeTape;
  }
}
