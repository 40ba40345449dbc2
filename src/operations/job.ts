/** Operations that are asked for now and done later: what is told of them by who queues them to who shows them. */
import type { Json } from "../base/json.ts";

export const JOB_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export type JobState = typeof JOB_STATES[number];

/** Why a job failed, as a person is told. */
export interface JobError {
  /** An ErrorKind, "timeout", "crash", "stalled" or "internal". */
  kind: string;
  message: string;
}

export interface Job {
  /** Lower-case letters and digits, sorted by time of creation. */
  id: string;
  operation: string;
  input: Json;
  state: JobState;
  priority: number;
  /** Tries so far, the one at work included. */
  attempt: number;
  attempts: number;
  /** Times as ISO 8601 in UTC. */
  created: string;
  /** When its last try began. */
  started?: string;
  ended?: string;
  /** When a worker last told that it is at it. */
  heartbeat?: string;
  /** Not before this time: it failed and waits. */
  due?: string;
  progress?: { part: string; done: number; total?: number; detail?: string };
  /** Whether it is to stop; its state tells when it has. */
  cancelling?: true;
  error?: JobError;
  result?: Json;
  /** Who is at it, or was last. */
  worker?: string;
}

/**
 * What happened to a job, numbered from 1 without gaps. Data of "state" is `{ state }` with, where they are known,
 * `attempt`, `worker`, `error`, `due` and `cancelling`; that of "progress" is the job's `progress`.
 */
export interface JobEvent {
  number: number;
  time: string;
  type: "state" | "progress" | "log" | "metrics";
  data: Json;
}
