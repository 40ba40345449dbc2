import type { Random } from "../../base/random.ts";
import { sleep as wait } from "../../base/sleep.ts";

/** A failure that may be gone at the next try, such as a time-out or a server that is too busy. */
export class TemporaryError extends Error {
  /** How long the server asked to be left alone. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "TemporaryError";
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Wait before try number `tries + 1`: twice as long each time, less up to a half by chance, at most a minute. */
export function backOffMs(tries: number, firstMs: number, random: Random): number {
  return Math.min(60_000, firstMs * 2 ** (tries - 1)) * (1 - random.next() / 2);
}

/** Milliseconds that a Retry-After header asks for: whole seconds, or a date; undefined for anything else. */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Waits some time; rejects with the signal's reason once it is aborted. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await wait(ms, signal);
  signal?.throwIfAborted();
}
