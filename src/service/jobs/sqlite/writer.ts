/** Changes of a file that are asked for at about the same time are written, and waited for, together. */
import type { DatabaseSync } from "node:sqlite";
import { transaction } from "./database.ts";

export interface Writer {
  /** Runs `work` in a transaction with others: all of it or nothing. It may run twice, the first time in vain. */
  write<T>(work: () => T): Promise<T>;
  /** Writes now what was asked for. */
  flush(): void;
}

interface Pending {
  work(): void;
  done(): void;
  failed(error: unknown): void;
}

export function writerOf(db: DatabaseSync): Writer {
  let pending: Pending[] = [];
  let timer: ReturnType<typeof setImmediate> | undefined;
  const flush = () => {
    clearImmediate(timer);
    timer = undefined;
    const batch = pending;
    pending = [];
    if (!tried(db, batch)) { for (const each of batch) tried(db, [each], each.failed); }
  };
  return {
    flush,
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        let result: { value: T } | undefined;
        pending.push({
          work: () => void (result = { value: work() }),
          done: () => result && resolve(result.value),
          failed: reject,
        });
        timer ??= setImmediate(flush);
      }),
  };
}

/** Whether a transaction of all was written; one that was not is told to `failed`. */
function tried(db: DatabaseSync, batch: readonly Pending[], failed?: (error: unknown) => void): boolean {
  try {
    if (batch.length > 0) transaction(db, () => batch.forEach(({ work }) => work()));
  } catch (error) {
    failed?.(error);
    return false;
  }
  for (const { done } of batch) done();
  return true;
}
