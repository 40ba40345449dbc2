import * as tf from "@tensorflow/tfjs-core";
import type { Bf16 } from "./bf16.ts";
import type { Heap } from "./heap.ts";
import type { Kernels } from "./kernels.ts";

/** x [N, in] · w [in, out] → [N, out] in float32; the backward pass frees what it has used, as `differentiable` does. */
export function linearFp32(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  return tf.customGrad<tf.Tensor2D>((...args) => {
    const [x, w, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    save([x, w]);
    return {
      value: tf.matMul(x, w),
      gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
        const [x, w] = saved as [tf.Tensor2D, tf.Tensor2D];
        const grads = [tf.matMul(dy, w, false, true), tf.matMul(x, dy, true, false)];
        tf.dispose([dy, x, w]);
        return grads;
      },
    };
  })(x, w);
}

/** The fused engine with a bfloat16 library. */
export interface Bf16Engine {
  heap: Heap;
  kernels: Kernels;
  bf16: Bf16;
}

/** A copy rounded to bfloat16, two elements in the room of one float32. */
function rounded({ heap, kernels }: Bf16Engine, x: tf.Tensor): tf.Tensor {
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
  return tf.customGrad<tf.Tensor2D>((...args) => {
    const [x, w, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const a = rounded(engine, x), b = rounded(engine, w);
    const value = heap.output<tf.Tensor2D>([rows, columns]);
    const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
    bf16.gemm(false, false, rows, columns, inner, 1, at(a), inner, at(b), columns, 0, at(value), columns);
    save([a, b]);
    return {
      value,
      gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
        const [a, b] = saved as [tf.Tensor, tf.Tensor];
        const g = rounded(engine, dy);
        const dx = heap.output<tf.Tensor2D>([rows, inner]), dw = heap.output<tf.Tensor2D>([inner, columns]);
        bf16.gemm(false, true, rows, inner, columns, 1, at(g), columns, at(b), columns, 0, at(dx), inner);
        bf16.gemm(true, false, inner, columns, rows, 1, at(a), inner, at(g), columns, 0, at(dw), columns);
        tf.dispose([dy, g, a, b]);
        return [dx, dw];
      },
    };
  })(x, w);
}
