import type * as tf from "@tensorflow/tfjs-core";
import type { Blas } from "./blas.ts";
import { fillZero, type Heap } from "./heap.ts";
import type { Kernels } from "./kernels.ts";
import { alibiSlopes } from "../network/alibi.ts";
import type { AttentionShape } from "../network/operations.ts";

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

/** Where the parts of qkv's rows stand, in numbers. */
function layoutOf(qkv: tf.Tensor2D, { heads, kvHeads = heads }: AttentionShape) {
  const stride = qkv.shape[1], headDim = stride / (heads + 2 * kvHeads);
  const dim = heads * headDim, shared = kvHeads * headDim;
  return {
    ...{ stride, headDim, dim, shared, scale: 1 / Math.sqrt(headDim) },
    /** Where the keys of a head of queries begin; its values are `shared` further. */
    keysOf: (head: number) => dim + Math.floor(head * kvHeads / heads) * headDim,
  };
}

/**
 * What lowers the scores of a block by the distance of keys: a row for each head, by how far a key is from the block's last. All
 * of a query's scores may be lowered alike, so that it need not be known which query it is.
 */
function alibiRows({ heap, blas }: AttentionEngine, { heads, time, alibi = false }: AttentionShape) {
  if (!alibi) return undefined;
  const at = heap.scratch(2, 4 * (heads * time + QUERY_BLOCK));
  const values = new Float32Array(heap.memory.buffer, at, heads * time + QUERY_BLOCK);
  for (const [head, slope] of alibiSlopes(heads).entries()) {
    for (let i = 0; i < time; i++) values[head * time + i] = -slope * (time - 1 - i);
  }
  values.fill(1, heads * time);
  return (head: number, queries: number, keys: number, scores: number, ld: number) => {
    const rows = heap.base() + at;
    const ones = rows + 4 * heads * time, row = rows + 4 * ((head + 1) * time - keys);
    blas.sgemm(false, false, queries, keys, 1, 1, ones, 1, row, keys, 0, scores, ld);
  };
}

/**
 * Causal sliding-window attention over qkv [N, (heads + 2 · kvHeads) · headDim]: out [N, dim] and log-sum-exp of the scores
 * [N, heads].
 */
export function attentionForward(
  engine: AttentionEngine,
  qkv: tf.Tensor2D,
  shape: AttentionShape,
): { out: tf.Tensor2D; lse: tf.Tensor2D } {
  const { heap, kernels, blas } = engine;
  const { heads, window } = shape;
  const rows = qkv.shape[0], { stride, headDim, dim, shared, scale, keysOf } = layoutOf(qkv, shape);
  const out = heap.output<tf.Tensor2D>([rows, dim]), lse = heap.output<tf.Tensor2D>([rows, heads]);
  const scores = heap.scratch(0, 4 * QUERY_BLOCK * padded(shape.time));
  const lower = alibiRows(engine, shape), kept = lower === undefined ? 0 : 1;
  const qkvAt = heap.offset(qkv), outAt = heap.offset(out), lseAt = heap.offset(lse), base = heap.base();
  forEachBlock(shape, ({ row, head, first, last, firstKey }) => {
    const queries = last - first, keys = last - firstKey, ld = padded(keys);
    const q = base + qkvAt + 4 * ((row + first) * stride + head * headDim);
    const k = base + qkvAt + 4 * ((row + firstKey) * stride + keysOf(head));
    const o = base + outAt + 4 * ((row + first) * dim + head * headDim);
    lower?.(head, queries, keys, base + scores, ld);
    blas.sgemm(false, true, queries, keys, headDim, scale, q, stride, k, stride, kept, base + scores, ld);
    const lseRow = lseAt + 4 * ((row + first) * heads + head);
    kernels.softmaxRows(scores, ld, queries, first, firstKey, window, lseRow, heads);
    blas.sgemm(false, false, queries, headDim, keys, 1, base + scores, ld, k + 4 * shared, stride, 0, o, dim);
  });
  return { out, lse };
}

/**
 * Gradient of attentionForward to qkv: probabilities are computed again from `lse`, block by block. Heads that share keys and
 * values add to their gradients one after the other.
 */
export function attentionBackward(
  engine: AttentionEngine,
  dy: tf.Tensor2D,
  qkv: tf.Tensor2D,
  lse: tf.Tensor2D,
  shape: AttentionShape,
): tf.Tensor2D {
  const { heap, kernels, blas } = engine;
  const { heads, window } = shape;
  const { stride, headDim, dim, shared, scale, keysOf } = layoutOf(qkv, shape);
  const dQkv = heap.output<tf.Tensor2D>([...qkv.shape]);
  const bytes = 4 * QUERY_BLOCK * padded(shape.time);
  const scores = heap.scratch(0, bytes), grads = heap.scratch(1, bytes);
  const lower = alibiRows(engine, shape), kept = lower === undefined ? 0 : 1;
  fillZero(heap, dQkv);
  const qkvAt = heap.offset(qkv),
    dQkvAt = heap.offset(dQkv),
    dyAt = heap.offset(dy),
    lseAt = heap.offset(lse);
  const base = heap.base(), p = base + scores, g = base + grads;
  forEachBlock(shape, ({ row, head, first, last, firstKey }) => {
    const queries = last - first, keys = last - firstKey, ld = padded(keys);
    const qAt = 4 * ((row + first) * stride + head * headDim);
    const kAt = 4 * ((row + firstKey) * stride + keysOf(head));
    const q = base + qkvAt + qAt, k = base + qkvAt + kAt, v = k + 4 * shared;
    const dQ = base + dQkvAt + qAt, dK = base + dQkvAt + kAt, dV = dK + 4 * shared;
    const dO = base + dyAt + 4 * ((row + first) * dim + head * headDim);
    lower?.(head, queries, keys, p, ld);
    blas.sgemm(false, true, queries, keys, headDim, scale, q, stride, k, stride, kept, p, ld);
    blas.sgemm(false, true, queries, keys, headDim, 1, dO, dim, v, stride, 0, g, ld);
    const lseRow = lseAt + 4 * ((row + first) * heads + head);
    kernels.softmaxGradRows(scores, grads, ld, queries, first, firstKey, window, lseRow, heads);
    blas.sgemm(true, false, keys, headDim, queries, 1, p, ld, dO, dim, 1, dV, stride);
    blas.sgemm(false, false, queries, headDim, keys, scale, g, ld, k, stride, 0, dQ, stride);
    blas.sgemm(true, false, keys, headDim, queries, scale, g, ld, q, stride, 1, dK, stride);
  });
  return dQkv;
}
