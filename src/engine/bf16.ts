import { type Gemm, openOneDnn } from "./onednn.ts";
import { cpuInfo } from "./processor.ts";

/** Matrix products of bfloat16 with float32 sums: about twice as fast as sgemm where the processor has them. */
export interface Bf16 {
  /** The file they were loaded from. */
  readonly name: string;
  gemm: Gemm;
}

/** Whether the processor multiplies bfloat16 itself; oneDNN would emulate it, slower than float32. */
const inHardware = (): boolean =>
  Deno.build.arch === "x86_64" && /\b(avx512_bf16|amx_bf16)\b/.test(cpuInfo());

/** Opens oneDNN for this thread, one OpenMP thread a call; null where it or the processor's support is missing. */
export function openBf16(): Bf16 | null {
  const library = inHardware() ? openOneDnn(1) : null;
  return library?.bf16Gemm ? { name: library.name, gemm: library.bf16Gemm } : null;
}
