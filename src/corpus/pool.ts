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
  options: { seed: number; workers: number; signal?: AbortSignal },
): AsyncGenerator<DrawnBatch> {
  const batches = Math.ceil(candidates.length / BATCH);
  const slice = (batch: number) => candidates.slice(batch * BATCH, (batch + 1) * BATCH);
  const ready = new Map<number, Drawn[] | (Drawn | undefined)[]>();
  let next = 0;
  let failure: Error | undefined;
  let wake = () => {};
  const feed = (worker: Worker): void => {
    if (next >= batches || options.signal?.aborted) return;
    worker.postMessage({ batch: next, seed: options.seed, candidates: slice(next) } satisfies DrawRequest);
    next++;
  };
  const workers = Array.from({ length: Math.min(options.workers, batches) }, () => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<DrawResponse>) => {
      ready.set(data.batch, data.drawn);
      feed(worker);
      wake();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      failure = new Error(`a drawing worker failed: ${event.message}`);
      wake();
    };
    return worker;
  });
  const onAbort = () => wake();
  options.signal?.addEventListener("abort", onAbort);
  try {
    // Two batches for each worker, so that none waits for the main thread.
    for (const worker of [...workers, ...workers]) feed(worker);
    for (let batch = 0; batch < batches; batch++) {
      while (!ready.has(batch) && !failure && !options.signal?.aborted) {
        await new Promise<void>((resolve) => wake = resolve);
      }
      if (failure) throw failure;
      const drawn = ready.get(batch);
      if (!drawn) return;
      ready.delete(batch);
      yield slice(batch).map((candidate, i) => ({ candidate, drawn: drawn[i] }));
    }
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
    for (const worker of workers) worker.terminate();
  }
}
