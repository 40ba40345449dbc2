/**
 * The scan of selective state spaces on the heap, in chunks (Dao & Gu 2024, "Transformers are SSMs"): within a chunk as a masked
 * product, by own kernels; what is read of the state before it, and added to it, as products of matrices over all heads at once.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { ScanInputs, ScanShape } from "../network/operations.ts";
import type { Blas } from "./blas.ts";
import { fillZero, type Heap } from "./heap.ts";
import type { Kernels } from "./kernels.ts";

/** The fused engine with a BLAS, which the chunks cannot do without. */
export interface ScanEngine {
  heap: Heap;
  kernels: Kernels;
  blas: Blas;
}

/** What is kept of a state in one position is e^−LIMIT at least: beyond that, sums of logarithms would only lose precision. */
export const LIMIT = 32;
/** Positions of a chunk, a multiple of 4: fewer make less work within chunks, more make larger products and fewer states. */
const CHUNK = 16;
const WORD = Float32Array.BYTES_PER_ELEMENT;

/** Numbers that all chunks share. */
interface Sizes {
  /** Columns of the mixed inputs x | B | C, of x, and of a head. */
  width: number;
  hidden: number;
  size: number;
  state: number;
  heads: number;
  /** Rates of a head in a sequence: those of each position, to a multiple of 4. */
  stride: number;
}

function sizesOf(mixed: tf.Tensor2D, { time, heads, state }: ScanShape): Sizes {
  const width = mixed.shape[1], hidden = width - 2 * state;
  return { width, hidden, size: hidden / heads, state, heads, stride: (time + 3) & ~3 };
}

/** Positions [first, first + count) of a sequence. */
interface Chunk {
  sequence: number;
  index: number;
  first: number;
  count: number;
  /** First row in tensors [N, …]. */
  row: number;
  isLast: boolean;
}

function chunksOf({ batch, time }: ScanShape): Chunk[][] {
  const count = Math.ceil(time / CHUNK);
  return Array.from({ length: batch }, (_, sequence) =>
    Array.from({ length: count }, (_, index) => {
      const first = index * CHUNK;
      const row = sequence * time + first, isLast = index + 1 === count;
      return { sequence, index, first, count: Math.min(CHUNK, time - first), row, isLast };
    }));
}

/** Scratch memory of both passes, by what it holds. */
const SLOTS = { scores: 0, dScores: 1, decays: 2, scaled: 3, states: 4, dState: 5, carries: 6 } as const;

/** Products by BLAS of matrices on the heap, whose offsets are given in bytes; to be made when nothing more is allocated. */
function productsOn({ heap, blas }: ScanEngine) {
  const base = heap.base();
  return (
    [transposeA, transposeB]: readonly [boolean, boolean],
    [m, n, k]: readonly [number, number, number],
    [a, lda]: readonly [number, number],
    [b, ldb]: readonly [number, number],
    [c, ldc]: readonly [number, number],
    add: boolean,
  ) =>
    blas.sgemm(
      ...[transposeA, transposeB, m, n, k, 1, base + a, lda] as const,
      ...[base + b, ldb, add ? 1 : 0, base + c, ldc] as const,
    );
}
type Products = ReturnType<typeof productsOn>;

const PLAIN = [false, false] as const, BY_ROWS = [false, true] as const, BY_COLUMNS = [true, false] as const;

/** Where a chunk's inputs and rates stand. */
function placesOf(heap: Heap, mixed: tf.Tensor2D, rates: tf.Tensor2D, sizes: Sizes) {
  const { width, hidden, state, heads, stride } = sizes;
  const [mixedAt, ratesAt] = [heap.offset(mixed), heap.offset(rates)];
  return ({ sequence, first, row }: Chunk) => {
    const x = mixedAt + WORD * row * width, keys = x + WORD * hidden;
    const steps = ratesAt + WORD * (sequence * 4 * heads * stride + first);
    const opened = steps + WORD * 2 * heads * stride;
    return { x, keys, queries: keys + WORD * state, steps, opened, faded: opened + WORD * heads * stride };
  };
}

