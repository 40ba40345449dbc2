import * as tf from "@tensorflow/tfjs-core";
import type { Bf16 } from "./bf16.ts";
import type { Heap } from "./heap.ts";
import type { Kernels } from "./kernels.ts";
import { differentiable } from "./reference.ts";

/** x [N, in] · w [in, out] → [N, out] in float32. */
export function linearFp32(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  return differentiable([x, w], () => ({
    value: tf.matMul(x, w),
    saved: [x, w],
    gradFunc: (dy, [x, w]) => [tf.matMul(dy, w, false, true), tf.matMul(x, dy, true, false)],
  }));
}

/** The fused engine with a bfloat16 library. */
export interface Bf16Engine {
  heap: Heap;
  kernels: Kernels;
  bf16: Bf16;
}

/** A copy rounded to bfloat16, two elements in the room of one float32. */
export function rounded({ heap, kernels }: Bf16Engine, x: tf.Tensor): tf.Tensor {
  const copy = heap.output<tf.Tensor1D>([(x.size + 1) >> 1]);
  kernels.toBf16(heap.offset(x), heap.offset(copy), x.size);
  return copy;
}

/**
 * x [N, in] · w [in, out] → [N, out], operands and gradients rounded to bfloat16, sums in float32. The backward pass
 * keeps the rounded copies, half the memory of the operands.
 */
export function linearBf16(engine: Bf16Engine, x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  const { heap, bf16 } = engine;
  const [rows, inner] = x.shape, columns = w.shape[1];
  if (w.shape[0] !== inner) throw new RangeError(`linear: [${x.shape}] · [${w.shape}]`);
  return differentiable([x, w], () => {
    const a = rounded(engine, x), b = rounded(engine, w);
    const value = heap.output<tf.Tensor2D>([rows, columns]);
    const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
    bf16.gemm(false, false, rows, columns, inner, 1, at(a), inner, at(b), columns, 0, at(value), columns);
    return {
      value,
      saved: [a, b],
      gradFunc: (dy, [a, b]) => {
        const g = rounded(engine, dy);
        const dx = heap.output<tf.Tensor2D>([rows, inner]), dw = heap.output<tf.Tensor2D>([inner, columns]);
        bf16.gemm(false, true, rows, inner, columns, 1, at(g), columns, at(b), columns, 0, at(dx), inner);
        bf16.gemm(true, false, inner, columns, rows, 1, at(a), inner, at(g), columns, 0, at(dw), columns);
        tf.dispose(g);
        return [dx, dw];
      },
    };
  });
}
