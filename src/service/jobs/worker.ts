/** A worker: takes jobs of a queue and has each done in a process of its own, as many side by side as it may. */
import { sleep } from "../../base/sleep.ts";
import { carrySweeps } from "../sweeps/lane.ts";
import { attempt } from "./attempt.ts";
import { faultOf } from "./fault.ts";
import { JOB_OPERATIONS } from "./operations.ts";
import type { Lease } from "./queue.ts";
import { runsOf, type Workplace } from "./workplace.ts";

/** Milliseconds until a queue that cannot be reached is tried again, at first and at last. */
const RETRY = 500, LONGEST = 10_000;

/**
 * Works until the signal is aborted; then the jobs at work save checkpoints and are given back. A queue that cannot be reached
 * is tried again, for ever.
 */
export async function work(place: Workplace, signal: AbortSignal): Promise<void> {
  await Deno.mkdir(runsOf(place), { recursive: true });
  const lanes = Array.from(
    { length: place.concurrency },
    (_, i) => lane(place, operationsOf(i, place), signal),
  );
  await Promise.all([...lanes, carrySweeps(place, signal)]);
}

/** What the i-th job at a time may be: of an operation that is limited to n, the first n alone. */
export const operationsOf = (i: number, { kinds }: Pick<Workplace, "kinds">): string[] =>
  Object.keys(JOB_OPERATIONS).filter((name) => i < (kinds[name] ?? Infinity));

/** Does one job after the other. */
async function lane(place: Workplace, operations: readonly string[], signal: AbortSignal): Promise<void> {
  if (operations.length === 0) return;
  let pause = RETRY;
  while (!signal.aborted) {
    let lease: Lease | null;
    try {
      lease = await place.queue.take(operations, place.name, signal);
      if (lease === null) continue;
      pause = RETRY;
      await attempt(place, lease, signal);
    } catch (error) {
      if (signal.aborted) return;
      place.log(`${place.name}: ${faultOf(error).message}; tried again in ${pause / 1000} s`);
      await sleep(pause, signal);
      pause = Math.min(LONGEST, pause * 2);
    }
  }
}