/** Writes into `to` the state [state, hidden] behind a chunk, from that before it, `from`; the first chunk has none before it. */
function advance(
  { kernels }: ScanEngine,
  product: Products,
  sizes: Sizes,
  chunk: Chunk,
  at: ReturnType<ReturnType<typeof placesOf>>,
  [scaled, from, to]: readonly [scaled: number, from: number, to: number],
): void {
  const { width, hidden, state, heads, size, stride } = sizes, { count, first } = chunk;
  kernels.scaleHeads(at.x, width, at.faded, stride, 1, scaled, count, heads, size);
  const last = at.opened + WORD * (count - 1);
  if (first > 0) kernels.scaleHeads(from, hidden, last, stride, 0, to, state, heads, size);
  product(BY_COLUMNS, [state, hidden, count], [at.keys, width], [scaled, hidden], [to, hidden], first > 0);
}

/** The outputs [N, hidden], and the rates that the backward pass needs again. */
export function scanForward(
  engine: ScanEngine,
  { mixed, rates: raw, decay, skip }: ScanInputs,
  shape: ScanShape,
): { out: tf.Tensor2D; rates: tf.Tensor2D } {
  const { heap, kernels } = engine, { batch, time, heads, state } = shape;
  const sizes = sizesOf(mixed, shape), { width, hidden, size, stride } = sizes;
  const out = heap.output<tf.Tensor2D>([batch * time, hidden]);
  const rates = heap.output<tf.Tensor2D>([batch * 4 * heads, stride]);
  const scores = heap.scratch(SLOTS.scores, WORD * CHUNK * CHUNK);
  const decays = heap.scratch(SLOTS.decays, WORD * CHUNK * CHUNK);
  const scaled = heap.scratch(SLOTS.scaled, WORD * CHUNK * hidden);
  const states = heap.scratch(SLOTS.states, WORD * state * hidden);
  const product = productsOn(engine), place = placesOf(heap, mixed, rates, sizes);
  const [rawAt, decayAt, ratesAt] = [heap.offset(raw), heap.offset(decay), heap.offset(rates)];
  const [skipAt, outAt] = [heap.offset(skip), heap.offset(out)];
  for (const [sequence, chunks] of chunksOf(shape).entries()) {
    kernels.scanRates(
      ...[
        rawAt + WORD * sequence * time * heads,
        decayAt,
        ratesAt + WORD * sequence * 4 * heads * stride,
      ] as const,
      ...[stride, time, heads, CHUNK, LIMIT] as const,
    );
    for (const chunk of chunks) {
      const { first, count, row, isLast } = chunk, at = place(chunk), y = outAt + WORD * row * hidden;
      product(BY_ROWS, [count, count, state], [at.queries, width], [at.keys, width], [scores, CHUNK], false);
      if (first > 0) {
        product(PLAIN, [count, hidden, state], [at.queries, width], [states, hidden], [y, hidden], false);
      }
      kernels.scanOutputs(
        ...[at.x, width, scores, CHUNK, at.steps, stride, skipAt, decays, y] as const,
        ...[first > 0 ? 1 : 0, count, heads, size] as const,
      );
      if (!isLast) advance(engine, product, sizes, chunk, at, [scaled, states, states]);
    }
  }
  return { out, rates };
}

/** What the backward pass of the scan starts from. */
export interface ScanResults extends ScanInputs {
  out: tf.Tensor2D;
  /** Those that `scanForward` gave. */
  kept: tf.Tensor2D;
}

