/** What another network teaches the last layer: the fused gradient of distillation, part by part. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Engine } from "./backend.ts";
import type { Blas } from "./blas.ts";
import { rounded } from "./linear.ts";
import type { Objective } from "./objective.ts";

type BlasEngine = Engine & { blas: Blas };

/** What is multiplied, in the engine's precision: the tensors themselves, or copies of half their size; `width` bytes a number. */
export function productsOf(engine: BlasEngine) {
  const { blas, bf16 } = engine;
  return {
    ...bf16 === null ? { multiply: blas.sgemm, width: 4 } : { multiply: bf16.gemm, width: 2 },
    operand: (x: tf.Tensor) => bf16 === null ? x : rounded(engine, x),
  };
}

/** Some rows of a batch, from `first` on; of the learner's logits, the targets and their weights the places on the heap. */
interface Part {
  first: number;
  rows: number;
  logits: number;
  targets: number;
  weights: number;
}

/**
 * Computes, of at most `size` rows at a time, what the teacher adds to the gradient of the learner's logits; gives its place on the
 * heap, which the next part takes. To be called within tf.tidy.
 */
export function distilled(
  engine: BlasEngine,
  { hidden, head, share, temperature }: NonNullable<Objective["teacher"]>,
  size: number,
): (part: Part) => number {
  const { heap, kernels } = engine, { tied, vocabulary, weight } = head, dim = hidden.shape[1];
  const { multiply, width, operand } = productsOf(engine);
  const a = operand(hidden), b = operand(weight), columns = tied ? dim : vocabulary;
  const own = heap.output<tf.Tensor2D>([size, vocabulary]);
  const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
  return ({ first, rows, logits, targets, weights }) => {
    const x = at(a) + width * first * dim, to = heap.offset(own);
    multiply(false, tied, rows, vocabulary, dim, 1, x, dim, at(b), columns, 0, at(own), vocabulary);
    kernels.distilGrad(
      ...[logits, to, targets, weights, rows, vocabulary, share * temperature, 1 / temperature] as const,
    );
    return to;
  };
}
