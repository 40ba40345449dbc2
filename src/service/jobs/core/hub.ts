/** Who waits for changes, and how they are told. */

export interface Listener extends Disposable {
  /** Waits until something has changed since the last call, at most so many milliseconds; false after that time. */
  next(milliseconds: number): Promise<boolean>;
}

export interface Hub {
  /** Something of a topic has changed; of any, without one. */
  wake(topic?: string): void;
  /** A listener for a topic, which the signal wakes too. */
  listen(topic: string, signal: AbortSignal): Listener;
}

/** The topic of those who wait for work. */
export const WORK = "";

export function openHub(): Hub {
  const topics = new Map<string, Set<() => void>>();
  return {
    wake(topic) {
      const woken = topic === undefined ? [...topics.values()] : [topics.get(topic) ?? new Set()];
      for (const wakers of woken) for (const wake of wakers) wake();
    },
    listen(topic, signal) {
      let [woken, resume] = [false, () => {}];
      const wake = () => {
        woken = true;
        resume();
      };
      const wakers = topics.get(topic) ?? new Set();
      topics.set(topic, wakers.add(wake));
      signal.addEventListener("abort", wake);
      return {
        async next(milliseconds) {
          if (!woken && !signal.aborted) {
            let timer: ReturnType<typeof setTimeout> | undefined;
            await new Promise<void>((resolve) => {
              resume = resolve;
              timer = setTimeout(resolve, milliseconds);
            });
            clearTimeout(timer);
          }
          const was = woken;
          woken = false;
          return was || signal.aborted;
        },
        [Symbol.dispose]() {
          signal.removeEventListener("abort", wake);
          wakers.delete(wake);
          if (wakers.size === 0) topics.delete(topic);
        },
      };
    },
  };
}
