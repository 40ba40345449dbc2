/** How a queue keeps time; all workers of one queue are given the same. Times are in seconds. */
import type { Random } from "../../base/random.ts";

export interface QueueOptions {
  /** A job whose worker is silent for so long is taken from it. */
  lease: number;
  /** How often it is looked whether others have changed something, where they cannot tell. */
  poll: number;
  /** What is waited before the second try, about; doubled for each further one, up to `most`. */
  backoff: { first: number; most: number };
  /** How many jobs of an operation all workers together do at a time, where it is limited. */
  limits: Readonly<Record<string, number>>;
  /** Chooses how far a back-off is from the middle: jobs that failed together are not tried together. */
  jitter: Pick<Random, "next">;
}

export const QUEUE_DEFAULTS: QueueOptions = {
  lease: 30,
  poll: 0.25,
  backoff: { first: 2, most: 300 },
  limits: {},
  jitter: { next: Math.random },
};

/** Milliseconds until a job is tried again that has been tried `attempt` times: half to one and a half of the back-off. */
export function backoffOf({ backoff, jitter }: QueueOptions, attempt: number): number {
  const middle = Math.min(backoff.most, backoff.first * 2 ** (attempt - 1));
  return Math.round(1000 * middle * (0.5 + jitter.next()));
}
