/** Matrix products of bfloat16 with float32 sums, by oneDNN: about twice as fast as sgemm where the processor has them. */
export interface Bf16 {
  /** The file it was loaded from. */
  readonly name: string;
  /** Row-major C = alpha·op(A)·op(B) + beta·C, A and B bfloat16, C float32; pointers are absolute addresses, `ld*` in elements. */
  gemm(
    transposeA: boolean,
    transposeB: boolean,
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: number,
    lda: number,
    b: number,
    ldb: number,
    beta: number,
    c: number,
    ldc: number,
  ): void;
}

const CANDIDATES = ["libdnnl.so.3", "libdnnl.so.2"];

const GEMM = {
  // Exported by oneDNN though not in its header: the C signature of dnnl_sgemm with bfloat16 operands.
  dnnl_gemm_bf16bf16f32: {
    // deno-fmt-ignore
    parameters: ["u8", "u8", "i64", "i64", "i64", "f32", "usize", "i64", "usize", "i64", "f32", "usize", "i64"],
    result: "i32",
  },
} as const;

const THREADS = { omp_set_num_threads: { parameters: ["i32"], result: "void" } } as const;

/** Whether the processor multiplies bfloat16 itself; oneDNN would emulate it, slower than float32. */
function inHardware(): boolean {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") return false;
  try {
    return /\b(avx512_bf16|amx_bf16)\b/.test(Deno.readTextFileSync("/proc/cpuinfo"));
  } catch {
    return false;
  }
}

/** Opens oneDNN for this thread, one OpenMP thread a call; null where it or the processor's support is missing. */
export function openBf16(): Bf16 | null {
  if (!inHardware()) return null;
  for (const name of CANDIDATES) {
    try {
      const { symbols: { dnnl_gemm_bf16bf16f32: gemm } } = Deno.dlopen(name, GEMM);
      Deno.dlopen("libgomp.so.1", THREADS).symbols.omp_set_num_threads(1);
      const letter = (transposed: boolean) => (transposed ? "T" : "N").charCodeAt(0);
      return {
        name,
        gemm(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) {
          // deno-fmt-ignore
          const status = gemm(
            letter(transposeA), letter(transposeB), m as unknown as bigint, n as unknown as bigint,
            k as unknown as bigint, alpha, a as unknown as bigint, lda as unknown as bigint, b as unknown as bigint,
            ldb as unknown as bigint, beta, c as unknown as bigint, ldc as unknown as bigint,
          );
          if (status !== 0) throw new Error(`dnnl_gemm_bf16bf16f32 failed with status ${status}`);
        },
      };
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("dnnl_")) throw error;
      // Not installed under this name.
    }
  }
  return null;
}
