/** Takes sweeps beside a worker's other jobs. */
import { sleep } from "../../base/sleep.ts";
import { faultOf } from "../jobs/fault.ts";
import type { Workplace } from "../jobs/workplace.ts";
import { carry } from "./carry.ts";
import { SWEEP } from "./sweep.ts";

/** Sweeps that a worker carries at a time, and milliseconds until it tries again after a fault. */
const MOST = 32, RETRY = 2000;

/** Carries sweeps until the signal is aborted; then they are given back. */
export async function carrySweeps(place: Workplace, signal: AbortSignal): Promise<void> {
  const most = place.kinds[SWEEP] ?? MOST, carried = new Set<Promise<void>>();
  while (!signal.aborted && most > 0) {
    if (carried.size >= most) await Promise.race(carried);
    try {
      const lease = await place.queue.take([SWEEP], place.name, signal);
      if (lease === null) continue;
      const one = carry(place, lease, signal).catch((error) => {
        place.log(`${place.name}: ${faultOf(error).message}`);
      }).finally(() => carried.delete(one));
      carried.add(one);
    } catch (error) {
      if (signal.aborted) break;
      place.log(`${place.name}: ${faultOf(error).message}; tried again in ${RETRY / 1000} s`);
      await sleep(RETRY, signal);
    }
  }
  await Promise.all(carried);
}
