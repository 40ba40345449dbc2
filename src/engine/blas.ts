import { type Gemm, openOneDnn, word } from "./onednn.ts";

/** A library of matrix products opened through FFI. */
export interface Blas {
  /** The file it was loaded from. */
  readonly name: string;
  sgemm: Gemm;
}

const CANDIDATES: Partial<Record<typeof Deno.build.os, readonly string[]>> = {
  linux: ["libopenblas.so.0", "libopenblas.so"],
  darwin: [
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
  ],
  windows: ["libopenblas.dll", "openblas.dll"],
};

const ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112;

const SYMBOLS = {
  // deno-fmt-ignore
  cblas_sgemm: {
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "f32", "usize", "i32", "usize", "i32", "f32", "usize", "i32"],
    result: "void",
  },
  // Accelerate has no such switch.
  openblas_set_num_threads: { parameters: ["i32"], result: "void", optional: true },
} as const;

/**
 * Opens the quickest library found on this system, or null: oneDNN (a tenth quicker than OpenBLAS with AVX-512), then any
 * cblas. It stays open for the life of the process.
 */
export function openBlas(threads: number): Blas | null {
  const oneDnn = openOneDnn(threads);
  if (oneDnn !== null) return { name: oneDnn.name, sgemm: oneDnn.sgemm };
  for (const name of CANDIDATES[Deno.build.os] ?? []) {
    try {
      const { symbols } = Deno.dlopen(name, SYMBOLS);
      symbols.openblas_set_num_threads?.(threads);
      const { cblas_sgemm } = symbols;
      return {
        name,
        sgemm: (transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) =>
          // deno-fmt-ignore
          cblas_sgemm(
            ROW_MAJOR, transposeA ? TRANSPOSE : NO_TRANSPOSE, transposeB ? TRANSPOSE : NO_TRANSPOSE, m, n, k,
            alpha, word(a), lda, word(b), ldb, beta, word(c), ldc,
          ),
      };
    } catch {
      // Not installed under this name.
    }
  }
  return null;
}
