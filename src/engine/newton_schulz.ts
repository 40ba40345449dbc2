import type { Blas } from "./blas.ts";
import type { Engine } from "./backend.ts";

/** Scratch slots of the heap; attention has the first two. */
const [X, NEXT, GRAM, POLYNOMIAL, SHORT, SHORT_SQUARE] = [2, 3, 4, 5, 6, 7];

/**
 * `iterations` of X ← a·X + (b·G + c·G²)·X with G = X·Xᵀ, in place: `matrix` [rows, columns], rows ≤ columns. Products
 * are taken in bfloat16 where the engine has it, as Muon's authors do (Jordan et al. 2024).
 */
export function newtonSchulz(
  { heap, kernels, bf16 }: Engine,
  blas: Blas,
  matrix: Float32Array,
  rows: number,
  columns: number,
  [a, b, c]: readonly [number, number, number],
  iterations: number,
): void {
  const whole = rows * columns, square = rows * rows;
  let x = heap.scratch(X, 4 * whole), next = heap.scratch(NEXT, 4 * whole);
  const gram = heap.scratch(GRAM, 4 * square), polynomial = heap.scratch(POLYNOMIAL, 4 * square);
  const short = heap.scratch(SHORT, 2 * whole), shortSquare = heap.scratch(SHORT_SQUARE, 2 * square);
  const base = heap.base();
  const view = (offset: number, size: number) => new Float32Array(heap.memory.buffer, offset, size);
  view(x, whole).set(matrix);
  for (let i = 0; i < iterations; i++) {
    if (bf16 === null) {
      // deno-fmt-ignore
      blas.sgemm(false, true, rows, rows, columns, 1, base + x, columns, base + x, columns, 0, base + gram, rows);
      view(polynomial, square).set(view(gram, square));
      const [g, p] = [base + gram, base + polynomial];
      blas.sgemm(false, false, rows, rows, rows, c, g, rows, g, rows, b, p, rows);
      view(next, whole).set(view(x, whole));
      blas.sgemm(false, false, rows, columns, rows, 1, p, rows, base + x, columns, a, base + next, columns);
    } else {
      const [xs, gs] = [base + short, base + shortSquare];
      kernels.toBf16(x, short, whole);
      bf16.gemm(false, true, rows, rows, columns, 1, xs, columns, xs, columns, 0, base + gram, rows);
      kernels.toBf16(gram, shortSquare, square);
      view(polynomial, square).set(view(gram, square));
      bf16.gemm(false, false, rows, rows, rows, c, gs, rows, gs, rows, b, base + polynomial, rows);
      kernels.toBf16(polynomial, shortSquare, square);
      view(next, whole).set(view(x, whole));
      bf16.gemm(false, false, rows, columns, rows, 1, gs, rows, xs, columns, a, base + next, columns);
    }
    [x, next] = [next, x];
  }
  matrix.set(view(x, whole));
}
