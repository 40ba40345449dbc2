import type { Context } from "../base/context.ts";
import { interruptible } from "./interrupt.ts";
import { contextOf } from "./progress.ts";

/** Runs an operation that being told to stop interrupts; undefined where it has no result then. */
export function operate<T>(
  operation: (context: Context & { stop(): void }) => Promise<T>,
  quiet = false,
): Promise<T | undefined> {
  return interruptible(async (signal) => {
    const context = contextOf(signal, quiet);
    try {
      return await operation(context);
    } catch (error) {
      if (signal.aborted && error === signal.reason) return undefined;
      throw error;
    } finally {
      context.stop();
    }
  });
}
