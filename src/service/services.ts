/** What routes work with, opened once. */
import type { Artifacts } from "./artifacts/store.ts";
import type { Queue } from "./jobs/queue.ts";

export interface Services {
  queue: Queue;
  artifacts: Artifacts;
}
