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

const CPU_INFO = "/proc/cpuinfo";

/**
 * What Linux tells of processors; empty elsewhere, and where it may not be read. Deno reads nothing below /proc for a program
 * that gave any permission back, so the C library does: else the same training would be in another precision there.
 */
export function cpuInfo(): string {
  if (Deno.build.os !== "linux") return "";
  try {
    return Deno.readTextFileSync(CPU_INFO);
  } catch {
    return readByLibrary(CPU_INFO);
  }
}

const FILES = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  close: { parameters: ["i32"], result: "i32" },
} as const;
const CHUNK = 1 << 16;

/** A text file of the system's own, by the C library; empty where that cannot be had. */
function readByLibrary(path: string): string {
  try {
    const library = Deno.dlopen("libc.so.6", FILES), { open, read, close } = library.symbols;
    const descriptor = open(new TextEncoder().encode(`${path}\0`), 0);
    const decoder = new TextDecoder(), chunk = new Uint8Array(CHUNK);
    let text = "";
    for (let size = descriptor < 0 ? 0 : 1; size > 0;) {
      size = Number(read(descriptor, chunk, BigInt(CHUNK)));
      if (size > 0) text += decoder.decode(chunk.subarray(0, size), { stream: true });
    }
    if (descriptor >= 0) close(descriptor);
    library.close();
    return text;
  } catch {
    return "";
  }
}
