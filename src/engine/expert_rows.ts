/** A mixture of experts on the heap: each expert multiplies only the rows that it is given, which stand one after the other. */
import * as tf from "@tensorflow/tfjs-core";
import type { Experts } from "../network/operations.ts";
import type { Engine } from "./backend.ts";
import { fillZero } from "./heap.ts";
import { rounded } from "./linear.ts";
import type { Gemm } from "./onednn.ts";
import { differentiable } from "./reference.ts";

/** The engine, and what multiplies: bfloat16 where the engine has it. */
type GemmEngine = Engine & { gemm: Gemm };

/** Rows sorted by their experts. */
interface Deal {
  /** Where an expert's rows begin in the sorted order; the last number is how many there are in all. */
  starts: number[];
  /** The expert of each sorted row. */
  expert: Int32Array;
  /** The row that each sorted row is a copy of. */
  source: Int32Array;
  /** [N, active]: where the copies of a row stand. */
  positions: Int32Array;
  /** Copies of each row. */
  active: number;
}

/** Sorts rows by their experts, int32 [N, active]; those of one expert keep their order. */
export function dealRows(choice: tf.Tensor2D, experts: number): Deal {
  const picks = choice.dataSync<"int32">(), active = choice.shape[1];
  const counts = new Array<number>(experts).fill(0);
  for (const pick of picks) counts[pick]!++;
  const starts = [0];
  for (const count of counts) starts.push(starts.at(-1)! + count);
  const next = starts.slice();
  const expert = new Int32Array(picks.length), source = new Int32Array(picks.length);
  const positions = picks.map((pick, i) => {
    const position = next[pick]!++;
    expert[position] = pick;
    source[position] = Math.floor(i / active);
    return position;
  });
  return { starts, expert, source, positions, active };
}

/** The experts of x [N, dim], which each read only their rows: hidden units are [N · active, hidden]. */
export function expertsOfRows(
  engine: GemmEngine,
  x: tf.Tensor2D,
  gates: tf.Tensor2D,
  deal: Deal,
): Experts {
  const experts = gates.shape[1];
  return {
    rows: copies(engine, x, deal),
    split: (rows, w, bias) => products(engine, rows, w, bias, splitting(deal, w, experts)),
    join: (hidden, w, bias) =>
      combined(engine, products(engine, hidden, w, bias, joining(deal, w, experts)), gates, deal),
  };
}

/** Copies of rows in the order of their experts. */
function copies({ heap, kernels }: Engine, x: tf.Tensor2D, { source }: Deal): tf.Tensor2D {
  const [count, dim] = x.shape, size = source.length;
  return differentiable([x], () => {
    const order = tf.tensor1d(source, "int32"), value = heap.output<tf.Tensor2D>([size, dim]);
    kernels.embeddingSum(heap.offset(x), heap.offset(order), heap.offset(value), size, 1, dim);
    return {
      value,
      saved: [order],
      gradFunc: (dy, [order]) => {
        const dx = heap.output<tf.Tensor2D>([count, dim]);
        fillZero(heap, dx);
        kernels.embeddingSumGrad(heap.offset(dy), heap.offset(order), heap.offset(dx), size, 1, dim);
        return dx;
      },
    };
  });
}

/** Where the matrices of experts stand in one. */
interface Layout {
  starts: readonly number[];
  inner: number;
  columns: number;
  /** Elements from one expert's first weight to the next one's. */
  apart: number;
  /** Elements from one row of the matrix to the next. */
  stride: number;
}

function splitting({ starts }: Deal, { shape: [inner, all] }: tf.Tensor2D, experts: number): Layout {
  if (all % experts !== 0) throw new RangeError(`experts: ${all} columns for ${experts} experts`);
  return { starts, inner, columns: all / experts, apart: all / experts, stride: all };
}

function joining({ starts }: Deal, { shape: [all, columns] }: tf.Tensor2D, experts: number): Layout {
  if (all % experts !== 0) throw new RangeError(`experts: ${all} rows for ${experts} experts`);
  const inner = all / experts;
  return { starts, inner, columns, apart: inner * columns, stride: columns };
}

