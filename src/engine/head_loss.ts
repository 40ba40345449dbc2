/** The loss of a network's last layer, whose logits of large vocabularies never stand whole. */
import * as tf from "@tensorflow/tfjs-core";
import { type Engine, fusedEngine } from "./backend.ts";
import type { Blas } from "./blas.ts";
import { fillZero } from "./heap.ts";
import { type Head, logits } from "./head.ts";
import { distilled, productsOf } from "./distil.ts";
import { type Objective, objectiveLoss } from "./objective.ts";
import { checkTargets, crossEntropy } from "./ops.ts";
import { differentiable } from "./reference.ts";

/** Logits that stand at a time, at most: 64 MiB. Their products are as quick in parts of this size as whole. */
export const LOGITS_AT_A_TIME = 1 << 24;

/**
 * `crossEntropy` of hidden [N, dim] times the head → scalar; targets int32 [N], weights [N]. At most `limit` logits are there
 * at a time. Gradients go to hidden and the head's weight; they are computed with the loss, so logits are computed once. An
 * `objective` changes what they are the gradients of. Throws RangeError as `crossEntropy` does.
 */
export function headLoss(
  hidden: tf.Tensor2D,
  head: Head,
  targets: tf.Tensor1D,
  weights: tf.Tensor1D,
  limit = LOGITS_AT_A_TIME,
  objective?: Objective,
): tf.Scalar {
  const engine = fusedEngine();
  if (engine === null || engine.blas === null) {
    const whole = logits(hidden, head);
    return objective === undefined
      ? crossEntropy(whole, targets, weights)
      : objectiveLoss(whole, targets, weights, objective);
  }
  checkTargets(engine, targets, weights, hidden.shape[0], head.vocabulary);
  const fused = { ...engine, blas: engine.blas }, rows = { targets, weights, objective };
  // Without a gradient in sight there is nothing to keep for it.
  if (tf.engine().state.gradientDepth === 0) {
    return tf.scalar(inParts(fused, hidden, head, rows, limit, null));
  }
  return differentiable([hidden, head.weight], () => {
    const dHidden = fused.heap.output<tf.Tensor2D>([...hidden.shape]);
    const dWeight = fused.heap.output<tf.Tensor2D>([...head.weight.shape]);
    const loss = inParts(fused, hidden, head, rows, limit, { dHidden, dWeight });
    return {
      value: tf.scalar(loss),
      saved: [dHidden, dWeight],
      gradFunc: (dy, saved) => {
        const scale = dy.dataSync()[0]!;
        return saved.map((grad) => scale === 1 ? tf.clone(grad) : tf.mul(grad, scale));
      },
    };
  });
}

/** What each row of hidden states is to predict. */
interface Rows {
  targets: tf.Tensor1D;
  weights: tf.Tensor1D;
  objective: Objective | undefined;
}

/** The loss; gradients are written where there are tensors for them. */
function inParts(
  engine: Engine & { blas: Blas },
  hidden: tf.Tensor2D,
  { weight, tied, vocabulary }: Head,
  { targets, weights, objective }: Rows,
  limit: number,
  gradients: { dHidden: tf.Tensor2D; dWeight: tf.Tensor2D } | null,
): number {
  const { heap, kernels } = engine;
  const [count, dim] = hidden.shape, teacher = gradients === null ? undefined : objective?.teacher;
  const standing = count * vocabulary * (teacher === undefined ? 1 : 2);
  const parts = Math.max(1, Math.ceil(standing / limit)), size = Math.ceil(count / parts);
  const { multiply, width, operand } = productsOf(engine);
  return tf.tidy(() => {
    const a = operand(hidden), b = operand(weight), columns = tied ? dim : vocabulary;
    const logits = heap.output<tf.Tensor2D>([size, vocabulary]), lse = heap.output<tf.Tensor1D>([size]);
    const taught = teacher && distilled(engine, teacher, size);
    if (gradients !== null && weight.size > dim * vocabulary) fillZero(heap, gradients.dWeight);
    let loss = 0;
    for (let first = 0; first < count; first += size) {
      const rows = Math.min(size, count - first);
      const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
      const x = at(a) + width * first * dim;
      multiply(false, tied, rows, vocabulary, dim, 1, x, dim, at(b), columns, 0, at(logits), vocabulary);
      const [to, chances] = [heap.offset(targets) + 4 * first, heap.offset(weights) + 4 * first];
      const [l, norms] = [heap.offset(logits), heap.offset(lse)];
      const counted = objective?.counted === undefined ? chances : heap.offset(objective.counted) + 4 * first;
      loss += kernels.crossEntropy(l, to, counted, norms, rows, vocabulary);
      if (gradients === null) continue;
      const lesson = taught?.({ first, rows, logits: l, targets: to, weights: chances });
      const own = 1 - (teacher?.share ?? 0);
      // The gradient takes the logits' place.
      const place = [l, to, chances, norms, l, rows, vocabulary, own] as const;
      kernels.objectiveGrad(...place, objective?.labelSmoothing ?? 0, objective?.zLoss ?? 0);
      if (lesson !== undefined) kernels.addBias(l, lesson, 1, rows * vocabulary);
      tf.tidy(() => {
        const kept = first === 0 ? 0 : 1;
        const g = at(operand(logits)), base = heap.base();
        const [x, w] = [base + heap.offset(a) + width * first * dim, base + heap.offset(b)];
        const dx = base + heap.offset(gradients.dHidden) + 4 * first * dim;
        const dw = base + heap.offset(gradients.dWeight);
        multiply(false, !tied, rows, dim, vocabulary, 1, g, vocabulary, w, columns, 0, dx, dim);
        if (tied) multiply(true, false, vocabulary, dim, rows, 1, g, vocabulary, x, dim, kept, dw, dim);
        else multiply(true, false, dim, vocabulary, rows, 1, x, dim, g, vocabulary, kept, dw, vocabulary);
      });
    }
    return loss;
  });
}
