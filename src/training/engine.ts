/** What computes a run, started: on every rank of it. */
import { createHash } from "node:crypto";
import { type BackendInfo, initBackend } from "../engine/backend.ts";
import { compileKernels } from "../engine/kernels.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { parameterCount, type ParameterSpec } from "../network/parameters.ts";
import type { Facts } from "./distributed/talk.ts";
import { recomputesIn } from "./memory.ts";
import type { TrainingOptions } from "./options.ts";
import type { Prepared } from "./task.ts";

/** An engine that runs, and what it will compute. */
export interface Engine {
  backend: BackendInfo;
  kernels: Uint8Array<ArrayBuffer> | null;
  specs: ParameterSpec[];
  /** Parameters. */
  count: number;
  /** Whether layers are computed again in the backward pass, decided. */
  recompute: "yes" | "no";
}

/** Starts TensorFlow.js for a network. Throws a UserError where that is too large for it. */
export async function startEngine(
  options: TrainingOptions,
  { ports, network }: Pick<Prepared, "ports" | "network">,
  log: (line: string) => void,
): Promise<Engine> {
  const compiled = options.backend === "auto" || options.backend === "wasm" ? await compileKernels() : null;
  const backend = await initBackend(options.backend, {
    blasThreads: 1,
    gpu: true,
    precision: options.precision,
    ...(compiled && { kernelModule: compiled }),
  });
  // "auto" may have turned out to be a GPU.
  const kernels = backend.name === "wasm" ? compiled : null;
  log(
    `backend ${backend.name}, BLAS ${
      backend.blas ?? "none"
    }, ${backend.precision}, ${options.workers} worker(s)`,
  );
  if (backend.note) log(backend.note);
  const specs = parameterSpecs(ports, network);
  const recompute = backend.name === "wasm"
    ? recomputesIn({ ports, network, specs }, backend.precision, options)
    : options.recompute === "yes";
  return { backend, kernels, specs, count: parameterCount(specs), recompute: recompute ? "yes" : "no" };
}

/** What ranks that compute the same have in common, besides what they were told. */
export const engineFacts = ({ backend, kernels, recompute, count }: Engine): Facts => ({
  backend: backend.name,
  kernels: kernels === null ? "none" : createHash("sha256").update(kernels).digest("hex").slice(0, 12),
  precision: backend.precision,
  recompute,
  parameters: `${count}`,
});
