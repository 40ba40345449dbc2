/** What the processor can do, as far as the system says so. */

/** Instructions that decide how fast, and to which bit, products are computed. */
const TOLD = [
  ...["sse4_2", "avx", "avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512_vnni", "avx512_bf16"],
  ...["amx_bf16", "amx_int8", "avx_vnni", "asimd", "asimdhp", "asimddp", "bf16", "i8mm", "sve"],
];

/** A processor by name, and which of some instructions it has; nothing where the system does not say. */
export interface Processor {
  model: string | null;
  abilities: string[];
}

/** Reads what Linux tells of the processor. */
export function processor(): Processor {
  const text = cpuInfo();
  const valueOf = (pattern: RegExp) => pattern.exec(text)?.[1]?.trim();
  const flags = new Set((valueOf(/^(?:flags|Features)\s*:(.*)$/m) ?? "").split(/\s+/));
  return {
    model: valueOf(/^model name\s*:(.*)$/m) ?? null,
    abilities: TOLD.filter((name) => flags.has(name)),
  };
}

/** What Linux tells of processors; empty elsewhere, and where it may not be read. */
export function cpuInfo(): string {
  if (Deno.build.os !== "linux") return "";
  try {
    return Deno.readTextFileSync("/proc/cpuinfo");
  } catch {
    return "";
  }
}