/** Each sorted row times the matrix of its expert, plus its bias: bias [experts · columns] in any shape. */
function products(
  engine: GemmEngine,
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  bias: tf.Tensor2D | undefined,
  layout: Layout,
): tf.Tensor2D {
  const { heap, kernels, gemm, bf16 } = engine;
  const { starts, inner, columns, apart, stride } = layout;
  const size = starts.at(-1)!, experts = starts.length - 1;
  if (x.shape[0] !== size || x.shape[1] !== inner) {
    throw new RangeError(`experts: [${x.shape}] by [${w.shape}] for ${size} rows`);
  }
  if (bias !== undefined && bias.size !== experts * columns) {
    throw new RangeError(`experts: a bias of [${bias.shape}] for ${experts} × ${columns}`);
  }
  const [operand, width] = bf16 === null
    ? [(t: tf.Tensor) => t, 4]
    : [(t: tf.Tensor) => rounded(engine, t), 2];
  const at = (tensor: tf.Tensor) => heap.base() + heap.offset(tensor);
  const each = (visit: (expert: number, first: number, rows: number) => void) => {
    for (let expert = 0; expert < experts; expert++) {
      const first = starts[expert]!, rows = starts[expert + 1]! - first;
      if (rows > 0) visit(expert, first, rows);
    }
  };
  return differentiable(bias === undefined ? [x, w] : [x, w, bias], () => {
    const a = operand(x), b = operand(w), value = heap.output<tf.Tensor2D>([size, columns]);
    const [from, by, to] = [at(a), at(b), at(value)];
    each((expert, first, rows) => {
      const [row, matrix] = [from + width * first * inner, by + width * expert * apart];
      const out = to + 4 * first * columns;
      gemm(false, false, rows, columns, inner, 1, row, inner, matrix, stride, 0, out, columns);
      if (bias === undefined) return;
      const vector = heap.offset(bias) + 4 * expert * columns;
      kernels.addBias(heap.offset(value) + 4 * first * columns, vector, rows, columns);
    });
    return {
      value,
      saved: [a, b],
      gradFunc: (dy, [a, b]) => {
        const g = operand(dy);
        const dx = heap.output<tf.Tensor2D>([size, inner]), dw = heap.output<tf.Tensor2D>([...w.shape]);
        const dBias = bias && heap.output<tf.Tensor2D>([...bias.shape]);
        // Experts that were not asked learn nothing.
        fillZero(heap, dw);
        if (dBias) fillZero(heap, dBias);
        const [from, by, grad, toX, toW] = [at(a), at(b), at(g), at(dx), at(dw)];
        each((expert, first, rows) => {
          const [row, matrix] = [from + width * first * inner, by + width * expert * apart];
          const d = grad + width * first * columns;
          const [outX, outW] = [toX + 4 * first * inner, toW + 4 * expert * apart];
          gemm(false, true, rows, inner, columns, 1, d, columns, matrix, stride, 0, outX, inner);
          gemm(true, false, inner, columns, rows, 1, row, inner, d, columns, 0, outW, stride);
          if (!dBias) return;
          const sums = heap.offset(dBias) + 4 * expert * columns;
          kernels.sumRows(heap.offset(dy) + 4 * first * columns, sums, rows, columns);
        });
        if (g !== dy) tf.dispose(g);
        return dBias ? [dx, dw, dBias] : [dx, dw];
      },
    };
  });
}

/** The rows [N, dim] that the sorted rows of a deal add up to, each times its gate. */
function combined(
  { heap, kernels }: Engine,
  rows: tf.Tensor2D,
  gates: tf.Tensor2D,
  { expert, source, positions, active }: Deal,
): tf.Tensor2D {
  const [count, experts] = gates.shape, dim = rows.shape[1];
  const gateOf = (position: number) => source[position]! * experts + expert[position]!;
  return differentiable([rows, gates], () => {
    const values = new Float32Array(heap.memory.buffer, heap.offset(gates), gates.size);
    const scales = tf.tensor1d(Float32Array.from(source, (_, position) => values[gateOf(position)]!));
    const places = tf.tensor1d(positions, "int32"), value = heap.output<tf.Tensor2D>([count, dim]);
    kernels.combineRows(
      ...[heap.offset(rows), heap.offset(scales), heap.offset(places), heap.offset(value)] as const,
      ...[count, active, dim] as const,
    );
    return {
      value,
      saved: [rows, scales, places],
      gradFunc: (dy, [rows, scales, places]) =>
        tf.tidy(() => {
          const dRows = heap.output<tf.Tensor2D>([...rows.shape]);
          const dScales = heap.output<tf.Tensor1D>([scales.size]),
            dGates = heap.output<tf.Tensor2D>([
              ...gates.shape,
            ]);
          fillZero(heap, dGates);
          kernels.combineRowsGrad(
            ...[heap.offset(rows), heap.offset(scales), heap.offset(places)] as const,
            ...[heap.offset(dy), heap.offset(dRows), heap.offset(dScales)] as const,
            ...[count, active, dim] as const,
          );
          const { buffer } = heap.memory;
          const slopes = new Float32Array(buffer, heap.offset(dScales), dScales.size);
          const target = new Float32Array(buffer, heap.offset(dGates), dGates.size);
          slopes.forEach((slope, position) => target[gateOf(position)] = slope);
          return [dRows, dGates];
        }),
    };
  });
}
