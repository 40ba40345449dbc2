/** Which artifacts jobs still need: what garbage collection leaves alone. */
import { lastCheckpoint } from "./keeper.ts";
import { trialsOf } from "../sweeps/journal.ts";
import { SWEEP, sweepOf } from "../sweeps/sweep.ts";
import type { Queue } from "./queue.ts";

/** Jobs that are asked for at a time. */
const PAGE = 100;
const ID = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** All ids that the inputs and results of jobs name, and the last checkpoints of those that may go on. */
export async function idsNamedBy(queue: Queue): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    const { jobs, next } = await queue.list({ limit: PAGE, ...cursor !== undefined && { cursor } });
    for (const { id, operation, state, input, result } of jobs) {
      for (const [named] of JSON.stringify([input, result]).matchAll(ID)) ids.add(named);
      if (state === "done") continue;
      const checkpoint = await lastCheckpoint(queue, id);
      if (checkpoint !== undefined) ids.add(checkpoint);
      // What trials have left, whose own jobs may be forgotten.
      if (operation !== SWEEP) continue;
      const trials = await trialsOf(queue, id, sweepOf({ input }).trials);
      for (const [named] of JSON.stringify(trials).matchAll(ID)) ids.add(named);
    }
    cursor = next;
  } while (cursor !== undefined);
  return ids;
}
