/** A data-parallel worker of training, for every task. */
import { serveReplica } from "../training/worker.ts";
import { kindOf } from "./registry.ts";

/** Makes this thread such a worker. */
export const serveTasks = (): void => serveReplica(async (name) => (await kindOf(name)).task);

if (import.meta.main) serveTasks();
