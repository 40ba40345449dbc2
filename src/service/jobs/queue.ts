/** Jobs that outlive the processes that ask for and do them: what every engine of queues does (sqlite/, bullmq/). */
import type { Json } from "../../base/json.ts";
import type { Job, JobError, JobEvent, JobState } from "../../operations/job.ts";

export { type Job, JOB_STATES, type JobError, type JobEvent, type JobState } from "../../operations/job.ts";

/** What is asked for. */
export interface JobRequest {
  /** Name of the operation, such as "train". */
  operation: string;
  input: Json;
  /** Made by the caller, once for what is to be done once: asked again, the first job is given. */
  key?: string;
  /** 0 to 9, higher ones first; 4 unless told otherwise. */
  priority?: number;
  /** Times it is tried at most; 3 unless told otherwise. */
  attempts?: number;
  /** Seconds that one try may take. */
  timeout?: number;
  /** Seconds that it is kept after its end; without end unless told otherwise. */
  keep?: number;
}

/** A job that is to be done, held as long as its heart beats. */
export interface Lease {
  readonly job: Job;
  /** Rises each time that a job is taken; what an older one tells is refused. */
  readonly token: number;
  /** Aborted when the job is to stop; its reason is "cancelled", "timeout" or "lost" (another has it by now). */
  readonly signal: AbortSignal;
  /** Each gives false, and changes nothing, where another has the job by now or it has ended. */
  tell(events: readonly Pick<JobEvent, "type" | "data">[]): Promise<boolean>;
  done(result: Json): Promise<boolean>;
  /** Tries again later, if it may and there are tries left; else it has failed. One that is to stop is cancelled instead of tried again. */
  fail(error: JobError, again: boolean): Promise<boolean>;
  /** It stopped as it was told to; false as well where nobody told it to. */
  cancelled(): Promise<boolean>;
  /** Gives it back as if it had not been taken; one that is to stop is cancelled. */
  release(): Promise<boolean>;
}

/** What of the jobs is to be listed, the newest first. */
export interface JobFilter {
  state?: JobState;
  operation?: string;
  /** The `next` of a page before. */
  cursor?: string;
  /** At most; 50 unless told otherwise. */
  limit?: number;
}

/** Throws a UserError of kind "environment" where its store cannot be reached. */
export interface Queue extends AsyncDisposable {
  /** Throws a UserError of kind "usage" where the key stands for something else. */
  add(request: JobRequest): Promise<Job>;
  get(id: string): Promise<Job | undefined>;
  list(filter: JobFilter): Promise<{ jobs: Job[]; next?: string }>;
  /** How many there are of each state. */
  counts(): Promise<Record<JobState, number>>;
  /**
   * Waits for a job of one of the operations and takes it; null once the signal is aborted or the queue is closed. Goes on
   * waiting where its store cannot be reached.
   */
  take(operations: readonly string[], worker: string, signal: AbortSignal): Promise<Lease | null>;
  /** A queued job is cancelled at once, a running one told to stop; undefined where there is none. */
  cancel(id: string): Promise<Job | undefined>;
  /** Puts a failed or cancelled job into the queue again, with its tries anew; one of another state is given as it is. */
  retry(id: string): Promise<Job | undefined>;
  events(id: string, after: number, limit: number): Promise<JobEvent[]>;
  /** Events from a number on as they come; ends when the job has ended or the signal is aborted. */
  watch(id: string, after: number, signal: AbortSignal): AsyncIterable<JobEvent>;
  /** Whether its store answers. */
  ready(): Promise<void>;
}
