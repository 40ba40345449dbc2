import { askWorkers } from "../../base/workers.ts";
import type { Done } from "../../tasks/art/draw/jobs.ts";
import type { JobsRequest } from "./worker.ts";

/** The program as it is compiled is a folder of JavaScript, src/ and all. */
const WORKER = Deno.build.standalone ? "./src/operations/draw/worker.js" : "./worker.ts";

/** Workers at most: each holds the model and the cache of a batch, about 100 MB. */
const MOST = 8;

/** Draws on several cores; what is asked for comes in its order. */
export function drawOnCores(requests: readonly JobsRequest[], cores: number): AsyncGenerator<Done[]> {
  const start = () => new Worker(new URL(WORKER, import.meta.url), { type: "module" });
  return askWorkers(requests, start, { count: Math.min(cores, MOST) });
}
