/** Products of bfloat16 on any processor, so that what is built on them is tested on all. */
import { fusedEngine } from "../../src/engine/backend.ts";
import { type Bf16, openBf16 } from "../../src/engine/bf16.ts";

/** A bfloat16 is the upper half of a float32. */
function wide(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}

/** c = alpha · a · b + beta · c in plain arithmetic, sums in float64; addresses are those of the engine's heap. */
const plain: Bf16 = {
  name: "plain arithmetic",
  gemm(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) {
    const { heap } = fusedEngine()!;
    const at = (address: number) => address - heap.base();
    const { buffer } = heap.memory;
    const [rowsA, rowsB] = [transposeA ? k : m, transposeB ? n : k];
    const x = wide(new Uint16Array(buffer, at(a), (rowsA - 1) * lda + (transposeA ? m : k)));
    const y = wide(new Uint16Array(buffer, at(b), (rowsB - 1) * ldb + (transposeB ? k : n)));
    const out = new Float32Array(buffer, at(c), (m - 1) * ldc + n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) {
          sum += x[transposeA ? l * lda + i : i * lda + l]! * y[transposeB ? j * ldb + l : l * ldb + j]!;
        }
        // As in every BLAS, what is there is not read where beta is 0.
        out[i * ldc + j] = alpha * sum + (beta === 0 ? 0 : beta * out[i * ldc + j]!);
      }
    }
  },
};

/** How the wasm backend starts with linear layers in bfloat16: by oneDNN where the processor can, else in plain arithmetic. */
export const IN_BF16 = { precision: "bf16", bf16: openBf16() ?? plain } as const;
