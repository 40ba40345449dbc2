import { askWorkers } from "../../base/workers.ts";
import type { Candidate, Drawn } from "./picture.ts";
import type { DrawRequest, DrawResponse } from "./worker.ts";

const BATCH = 16;

/** A batch of candidates with what came out of each. */
export type DrawnBatch = { candidate: Candidate; drawn: Drawn | undefined }[];

/**
 * Draws candidates in Web Workers and yields them in their order, batch by batch. A worker's error ends the iteration
 * with it; an abort ends it after the batches that are complete in order.
 */
export async function* drawInWorkers(
  candidates: readonly Candidate[],
  { seed, workers, signal }: { seed: number; workers: number; signal?: AbortSignal },
): AsyncGenerator<DrawnBatch> {
  const requests = Array.from({ length: Math.ceil(candidates.length / BATCH) }, (_, i): DrawRequest => {
    return { seed, candidates: candidates.slice(i * BATCH, (i + 1) * BATCH) };
  });
  const start = () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const answers = askWorkers<DrawRequest, DrawResponse>(requests, start, {
    count: workers,
    ...(signal && { signal }),
  });
  let batch = 0;
  for await (const drawn of answers) {
    yield requests[batch++]!.candidates.map((candidate, i) => ({ candidate, drawn: drawn[i] }));
  }
}
