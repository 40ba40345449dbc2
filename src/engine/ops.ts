import * as tf from "@tensorflow/tfjs-core";
import { attentionBackward, attentionForward } from "./attention.ts";
import { type Engine, fusedEngine } from "./backend.ts";
import { fillZero } from "./heap.ts";
import { linearBf16, linearFp32 } from "./linear.ts";
import { type AttentionShape, differentiable, NORM_EPSILON, reference } from "./reference.ts";

export * from "./experts.ts";
export * from "./forms.ts";
export { layer } from "./recompute.ts";
export * from "./recurrent.ts";
export * from "./selective.ts";
export type { AttentionShape } from "../network/operations.ts";

/** x [N, in] · w [in, out] (+ bias [1, out]) → [N, out]; in bfloat16 where the backend was started so. */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, bias?: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null || engine.bf16 === null) return linearFp32(engine, x, w, bias);
  return linearBf16({ ...engine, bf16: engine.bf16 }, x, w, bias);
}

/**
 * Sum of table rows: table [rows, dim], int32 indices [N, features] → [N, dim]. The gradient is added up in order,
 * so it is the same on every run. Throws RangeError for an index outside the table.
 */
export function embeddingSum(table: tf.Tensor2D, indices: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return reference.embeddingSum(table, indices);
  const [rows, dim] = table.shape, [count, features] = indices.shape;
  checkRange(engine, indices, 0, rows, "table index");
  return differentiable([table], () => {
    const { heap, kernels } = engine;
    const value = heap.output<tf.Tensor2D>([count, dim]);
    kernels.embeddingSum(heap.offset(table), heap.offset(indices), heap.offset(value), count, features, dim);
    return {
      value,
      saved: [indices],
      gradFunc: (dy, [indices]) => {
        const grad = heap.output<tf.Tensor2D>([rows, dim]);
        fillZero(heap, grad);
        kernels.embeddingSumGrad(
          heap.offset(dy),
          heap.offset(indices),
          heap.offset(grad),
          count,
          features,
          dim,
        );
        return grad;
      },
    };
  });
}

/** x / sqrt(mean(x²) + 1e-6) over the last axis of x [N, dim]; no gain (Zhang & Sennrich 2019). */
export function rmsNorm(x: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return reference.rmsNorm(x);
  const { heap, kernels } = engine;
  const [rows, dim] = x.shape;
  return differentiable([x], () => {
    const value = heap.output<tf.Tensor2D>([rows, dim]);
    kernels.rmsNorm(heap.offset(x), heap.offset(value), rows, dim, NORM_EPSILON);
    return {
      value,
      saved: [x],
      gradFunc: (dy, [x]) => {
        const grad = heap.output<tf.Tensor2D>([rows, dim]);
        kernels.rmsNormGrad(heap.offset(x), heap.offset(dy), heap.offset(grad), rows, dim, NORM_EPSILON);
        return grad;
      },
    };
  });
}

/** x + y, of one shape. TensorFlow.js would keep both for the gradient, which needs neither. */
export function add(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  if (x.shape.join() !== y.shape.join()) throw new RangeError(`add: [${x.shape}] + [${y.shape}]`);
  return differentiable([x, y], () => ({
    value: tf.add<tf.Tensor2D>(x, y),
    saved: [],
    gradFunc: (dy) => [tf.clone(dy), tf.clone(dy)],
  }));
}

/** max(x, 0)², element by element (So et al. 2021, Primer). */
export function reluSquared(x: tf.Tensor2D): tf.Tensor2D {
  const engine = fusedEngine();
  if (engine === null) return reference.reluSquared(x);
  const { heap, kernels } = engine;
  return differentiable([x], () => {
    const value = heap.output<tf.Tensor2D>([...x.shape]);
    kernels.reluSquared(heap.offset(x), heap.offset(value), x.size);
    return {
      value,
      saved: [x],
      gradFunc: (dy, [x]) => {
        const grad = heap.output<tf.Tensor2D>([...x.shape]);
        kernels.reluSquaredGrad(heap.offset(x), heap.offset(dy), heap.offset(grad), dy.size);
        return grad;
      },
    };
  });
}

