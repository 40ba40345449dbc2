import { createHash } from "node:crypto";
import { UserError } from "../base/errors.ts";
import { readPacked } from "../base/packed.ts";
import type { ExpertKernels } from "./expert_kernels.ts";
import type { FormKernels } from "./form_kernels.ts";
import type { RecurrentKernels } from "./recurrent_kernels.ts";
import type { SelectiveKernels } from "./selective_kernels.ts";

/** The exports of `assembly/`; pointers are byte offsets into the shared wasm memory. */
export interface Kernels extends FormKernels, ExpertKernels, RecurrentKernels, SelectiveKernels {
  softmaxRows(
    scores: number,
    stride: number,
    rows: number,
    firstQuery: number,
    firstKey: number,
    window: number,
    lse: number,
    lseStride: number,
  ): void;
  softmaxGradRows(
    scores: number,
    grad: number,
    stride: number,
    rows: number,
    firstQuery: number,
    firstKey: number,
    window: number,
    lse: number,
    lseStride: number,
  ): void;
  rmsNorm(x: number, out: number, rows: number, dim: number, eps: number): void;
  rmsNormGrad(x: number, dy: number, dx: number, rows: number, dim: number, eps: number): void;
  toBf16(x: number, out: number, size: number): void;
  reluSquared(x: number, out: number, size: number): void;
  reluSquaredGrad(x: number, dy: number, dx: number, size: number): void;
  firstOutside(indices: number, size: number, low: number, high: number): number;
  embeddingSum(
    table: number,
    indices: number,
    out: number,
    rows: number,
    features: number,
    dim: number,
  ): void;
  embeddingSumGrad(
    dy: number,
    indices: number,
    dTable: number,
    rows: number,
    features: number,
    dim: number,
  ): void;
  crossEntropy(
    logits: number,
    targets: number,
    weights: number,
    lse: number,
    rows: number,
    size: number,
  ): number;
  objectiveGrad(
    logits: number,
    targets: number,
    weights: number,
    lse: number,
    dLogits: number,
    rows: number,
    size: number,
    scale: number,
    smoothing: number,
    zLoss: number,
  ): void;
  distilGrad(
    logits: number,
    teacher: number,
    targets: number,
    weights: number,
    rows: number,
    size: number,
    factor: number,
    inverse: number,
  ): void;
}

/** One text for the compiler: those after the first use what it declares. */
const SOURCES = [
  "kernels.ts",
  "forms.ts",
  "objective.ts",
  "distil.ts",
  "recurrent.ts",
  "selective.ts",
  "experts.ts",
].map((
  name,
) => new URL(`./assembly/${name}`, import.meta.url));
const CACHE = new URL("../../.cache/", import.meta.url);
const FLAGS = ["--importMemory", "--runtime", "stub", "-O3", "--enable", "simd", "--noAssert"];
const COMPILER = "0.28";
/** What they are called in the executable. */
export const PACKED_KERNELS = "kernels.wasm";

/**
 * The SIMD kernels as wasm bytes, compiled from `assembly/` (about a second) or read from `.cache/`; the executable carries
 * them. Hand the bytes to workers so that they do not compile again. Throws UserError("environment") when compilation fails.
 */
export async function compileKernels(): Promise<Uint8Array<ArrayBuffer>> {
  if (Deno.build.standalone) return readPacked(PACKED_KERNELS);
  const source = (await Promise.all(SOURCES.map((url) => Deno.readTextFile(url)))).join("\n");
  const hash = createHash("sha256").update([COMPILER, ...FLAGS, source].join("\0")).digest("hex").slice(
    0,
    20,
  );
  const cached = new URL(`kernels-${hash}.wasm`, CACHE);
  try {
    return await Deno.readFile(cached);
  } catch {
    // Not compiled yet, or the cache is out of reach.
  }
  const bytes = await compile(source);
  await keep(cached, bytes);
  return bytes;
}

async function compile(source: string): Promise<Uint8Array<ArrayBuffer>> {
  const asc = await import("assemblyscript/asc");
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main(["kernels.ts", "--outFile", "kernels.wasm", ...FLAGS], {
    readFile: (name: string) => name === "kernels.ts" ? source : null,
    writeFile: (name: string, contents: string | Uint8Array) => {
      if (name === "kernels.wasm" && typeof contents !== "string") binary = new Uint8Array(contents);
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined) {
    throw new UserError(
      "environment",
      `the wasm kernels do not compile: ${stderr.toString().trim() || error}`,
    );
  }
  return binary;
}

/** Best effort: a read-only installation compiles at every start. */
async function keep(target: URL, bytes: Uint8Array): Promise<void> {
  const temporary = new URL(`${target.href}.${crypto.randomUUID()}`);
  try {
    await Deno.mkdir(CACHE, { recursive: true });
    await Deno.writeFile(temporary, bytes);
    await Deno.rename(temporary, target);
  } catch {
    await Deno.remove(temporary).catch(() => {});
  }
}

/** Links compiled kernels to `memory`. */
export async function linkKernels(
  bytes: Uint8Array<ArrayBuffer>,
  memory: WebAssembly.Memory,
): Promise<Kernels> {
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  // cast: a module's exports have no types; these are compiled from assembly/, whose signatures Kernels lists
  return instance.exports as unknown as Kernels;
}
