import type * as tf from "@tensorflow/tfjs-core";
import type { Blas } from "./blas.ts";
import { fillZero, type Heap } from "./heap.ts";
import type { Kernels } from "./kernels.ts";
import type { AttentionShape } from "./reference.ts";

/** The fused engine with a BLAS, which attention cannot do without. */
export interface AttentionEngine {
  heap: Heap;
  kernels: Kernels;
  blas: Blas;
}

/** Queries multiplied together; fewer waste less on keys that only some of them see. */
const QUERY_BLOCK = 32;

/** Queries [first, last) of one head and the keys [firstKey, last) that they can see. */
interface Block {
  /** Row of the tensors where this batch entry begins. */
  row: number;
  head: number;
  first: number;
  last: number;
  firstKey: number;
}

function forEachBlock({ batch, time, heads, window }: AttentionShape, visit: (block: Block) => void): void {
  const size = Math.ceil(time / Math.ceil(time / QUERY_BLOCK));
  for (let row = 0; row < batch * time; row += time) {
    for (let head = 0; head < heads; head++) {
      for (let first = 0; first < time; first += size) {
        const last = Math.min(first + size, time);
        visit({ row, head, first, last, firstKey: Math.max(0, first - window + 1) });
      }
    }
  }
}

const padded = (width: number) => (width + 3) & ~3;

/** Causal sliding-window attention over qkv [N, 3·dim]: out [N, dim] and log-sum-exp of the scores [N, heads]. */
export function attentionForward(
  { heap, kernels, blas }: AttentionEngine,
  qkv: tf.Tensor2D,
  shape: AttentionShape,
): { out: tf.Tensor2D; lse: tf.Tensor2D } {
  const { heads, window } = shape;
  const rows = qkv.shape[0], stride = qkv.shape[1], dim = stride / 3, headDim = dim / heads;
  const scale = 1 / Math.sqrt(headDim);
  const out = heap.output<tf.Tensor2D>([rows, dim]), lse = heap.output<tf.Tensor2D>([rows, heads]);
  const scores = heap.scratch(0, 4 * QUERY_BLOCK * padded(shape.time));
  const qkvAt = heap.offset(qkv), outAt = heap.offset(out), lseAt = heap.offset(lse), base = heap.base();
  forEachBlock(shape, ({ row, head, first, last, firstKey }) => {
    const queries = last - first, keys = last - firstKey, ld = padded(keys);
    const q = base + qkvAt + 4 * ((row + first) * stride + head * headDim);
    const k = base + qkvAt + 4 * ((row + firstKey) * stride + dim + head * headDim);
    const o = base + outAt + 4 * ((row + first) * dim + head * headDim);
    blas.sgemm(false, true, queries, keys, headDim, scale, q, stride, k, stride, 0, base + scores, ld);
    const lseRow = lseAt + 4 * ((row + first) * heads + head);
    kernels.softmaxRows(scores, ld, queries, first, firstKey, window, lseRow, heads);
    blas.sgemm(false, false, queries, headDim, keys, 1, base + scores, ld, k + 4 * dim, stride, 0, o, dim);
  });
  return { out, lse };
}

/** Gradient of attentionForward to qkv: probabilities are computed again from `lse`, block by block. */
export function attentionBackward(
  { heap, kernels, blas }: AttentionEngine,
  dy: tf.Tensor2D,
  qkv: tf.Tensor2D,
  lse: tf.Tensor2D,
  shape: AttentionShape,
): tf.Tensor2D {
  const { heads, window } = shape;
  const stride = qkv.shape[1], dim = stride / 3, headDim = dim / heads;
  const scale = 1 / Math.sqrt(headDim);
  const dQkv = heap.output<tf.Tensor2D>([...qkv.shape]);
  const bytes = 4 * QUERY_BLOCK * padded(shape.time);
  const scores = heap.scratch(0, bytes), grads = heap.scratch(1, bytes);
  fillZero(heap, dQkv);
  const qkvAt = heap.offset(qkv),
    dQkvAt = heap.offset(dQkv),
    dyAt = heap.offset(dy),
    lseAt = heap.offset(lse);
  const base = heap.base(), p = base + scores, g = base + grads;
  forEachBlock(shape, ({ row, head, first, last, firstKey }) => {
    const queries = last - first, keys = last - firstKey, ld = padded(keys);
    const qAt = 4 * ((row + first) * stride + head * headDim);
    const kAt = 4 * ((row + firstKey) * stride + dim + head * headDim);
    const q = base + qkvAt + qAt, k = base + qkvAt + kAt, v = k + 4 * dim;
    const dQ = base + dQkvAt + qAt, dK = base + dQkvAt + kAt, dV = dK + 4 * dim;
    const dO = base + dyAt + 4 * ((row + first) * dim + head * headDim);
    blas.sgemm(false, true, queries, keys, headDim, scale, q, stride, k, stride, 0, p, ld);
    blas.sgemm(false, true, queries, keys, headDim, 1, dO, dim, v, stride, 0, g, ld);
    const lseRow = lseAt + 4 * ((row + first) * heads + head);
    kernels.softmaxGradRows(scores, grads, ld, queries, first, firstKey, window, lseRow, heads);
    blas.sgemm(true, false, keys, headDim, queries, 1, p, ld, dO, dim, 1, dV, stride);
    blas.sgemm(false, false, queries, headDim, keys, scale, g, ld, k, stride, 0, dQ, stride);
    blas.sgemm(true, false, keys, headDim, queries, scale, g, ld, q, stride, 1, dK, stride);
  });
  return dQkv;
}
