/** How much may be asked for: requests in a time, and requests at once. */
import { Problem } from "../problem.ts";
import type { Settings } from "../settings/fields.ts";

/** Clients that are kept in mind at most; those that asked longest ago are forgotten. */
const MOST_CLIENTS = 10_000;

export interface Limits {
  /** Throws a Problem, 429, where a client asked too often. */
  ask(client: string): void;
  /** Begins a request; gives what ends it. Throws a Problem, 429 or 503, where there are too many at once. */
  begin(client: string): () => void;
}

interface Bucket {
  left: number;
  /** When it was last filled, in ms. */
  at: number;
}

/** Limits as the settings say; `now` gives the time in ms. */
export function createLimits(
  { rate, burst, concurrency, each }: Settings["limits"],
  now: () => number = () => performance.now(),
): Limits {
  const buckets = new Map<string, Bucket>();
  const atWork = new Map<string, number>();
  let all = 0;
  return {
    ask(client) {
      if (rate === 0) return;
      const time = now(), { left, at } = buckets.get(client) ?? { left: burst, at: time };
      const filled = Math.min(burst, left + (time - at) * rate / 60_000);
      buckets.delete(client);
      buckets.set(client, { left: Math.max(0, filled - (filled >= 1 ? 1 : 0)), at: time });
      if (buckets.size > MOST_CLIENTS) buckets.delete(buckets.keys().next().value!);
      if (filled >= 1) return;
      const seconds = Math.ceil((1 - filled) * 60 / rate);
      throw new Problem(429, `more than ${rate} requests a minute; try again in ${seconds} s`, {
        headers: { "retry-after": String(seconds) },
      });
    },
    begin(client) {
      const own = atWork.get(client) ?? 0;
      if (all >= concurrency) {
        throw new Problem(503, `${concurrency} requests are at work, as many as may be`, {
          headers: { "retry-after": "1" },
        });
      }
      if (own >= each) {
        throw new Problem(429, `${each} requests of yours are at work, as many as may be`, {
          headers: { "retry-after": "1" },
        });
      }
      all++;
      atWork.set(client, own + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        all--;
        const left = (atWork.get(client) ?? 1) - 1;
        if (left === 0) atWork.delete(client);
        else atWork.set(client, left);
      };
    },
  };
}
