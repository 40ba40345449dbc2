/** Trying again what may go well later. */
import type { Random } from "../../base/random.ts";
import { backOffMs, sleep, TemporaryError } from "../../data/fetch/retry.ts";

/** How often, and how long is waited. */
export interface Retries {
  tries: number;
  /** Milliseconds before the second try; twice as long before each other one. */
  firstMs: number;
}
/** A server may ask for more, which is not waited. */
const LONGEST_MS = 60_000;
/** Some four minutes in all: a server may be started again, or load another model in between. */
export const RETRIES: Retries = { tries: 9, firstMs: 1000 };

/** What `work` gives, which is done again where it throws a TemporaryError; the last of these is thrown. */
export async function retrying<T>(
  work: () => Promise<T>,
  { tries, firstMs, random, signal, onProblem }: Retries & {
    random: Random;
    signal: AbortSignal;
    /** Told of each try that failed, and how long is waited. */
    onProblem: (problem: TemporaryError, waitMs: number) => void;
  },
): Promise<T> {
  for (let tried = 1;; tried++) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TemporaryError) || tried >= tries) throw error;
      const waitMs = Math.min(LONGEST_MS, error.retryAfterMs ?? backOffMs(tried, firstMs, random));
      onProblem(error, waitMs);
      await sleep(waitMs, signal);
    }
  }
}
