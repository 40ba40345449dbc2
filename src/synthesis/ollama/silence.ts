/** Giving up what says nothing for long, however long it takes in all. */
import { TemporaryError } from "../../data/fetch/retry.ts";

/** A signal that is aborted with another one, or by silence. */
export interface SilenceTimer extends Disposable {
  signal: AbortSignal;
  /** Something was heard; the next is waited for so many milliseconds. */
  heard(ms: number): void;
}

/** Begins to wait; after `ms` milliseconds of silence the signal is aborted with a TemporaryError. */
export function silenceTimer(ms: number, outer: AbortSignal): SilenceTimer {
  const late = new AbortController();
  const wait = (ms: number) =>
    setTimeout(() => late.abort(new TemporaryError(`it said nothing for ${ms / 1000} s`)), ms);
  let timer = wait(ms);
  return {
    signal: AbortSignal.any([outer, late.signal]),
    heard(ms) {
      clearTimeout(timer);
      timer = wait(ms);
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
