/** A data-parallel worker of training, for every task. */
import { serveReplica } from "../training/worker.ts";
import { kindOf } from "./registry.ts";

serveReplica(async (name) => (await kindOf(name)).task);
