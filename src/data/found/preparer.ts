import { Worker } from "node:worker_threads";
import type { Finding } from "./finding.ts";
import { prepare, type Prepared } from "./prepare.ts";
import type { PrepareRequest } from "./prepare_worker.ts";
import type { QualityOptions } from "../quality/options.ts";

/** Batches after which a first and a second worker are worth their start, as long as there are cores for them. */
const WORKERS_AFTER = [4, 16].slice(0, navigator.hardwareConcurrency - 1);

/** MiB that a worker may fill before it looks for what is not needed any more; without a bound it takes 100. */
const YOUNG_MEMORY = 12;

/** Prepares batches of findings. */
export interface Preparer extends Disposable {
  /** What becomes of each finding of a batch, in their order. Further batches may be asked for before that is known. */
  prepare(findings: Finding[]): Promise<Prepared[]>;
}

/** A preparer that works on this thread until there is enough to do for others. */
export function openPreparer(quality?: QualityOptions): Preparer {
  const workers: PreparingWorker[] = [];
  let batches = 0;
  return {
    prepare(findings) {
      const count = WORKERS_AFTER.filter((least) => batches >= least).length;
      const turn = batches++ % Math.max(1, count);
      if (count === 0) return Promise.resolve(findings.map((finding) => prepare(finding, quality)));
      return (workers[turn] ??= startWorker()).prepare({ findings, quality });
    },
    [Symbol.dispose]: () => workers.forEach(({ stop }) => stop()),
  };
}

interface PreparingWorker {
  prepare(request: PrepareRequest): Promise<Prepared[]>;
  stop(): void;
}

/** A worker that answers one request after the other. */
function startWorker(): PreparingWorker {
  const worker = new Worker(new URL("./prepare_worker.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY },
  });
  const asked: PromiseWithResolvers<Prepared[]>[] = [];
  worker.on("message", (prepared: Prepared[]) => asked.shift()?.resolve(prepared));
  worker.on("error", (error: Error) => {
    const failure = new Error(`a preparing worker failed: ${error.message}`, { cause: error });
    for (const { reject } of asked.splice(0)) reject(failure);
  });
  return {
    prepare(request) {
      const answer = Promise.withResolvers<Prepared[]>();
      // It may fail before anybody waits for it.
      answer.promise.catch(() => {});
      asked.push(answer);
      worker.postMessage(request);
      return answer.promise;
    },
    stop: () => void worker.terminate(),
  };
}
