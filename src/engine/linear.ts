import * as tf from "@tensorflow/tfjs-core";
import type { Engine } from "./backend.ts";
import type { Bf16 } from "./bf16.ts";
import { fillZero } from "./heap.ts";
import { differentiable } from "./reference.ts";

/** Adds a bias [1, out] to each row of what linear computed [N, out], in its own memory where the kernels run. */
function withBias(engine: Engine | null, value: tf.Tensor2D, bias: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = value.shape;
  if (bias.size !== columns) throw new RangeError(`linear: a bias of [${bias.shape}] for rows of ${columns}`);
  if (engine === null) return tf.add(value, bias);
  const { heap, kernels } = engine;
  kernels.addBias(heap.offset(value), heap.offset(bias), rows, columns);
  return value;
}

/** The gradient of a bias: the sum over rows. */
function biasGradient(engine: Engine | null, dy: tf.Tensor2D): tf.Tensor2D {
  if (engine === null) return tf.sum<tf.Tensor2D>(dy, 0, true);
  const { heap, kernels } = engine;
  const [rows, columns] = dy.shape;
  const sum = heap.output<tf.Tensor2D>([1, columns]);
  fillZero(heap, sum);
  kernels.sumRows(heap.offset(dy), heap.offset(sum), rows, columns);
  return sum;
}

/** x [N, in] · w [in, out] (+ bias [1, out]) → [N, out] in float32; `engine` where the kernels run. */
export function linearFp32(
  engine: Engine | null,
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  bias?: tf.Tensor2D,
): tf.Tensor2D {
  return differentiable(bias === undefined ? [x, w] : [x, w, bias], () => {
    const product: tf.Tensor2D = tf.matMul(x, w);
    return {
      value: bias === undefined ? product : withBias(engine, product, bias),
      saved: [x, w],
      gradFunc: (dy, [x, w]) => [
        tf.matMul(dy, w, false, true),
        tf.matMul(x, dy, true, false),
        ...bias === undefined ? [] : [biasGradient(engine, dy)],
      ],
    };
  });
}

/** The fused engine with a bfloat16 library. */
export type Bf16Engine = Engine & { bf16: Bf16 };

/** A copy rounded to bfloat16, two elements in the room of one float32. */
export function rounded({ heap, kernels }: Engine, x: tf.Tensor): tf.Tensor {
  const copy = heap.output<tf.Tensor1D>([(x.size + 1) >> 1]);
  kernels.toBf16(heap.offset(x), heap.offset(copy), x.size);
  return copy;
}

/**
 * x [N, in] · w [in, out] (+ bias [1, out]) → [N, out], operands and gradients rounded to bfloat16, sums in float32. The backward pass
 * keeps the rounded copies, half the memory of the operands.
 */
export function linearBf16(
  engine: Bf16Engine,
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  bias?: tf.Tensor2D,
): tf.Tensor2D {
  const { heap, bf16 } = engine;
  const [rows, inner] = x.shape, columns = w.shape[1];
  if (w.shape[0] !== inner) throw new RangeError(`linear: [${x.shape}] · [${w.shape}]`);
  return differentiable(bias === undefined ? [x, w] : [x, w, bias], () => {
    const a = rounded(engine, x), b = rounded(engine, w);
    const value = heap.output<tf.Tensor2D>([rows, columns]);
    const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
    bf16.gemm(false, false, rows, columns, inner, 1, at(a), inner, at(b), columns, 0, at(value), columns);
    return {
      value: bias === undefined ? value : withBias(engine, value, bias),
      saved: [a, b],
      gradFunc: (dy, [a, b]) => {
        const g = rounded(engine, dy);
        const dx = heap.output<tf.Tensor2D>([rows, inner]), dw = heap.output<tf.Tensor2D>([inner, columns]);
        bf16.gemm(false, true, rows, inner, columns, 1, at(g), columns, at(b), columns, 0, at(dx), inner);
        bf16.gemm(true, false, inner, columns, rows, 1, at(a), inner, at(g), columns, 0, at(dw), columns);
        tf.dispose(g);
        return bias === undefined ? [dx, dw] : [dx, dw, biasGradient(engine, dy)];
      },
    };
  });
}

/** x [N, dim] · table[0:rows]ᵀ → [N, rows] on the heap: what is not used of the table is not copied. */
export function linearByRowsFused(
  engine: Engine,
  x: tf.Tensor2D,
  table: tf.Tensor2D,
  rows: number,
): tf.Tensor2D {
  const { heap, bf16, blas } = engine;
  const gemm = bf16?.gemm ?? blas?.sgemm;
  if (gemm === undefined) throw new TypeError("this takes a library of matrix products");
  const [count, dim] = x.shape;
  if (table.shape[1] !== dim || rows > table.shape[0]) {
    throw new RangeError(`linearByRows: [${x.shape}] by ${rows} rows of [${table.shape}]`);
  }
  const operand = (t: tf.Tensor) => bf16 === null ? t : rounded(engine, t);
  const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
  return differentiable([x, table], () => {
    const a = operand(x), b = operand(table);
    const value = heap.output<tf.Tensor2D>([count, rows]);
    gemm(false, true, count, rows, dim, 1, at(a), dim, at(b), dim, 0, at(value), rows);
    return {
      value,
      saved: [a, b],
      gradFunc: (dy, [a, b]) => {
        const g = operand(dy);
        const dx = heap.output<tf.Tensor2D>([count, dim]);
        const dTable = heap.output<tf.Tensor2D>([...table.shape]);
        fillZero(heap, dTable);
        gemm(false, false, count, dim, rows, 1, at(g), rows, at(b), dim, 0, at(dx), dim);
        gemm(true, false, rows, dim, count, 1, at(g), rows, at(a), dim, 0, at(dTable), dim);
        if (g !== dy) tf.dispose(g);
        return [dx, dTable];
      },
    };
  });
}
