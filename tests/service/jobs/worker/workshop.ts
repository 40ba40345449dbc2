/** A service without HTTP: a queue and artifacts in a folder, corpora, and workers that can be started and stopped. */
import { join } from "node:path";
import { ROOT } from "../../../e2e/binary.ts";
import { TEXT } from "../../../tasks/text/tiny.ts";
import type { Artifacts } from "../../../../src/service/artifacts/store.ts";
import { openQueue } from "../../../../src/service/jobs/open.ts";
import type { QueueOptions } from "../../../../src/service/jobs/options.ts";
import type { Job, Queue } from "../../../../src/service/jobs/queue.ts";
import { work } from "../../../../src/service/jobs/worker.ts";
import { PATIENCE, type Workplace } from "../../../../src/service/jobs/workplace.ts";
import { folderArtifacts } from "../../../../src/service/artifacts/folder.ts";

/** This program, without a look at its types. */
export const PROGRAM = {
  command: Deno.execPath(),
  args: ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")],
};

/** A training that takes a moment. */
export const TINY = {
  ...{ files: ["cats.txt"], settings: { tokenizer: "char" } },
  ...{ dim: 16, layers: 1, heads: 2, window: 16, batchTokens: 512, workers: 1 },
};

export interface Workshop {
  folder: string;
  queue: Queue;
  artifacts: Artifacts;
  /** Starts a worker; `stop` drains it. */
  start(more?: Partial<Workplace>): { stop(): Promise<void> };
  /** Waits until a job has ended, or `until` says so. */
  ended(id: string, until?: (job: Job) => boolean): Promise<Job>;
}

/** Opens one in a new folder, and lets go of all of it. */
export async function inWorkshop(
  use: (workshop: Workshop) => Promise<void>,
  options: Partial<QueueOptions> = {},
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "jobs-" });
  const workers: { stop(): Promise<void> }[] = [];
  try {
    await Deno.mkdir(join(folder, "corpora"));
    await Deno.writeTextFile(join(folder, "corpora", "cats.txt"), TEXT);
    const artifacts = await folderArtifacts(join(folder, "artifacts"));
    const quick = { lease: 5, poll: 0.1, backoff: { first: 0.1, most: 0.5 } };
    await using queue = await openQueue({ path: join(folder, "queue.db"), ...quick, ...options });
    const start: Workshop["start"] = (more) => {
      const end = new AbortController();
      const place: Workplace = {
        ...{
          queue,
          artifacts,
          root: join(folder, "data"),
          corpora: join(folder, "corpora"),
          program: PROGRAM,
        },
        ...{ name: "test", concurrency: 1, kinds: {}, keepsCheckpoints: false, patience: PATIENCE },
        log: () => {},
        ...more,
      };
      const working = work(place, end.signal);
      const worker = {
        stop() {
          end.abort();
          return working;
        },
      };
      workers.push(worker);
      return worker;
    };
    const ended: Workshop["ended"] = async (id, until = ({ ended }) => ended !== undefined) => {
      for (;;) {
        const job = await queue.get(id);
        if (job === undefined) throw new Error(`there is no job ${id}`);
        if (until(job)) return job;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    try {
      await use({ folder, queue, artifacts, start, ended });
    } finally {
      for (const worker of workers) await worker.stop();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