/**
 * Causal multi-head attention, see `Operations`: qkv [batch·time, (heads + 2·kvHeads) · headDim] → [batch·time, heads · headDim].
 * Position i sees j with i − window < j ≤ i; scores are scaled by 1 / sqrt(headDim), and lowered by distance with `alibi`.
 * Throws RangeError when the shape does not fit.
 */
export function attention(qkv: tf.Tensor2D, shape: AttentionShape): tf.Tensor2D {
  const { batch, time, heads, kvHeads = heads, window } = shape;
  const fits = heads % kvHeads === 0 && qkv.shape[1] % (heads + 2 * kvHeads) === 0;
  if (qkv.shape[0] !== batch * time || !fits || window < 1) {
    const shared = kvHeads === heads ? "" : ` and ${kvHeads} of keys and values`;
    throw new RangeError(
      `attention: [${qkv.shape}] does not hold ${batch}×${time} positions of ${heads} heads${shared} (window ${window})`,
    );
  }
  const fused = fusedEngine();
  if (fused === null || fused.blas === null) return reference.attention(qkv, shape);
  const engine = { ...fused, blas: fused.blas };
  return differentiable([qkv], () => {
    const { out, lse } = attentionForward(engine, qkv, shape);
    return {
      value: out,
      saved: [qkv, lse],
      gradFunc: (dy, [qkv, lse]) => attentionBackward(engine, dy, qkv, lse, shape),
    };
  });
}

/**
 * Sum over rows of weight · −log softmax(logits)[target]: logits [N, V], int32 targets [N], weights [N] → scalar.
 * A target of −1 or a weight of 0 leaves its row out. The gradient goes to the logits only.
 * Throws RangeError for a target of V or more, or when the lengths differ.
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D, weights: tf.Tensor1D): tf.Scalar {
  const engine = fusedEngine();
  if (engine === null) return reference.crossEntropy(logits, targets, weights);
  const { heap, kernels } = engine;
  const [rows, size] = logits.shape;
  checkTargets(engine, targets, weights, rows, size);
  return differentiable([logits], () => {
    const lse = heap.output<tf.Tensor1D>([rows]);
    const loss = kernels.crossEntropy(
      heap.offset(logits),
      heap.offset(targets),
      heap.offset(weights),
      heap.offset(lse),
      rows,
      size,
    );
    return {
      value: tf.scalar(loss),
      saved: [logits, targets, weights, lse],
      gradFunc: (dy, [logits, targets, weights, lse]) => {
        const grad = heap.output<tf.Tensor2D>([rows, size]);
        kernels.objectiveGrad(
          heap.offset(logits),
          heap.offset(targets),
          heap.offset(weights),
          heap.offset(lse),
          heap.offset(grad),
          rows,
          size,
          dy.dataSync()[0]!,
          0,
          0,
        );
        return grad;
      },
    };
  });
}

/** Throws RangeError where targets and weights are not one for each of `rows`, or a target is none of `size`. */
export function checkTargets(
  engine: Engine,
  targets: tf.Tensor1D,
  weights: tf.Tensor1D,
  rows: number,
  size: number,
): void {
  if (targets.size !== rows || weights.size !== rows) {
    throw new RangeError(
      `crossEntropy: ${targets.size} targets and ${weights.size} weights for ${rows} rows`,
    );
  }
  checkRange(engine, targets, -1, size, "target");
}

/** The kernels read by index without a check: a bad one must stop here. */
function checkRange({ heap, kernels }: Engine, indices: tf.Tensor, low: number, high: number, what: string) {
  if (indices.dtype !== "int32") throw new RangeError(`${what}: dtype is ${indices.dtype}, must be int32`);
  const position = kernels.firstOutside(heap.offset(indices), indices.size, low, high);
  if (position < 0) return;
  throw new RangeError(
    `${what} ${indices.dataSync()[position]} at ${position} is outside ${low} … ${high - 1}`,
  );
}
