import type { ModelConfig } from "../model/config.ts";
import type { TokenizerData } from "../tokenizer/character.ts";
import type { TrainingOptions } from "./options.ts";
import type { Stats } from "./replica.ts";

/** Messages to a worker. Weights and gradients travel through shared memory, flat float32. */
export type WorkerRequest =
  | {
    type: "start";
    options: TrainingOptions;
    config: ModelConfig;
    tokenizer: TokenizerData;
    index: number;
    /** Step that comes next. */
    step: number;
    weights: SharedArrayBuffer;
    gradient: SharedArrayBuffer;
    /** Compiled kernels, so that only one process compiles them. */
    kernels: Uint8Array<ArrayBuffer> | null;
  }
  | { type: "step"; step: number };

export type WorkerReply =
  | { type: "ready" }
  | { type: "stats"; stats: Stats }
  | { type: "error"; message: string };

/** The other replicas of a run, as the training loop sees them. */
export interface WorkerPool {
  /** Where each worker leaves its gradient. */
  gradients: Float32Array[];
  /** Starts a step everywhere; resolves with each worker's stats once all gradients are written. */
  step(step: number): Promise<Stats[]>;
  close(): void;
}

/** Starts workers 1 … options.workers − 1; replica 0 is the caller. */
export async function startWorkers(
  request: Omit<Extract<WorkerRequest, { type: "start" }>, "type" | "index" | "gradient">,
): Promise<WorkerPool> {
  const count = request.options.workers - 1;
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
  );
  const shared = workers.map(() => new SharedArrayBuffer(request.weights.byteLength));
  const ask = (worker: Worker, message: WorkerRequest) =>
    new Promise<WorkerReply>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<WorkerReply>) =>
        data.type === "error" ? reject(new Error(`training worker: ${data.message}`)) : resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`training worker: ${event.message}`));
      };
      worker.postMessage(message);
    });
  await Promise.all(
    workers.map((worker, i) =>
      ask(worker, { ...request, type: "start", index: i + 1, gradient: shared[i]! })
    ),
  );
  return {
    gradients: shared.map((buffer) => new Float32Array(buffer)),
    step: (step) =>
      Promise.all(workers.map(async (worker) => {
        const reply = await ask(worker, { type: "step", step });
        if (reply.type !== "stats") throw new Error(`training worker: unexpected reply ${reply.type}`);
        return reply.stats;
      })),
    close: () => workers.forEach((worker) => worker.terminate()),
  };
}
