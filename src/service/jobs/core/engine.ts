/** What an engine of queues keeps and does; all else is the same for each of them (queue_of.ts). */
import { UserError } from "../../../base/errors.ts";
import type { JobEvent, JobFilter, JobState } from "../queue.ts";
import type { Step, Told } from "./steps.ts";
import type { Asked, StoredJob } from "./stored.ts";

/** Throws a UserError of kind "environment" where its store cannot be reached. */
export interface Engine {
  /** Keeps a new job, unless its key is known: then it gives the job that has it. */
  insert(asked: Asked, told: readonly Told[]): Promise<StoredJob>;
  read(id: string): Promise<StoredJob | undefined>;
  /**
   * Takes a step, with what is told of it, as one; undefined where there is no such job or it may not. A change whose stamp
   * is known was made before by a call whose answer was lost: it is not made again.
   */
  change(id: string, step: Step, stamp?: string): Promise<StoredJob | undefined>;
  /** Takes the job that is next of those operations, within their limits. */
  claim(operations: readonly string[], worker: string): Promise<StoredJob | undefined>;
  /** Of running jobs those whose lease has ended. */
  overdue(): Promise<string[]>;
  /** Forgets jobs that are to be kept no longer. */
  purge(): Promise<void>;
  /** The newest first, at most `limit`. */
  list(filter: Omit<JobFilter, "limit"> & { limit: number }): Promise<StoredJob[]>;
  counts(): Promise<Record<JobState, number>>;
  events(id: string, after: number, limit: number): Promise<JobEvent[]>;
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Whether an error tells that the store cannot be reached for now. */
export const isOutage = (error: unknown): boolean =>
  error instanceof UserError && error.kind === "environment";
