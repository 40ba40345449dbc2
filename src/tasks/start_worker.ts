/** The program as it is compiled is a folder of JavaScript, src/ and all. */
const WORKER = Deno.build.standalone ? "./src/tasks/packed_worker.js" : "./worker.ts";

/** Starts a data-parallel worker of training. */
export const startWorker = (): Worker => new Worker(new URL(WORKER, import.meta.url), { type: "module" });
