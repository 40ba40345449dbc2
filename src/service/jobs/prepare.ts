/** What a job needs to be on this machine before it is begun. */
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { isFile, isFolder } from "../../base/files.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import { restoreCheckpoint } from "./checkpoints.ts";
import { RESTORED, restoredName } from "./child/place.ts";
import { restoreLast } from "./keeper.ts";
import { isJobOperation, JOB_OPERATIONS, type Needed } from "./operations.ts";
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

/** Restores an artifact, unless it was before; gives its folder. */
export async function restored(
  { artifacts, root }: Pick<Workplace, "artifacts" | "root">,
  { kind, id }: Needed,
): Promise<string> {
  const folder = join(root, RESTORED, restoredName(kind, id));
  if (await isFolder(folder)) return folder;
  await Deno.mkdir(join(root, RESTORED), { recursive: true });
  try {
    await artifacts.restore(kind, id, folder);
  } catch (error) {
    // Another may need it too.
    if (!await isFolder(folder)) throw error;
  }
  return folder;
}
