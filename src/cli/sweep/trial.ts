/** A run of a sweep, in a process that the sweep started. */
import { join } from "node:path";
import { isFile } from "../../base/files.ts";
import { LOCK_FILE } from "../../operations/sweep.ts";
import { TRIAL_FILE } from "../../operations/sweep/plan.ts";
import type { TrainInput } from "../../operations/train.ts";
import { composeTrain, trainInput } from "../../operations/train/compose.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import { inputEnds } from "../standard_input.ts";

/**
 * Calls `train` with the run of a folder, new or as it goes on. The signal is aborted when standard input ends, as it does when
 * the sweep stops or is gone. Where another process is still at that run, which its own sweep has left, it is waited for.
 */
export async function runTrial(
  out: string,
  pause: number | undefined,
  train: (input: TrainInput, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const end = new AbortController();
  void inputEnds().then(() => end.abort());
  using lock = await Deno.open(join(out, LOCK_FILE), { create: true, write: true });
  await lock.lock(true);
  const resume = await isFile(join(out, CHECKPOINT_FILE));
  const input = resume ? { out, resume } : await freshTrial(out);
  await train({ ...input, ...pause !== undefined && { pause } }, end.signal);
}

async function freshTrial(out: string): Promise<TrainInput> {
  const words = [`experiment=${JSON.stringify(join(out, TRIAL_FILE))}`];
  const given = { out };
  return await trainInput(await composeTrain(words, { given }), words, given, (name) => Deno.env.get(name));
}