/** Gradients of `scanForward` to its inputs: states before chunks are computed again, then chunks are gone through backwards. */
export function scanBackward(
  engine: ScanEngine,
  dy: tf.Tensor2D,
  { mixed, rates: raw, decay, skip, out, kept }: ScanResults,
  shape: ScanShape,
): [dMixed: tf.Tensor2D, dRaw: tf.Tensor2D, dDecay: tf.Tensor2D, dSkip: tf.Tensor2D] {
  const { heap, kernels } = engine, { heads, state } = shape;
  const sizes = sizesOf(mixed, shape), { width, hidden, size, stride } = sizes;
  const like = (x: tf.Tensor2D) => heap.output<tf.Tensor2D>([...x.shape]);
  const [dMixed, dRaw, dDecay, dSkip] = [like(mixed), like(raw), like(decay), like(skip)];
  for (const sum of [dDecay, dSkip]) fillZero(heap, sum);
  const square = WORD * CHUNK * CHUNK, stateBytes = WORD * state * hidden;
  const scores = heap.scratch(SLOTS.scores, square), dScores = heap.scratch(SLOTS.dScores, square);
  const decays = heap.scratch(SLOTS.decays, square);
  const scaled = heap.scratch(SLOTS.scaled, WORD * CHUNK * hidden);
  const states = heap.scratch(SLOTS.states, stateBytes * Math.ceil(shape.time / CHUNK));
  const dState = heap.scratch(SLOTS.dState, stateBytes), carries = heap.scratch(SLOTS.carries, WORD * heads);
  const product = productsOn(engine), place = placesOf(heap, mixed, kept, sizes);
  const { offset } = heap;
  const [rawAt, decayAt, skipAt, outAt] = [offset(raw), offset(decay), offset(skip), offset(out)];
  const [dyAt, dMixedAt, dRawAt] = [offset(dy), offset(dMixed), offset(dRaw)];
  const [dDecayAt, dSkipAt] = [offset(dDecay), offset(dSkip)];
  for (const chunks of chunksOf(shape)) {
    /** Of the state before a chunk. */
    const stateAt = (index: number) => states + stateBytes * index;
    for (const chunk of chunks.slice(0, -1)) {
      const { index } = chunk;
      advance(engine, product, sizes, chunk, place(chunk), [scaled, stateAt(index), stateAt(index + 1)]);
    }
    for (const chunk of chunks.toReversed()) {
      const { index, first, count, row, isLast } = chunk, at = place(chunk);
      const dx = dMixedAt + WORD * row * width, dKeys = dx + WORD * hidden, dQueries = dKeys + WORD * state;
      const grad = dyAt + WORD * row * hidden;
      product(BY_ROWS, [count, count, state], [at.queries, width], [at.keys, width], [scores, CHUNK], false);
      // What is behind the chunk depends on its inputs by the state that it leaves.
      if (!isLast) {
        product(PLAIN, [count, hidden, state], [at.keys, width], [dState, hidden], [dx, width], false);
        kernels.scaleHeads(at.x, width, at.faded, stride, 1, scaled, count, heads, size);
        product(BY_ROWS, [count, state, hidden], [scaled, hidden], [dState, hidden], [dKeys, width], false);
        kernels.headProducts(stateAt(index + 1), dState, carries, state, heads, size);
      } else new Float32Array(heap.memory.buffer, carries, heads).fill(0);
      kernels.scanGrad(
        ...[at.x, width, scores, CHUNK, at.steps, stride, skipAt, decays] as const,
        ...[outAt + WORD * row * hidden, grad, rawAt + WORD * row * heads, decayAt, carries] as const,
        ...[dx, dScores, dRawAt + WORD * row * heads, dDecayAt, dSkipAt] as const,
        ...[isLast ? 0 : 1, count, heads, size, LIMIT] as const,
      );
      product(
        BY_COLUMNS,
        [count, state, count],
        [dScores, CHUNK],
        [at.queries, width],
        [dKeys, width],
        !isLast,
      );
      product(PLAIN, [count, state, count], [dScores, CHUNK], [at.keys, width], [dQueries, width], false);
      if (first === 0) continue;
      // What is read of the state before the chunk.
      kernels.scaleHeads(grad, hidden, at.opened, stride, 1, scaled, count, heads, size);
      product(
        BY_ROWS,
        [count, state, hidden],
        [scaled, hidden],
        [stateAt(index), hidden],
        [dQueries, width],
        true,
      );
      const last = at.opened + WORD * (count - 1);
      if (!isLast) kernels.scaleHeads(dState, hidden, last, stride, 0, dState, state, heads, size);
      product(
        BY_COLUMNS,
        [state, hidden, count],
        [at.queries, width],
        [scaled, hidden],
        [dState, hidden],
        !isLast,
      );
    }
  }
  return [dMixed, dRaw, dDecay, dSkip];
}
