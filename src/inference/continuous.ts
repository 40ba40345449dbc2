/** Decoding without an end: rows join those that are at work whenever there is room. */
import { type Batch, type DecodeRow, openBatch } from "./batch.ts";
import type { Session } from "./session.ts";

/** A session at work for many who do not know of each other. */
export interface Decoding {
  /** Rows at work, and rows that wait for room, first come, first served. */
  readonly active: number;
  readonly waiting: number;
  /**
   * Decodes a row of one sequence beside all others; comes back when it has ended. What it says is the same to the bit whatever
   * stands beside it. Throws the signal's reason once that is aborted, and what the row throws; its place is free at once.
   */
  run(row: DecodeRow, signal?: AbortSignal): Promise<void>;
}

interface Asked {
  row: DecodeRow;
  ended: PromiseWithResolvers<void>;
}

/**
 * Decodes at most `most` rows side by side (at least 2). As all that reads a row's beginning is the row itself, token by token
 * or in chunks of its own, and a step never is of one row alone, its sums are always made in the same order.
 */
export function openDecoding(session: Session, most: number): Decoding {
  if (most < 2) throw new RangeError(`at least 2 rows are decoded side by side, not ${most}`);
  const waiting: Asked[] = [];
  const working = new Map<DecodeRow, Asked>();
  let batch: Batch | undefined, driving = false;
  const end = (row: DecodeRow, error?: unknown) => {
    const asked = working.get(row);
    working.delete(row);
    if (error === undefined) asked?.ended.resolve();
    else asked?.ended.reject(error);
  };
  const drive = async (batch: Batch) => {
    driving = true;
    try {
      for (;;) {
        for (; waiting.length > 0 && batch.room > 0;) {
          const asked = waiting.shift()!;
          working.set(asked.row, asked);
          batch.add(asked.row);
        }
        await batch.catchUp();
        if (batch.size > 0) { for (const row of await batch.step(1, true)) end(row); }
        else if (waiting.length === 0) return;
      }
    } catch (error) {
      // The network itself has failed: no row can be trusted any more.
      for (const row of [...working.keys()]) {
        batch.drop(row);
        end(row, error);
      }
      for (const { ended } of waiting.splice(0)) ended.reject(error);
    } finally {
      driving = false;
    }
  };
  return {
    get active() {
      return working.size;
    },
    get waiting() {
      return waiting.length;
    },
    async run(row, signal) {
      signal?.throwIfAborted();
      let failed: { error: unknown } | undefined;
      const guarded: DecodeRow = {
        sequences: row.sequences,
        next(logits) {
          try {
            return row.next(logits);
          } catch (error) {
            failed = { error };
            return undefined;
          }
        },
      };
      const asked = { row: guarded, ended: Promise.withResolvers<void>() };
      const abort = () => {
        const at = waiting.indexOf(asked);
        if (at >= 0) waiting.splice(at, 1);
        batch?.drop(guarded);
        working.delete(guarded);
        asked.ended.reject(signal!.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      waiting.push(asked);
      batch ??= openBatch(session, session.start(most));
      if (!driving) void drive(batch);
      try {
        await asked.ended.promise;
      } finally {
        signal?.removeEventListener("abort", abort);
      }
      if (failed !== undefined) throw failed.error;
    },
  };
}
