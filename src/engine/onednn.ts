/** What is used of oneDNN: dnnl_sgemm, and its bfloat16 twin, which it exports though its header does not name it. */
const GEMM = {
  // deno-fmt-ignore
  parameters: ["u8", "u8", "i64", "i64", "i64", "f32", "usize", "i64", "usize", "i64", "f32", "usize", "i64"],
  result: "i32",
} as const;
const SYMBOLS = { dnnl_sgemm: GEMM, dnnl_gemm_bf16bf16f32: { ...GEMM, optional: true } } as const;
const MASKS = { pthread_sigmask: { parameters: ["i32", "buffer", "buffer"], result: "i32" } } as const;
const THREADS = { omp_set_num_threads: { parameters: ["i32"], result: "void" } } as const;

/**
 * Row-major C = alpha·op(A)·op(B) + beta·C; pointers are absolute addresses, `ld*` in elements. A and B are float32 or
 * bfloat16, C is float32.
 */
export type Gemm = (
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
) => void;

/** oneDNN opened through FFI. */
export interface OneDnn {
  /** The file it was loaded from. */
  readonly name: string;
  sgemm: Gemm;
  /** Null where this build of the library does not export it. */
  bf16Gemm: Gemm | null;
}

const CANDIDATES = ["libdnnl.so.3", "libdnnl.so.2"];
const [PLAIN, TRANSPOSED] = ["N".charCodeAt(0), "T".charCodeAt(0)] as const;

/** Opens oneDNN for this thread, `threads` OpenMP threads a call; null where it is not installed. */
export function openOneDnn(threads: number): OneDnn | null {
  if (Deno.build.os !== "linux") return null;
  for (const name of CANDIDATES) {
    try {
      const { symbols } = Deno.dlopen(name, SYMBOLS);
      Deno.dlopen("libgomp.so.1", THREADS).symbols.omp_set_num_threads(threads);
      const withoutSignals = signalsBlocked();
      const { dnnl_sgemm, dnnl_gemm_bf16bf16f32 } = symbols;
      return {
        name,
        sgemm: gemm(dnnl_sgemm, withoutSignals),
        bf16Gemm: dnnl_gemm_bf16bf16f32 ? gemm(dnnl_gemm_bf16bf16f32, withoutSignals) : null,
      };
    } catch {
      // Not installed under this name.
    }
  }
  return null;
}

/** A whole number as an argument of 64 bits, without the cost of a bigint. */
export function word(value: number): bigint {
  // cast: Deno's FFI takes numbers here as well, which its types leave out
  return value as unknown as bigint;
}

type Native = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"]["dnnl_sgemm"];

/** `sigset_t` in bytes, and what `pthread_sigmask` is to do with one. */
const SIGNAL_SET = 128, SET_MASK = 2;

/**
 * Gives what runs a call with no signal delivered to this thread; others take them meanwhile. While oneDNN's float32 kernels run,
 * the stack pointer points into memory of the heap, which a handler would write its frame over: a Ctrl-C in a step ended the
 * process with "corrupted size vs. prev_size" (uxlfoundation/oneDNN issue 4845).
 */
function signalsBlocked(): <T>(call: () => T) => T {
  const { pthread_sigmask: setMask } = Deno.dlopen("libc.so.6", MASKS).symbols;
  const all = new Uint8Array(SIGNAL_SET).fill(0xff), before = new Uint8Array(SIGNAL_SET);
  return (call) => {
    setMask(SET_MASK, all, before);
    try {
      return call();
    } finally {
      setMask(SET_MASK, before, null);
    }
  };
}

function gemm(native: Native, withoutSignals: ReturnType<typeof signalsBlocked>): Gemm {
  return (transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) => {
    // deno-fmt-ignore
    const status = withoutSignals(() => native(
      transposeA ? TRANSPOSED : PLAIN, transposeB ? TRANSPOSED : PLAIN, word(m), word(n), word(k),
      alpha, word(a), word(lda), word(b), word(ldb), beta, word(c), word(ldc),
    ));
    if (status !== 0) throw new Error(`oneDNN's gemm of ${m}×${k}×${n} failed with status ${status}`);
  };
}
