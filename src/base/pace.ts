import { setImmediate } from "node:timers/promises";
import type { Context } from "./context.ts";

/** Tells that so many items of a part are done; to be awaited. */
export type Pace = (part: string, done: number, total: number) => Promise<void>;

/** Milliseconds of work after which signals are let in. */
const STRETCH = 100;

/**
 * The pace of work that would else wait for nothing: tells a context of the progress, lets signals in from time to time,
 * and throws the reason of the context's own once that is aborted.
 */
export function paceOf({ progress, signal }: Pick<Context, "progress" | "signal">): Pace {
  let rested = performance.now();
  return async (part, done, total) => {
    progress(part, done, total);
    if (performance.now() - rested < STRETCH) return signal.throwIfAborted();
    await rest(signal);
    rested = performance.now();
  };
}

/** Lets signals in, and throws the reason of one's own once that is aborted. */
export async function rest(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

/** Counts the items of a part, each of them to be awaited. */
export function counting(pace: Pace, part: string, total: number): () => Promise<void> {
  let done = 0;
  return () => pace(part, ++done, total);
}
