/** Jobs as engines keep them. Times are milliseconds since 1970. */
import type { Json } from "../../../base/json.ts";
import type { Job, JobError, JobState } from "../queue.ts";

/** What was asked for; it does not change. */
export interface Asked {
  id: string;
  operation: string;
  input: Json;
  priority: number;
  attempts: number;
  /** Seconds. */
  timeout?: number;
  /** Seconds. */
  keep?: number;
  key?: string;
  /** Digest of all that was asked for, by which a key's second use is compared. */
  fingerprint: string;
  created: number;
}

export type Progress = NonNullable<Job["progress"]>;

/** How it stands. */
export interface Standing {
  state: JobState;
  attempt: number;
  /** Times that it was taken. */
  token: number;
  /** Times that it was put into the queue by a person: once, and at each `retry`. */
  round: number;
  /** Events so far. */
  events: number;
  /** When it may be taken. */
  due: number;
  /** When it is taken from its worker unless that tells of itself. */
  lease?: number;
  started?: number;
  ended?: number;
  heartbeat?: number;
  cancelling?: true;
  progress?: Progress;
  error?: JobError;
  result?: Json;
  worker?: string;
}

export interface StoredJob {
  asked: Asked;
  standing: Standing;
}

/** Whether nothing more happens by itself. */
export const hasEnded = (state: JobState): boolean => state !== "queued" && state !== "running";

/** When it is forgotten; undefined if never, or not yet known. */
export function expiryOf({ keep }: Asked, { ended }: Standing): number | undefined {
  return keep === undefined || ended === undefined ? undefined : ended + 1000 * keep;
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The job as it is told. */
export function jobOf({ asked, standing }: StoredJob): Job {
  const { id, operation, input, priority, attempts, created } = asked;
  const { state, attempt, started, ended, heartbeat, due, lease: _lease, ...rest } = standing;
  const { token: _token, round: _round, events: _events, ...more } = rest;
  return {
    ...{ id, operation, input, state, priority, attempt, attempts, created: isoTime(created) },
    ...started !== undefined && { started: isoTime(started) },
    ...ended !== undefined && { ended: isoTime(ended) },
    ...heartbeat !== undefined && { heartbeat: isoTime(heartbeat) },
    ...state === "queued" && attempt > 0 && { due: isoTime(due) },
    ...more,
  };
}
