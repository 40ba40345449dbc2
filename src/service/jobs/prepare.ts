/** What a job needs to be on this machine before it is begun. */
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { isFile } from "../../base/files.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import { restoreCheckpoint } from "./checkpoints.ts";
import { restoreLast } from "./keeper.ts";
import { restored } from "./left_models.ts";
import { isJobOperation, JOB_OPERATIONS } from "./operations.ts";
import type { Job } from "./queue.ts";
import type { Workplace } from "./workplace.ts";

/** Brings artifacts here, and the last checkpoint where the run's folder has none. Throws a UserError for an input that is none. */
export async function prepareJob(place: Workplace, job: Job, folder: string): Promise<void> {
  const { id, operation, input } = job;
  if (!isJobOperation(operation)) throw new UserError("usage", `there is no operation "${operation}"`);
  const { read, resumes } = JOB_OPERATIONS[operation];
  const { needs, after } = read(input);
  for (const needed of needs) await restored(place, needed);
  if (!resumes || await isFile(join(folder, CHECKPOINT_FILE))) return;
  if (await restoreLast(place, id, folder) || after === undefined) return;
  await restoreCheckpoint(place.artifacts, after, folder);
}
