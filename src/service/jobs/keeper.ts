/** Keeps checkpoints of a run as artifacts while it goes on, so that another machine can go on with it. */
import { keepCheckpoint, restoreCheckpoint } from "./checkpoints.ts";
import { faultOf } from "./fault.ts";
import type { Queue } from "./queue.ts";
import type { Relay } from "./relay.ts";
import type { Workplace } from "./workplace.ts";

/** One is kept after the other; of those that are written meanwhile, the last. */
export function keeper(
  { artifacts, keepsCheckpoints }: Pick<Workplace, "artifacts" | "keepsCheckpoints">,
  folder: string,
  relay: Relay,
): { saved(): void; end(): Promise<void> } {
  let going: Promise<void> | undefined, isNewer = false;
  const keep = async () => {
    do {
      isNewer = false;
      try {
        const checkpoint = await keepCheckpoint(artifacts, folder);
        await relay.tell("log", { line: "checkpoint kept", checkpoint });
      } catch (error) {
        await relay.tell("log", { line: `a checkpoint could not be kept: ${faultOf(error).message}` });
      }
    } while (isNewer);
    going = undefined;
  };
  return {
    saved() {
      if (!keepsCheckpoints) return;
      isNewer = true;
      going ??= keep();
    },
    end: async () => await going,
  };
}

/** Events that are asked for at a time. */
const PAGE = 1000;

/** Brings back the last checkpoint of a job that was kept; false where none was. */
export async function restoreLast(
  { queue, artifacts }: Pick<Workplace, "queue" | "artifacts">,
  id: string,
  folder: string,
): Promise<boolean> {
  const last = await lastCheckpoint(queue, id);
  if (last !== undefined) await restoreCheckpoint(artifacts, last, folder);
  return last !== undefined;
}

/** Id of the last checkpoint of a job that was kept. */
export async function lastCheckpoint(queue: Queue, id: string): Promise<string | undefined> {
  let last: string | undefined;
  for (let after = 0;;) {
    const events = await queue.events(id, after, PAGE);
    for (const { data } of events) {
      const kept = typeof data === "object" && data !== null && !Array.isArray(data) && data["checkpoint"];
      if (typeof kept === "string") last = kept;
    }
    if (events.length < PAGE) return last;
    after = events.at(-1)!.number;
  }
}
