/** Jobs as they are asked for over HTTP: checked before they are put into the queue, and as they are told of. */
import { join } from "node:path";
import * as z from "zod";
import { sha256 } from "../../base/files.ts";
import { SWEEP } from "../sweeps/sweep.ts";
import { Problem } from "../problem.ts";
import type { Services } from "../services.ts";
import { corpusPath } from "./corpora.ts";
import { ID_PATTERN } from "./ids.ts";
import { JOB_OPERATION_NAMES, JOB_OPERATIONS, type JobOperationName } from "./operations.ts";
import { type Job, JOB_STATES, type JobRequest } from "./queue.ts";
import { ResultSchema } from "./result.ts";

export const IdParams = z.strictObject({ id: z.string().regex(ID_PATTERN).describe("of a job") });

/** How a job is to be queued. */
export const Queueing = z.strictObject({
  priority: z.int().min(0).max(9).describe("higher ones first; 4 unless given").exactOptional(),
  attempts: z.int().min(1).max(100).describe("times it is tried at most; 3 unless given").exactOptional(),
  timeout: z.int().min(1).max(2_592_000).describe("seconds that one try may take").exactOptional(),
  keep: z.int().min(60).max(31_536_000).describe("seconds that it is kept after its end").exactOptional(),
}).meta({ id: "Queueing" });

const time = z.string().describe("ISO 8601, UTC");

export const JobSchema = z.strictObject({
  id: z.string(),
  operation: z.string(),
  input: z.json(),
  state: z.enum(JOB_STATES),
  priority: z.int(),
  attempt: z.int().describe("tries so far"),
  attempts: z.int(),
  created: time,
  started: time.optional(),
  ended: time.optional(),
  heartbeat: time.describe("when its worker last told of itself").optional(),
  due: time.describe("it failed, and is tried again at this time").optional(),
  progress: z.strictObject({
    part: z.string(),
    done: z.number(),
    total: z.number().optional(),
    detail: z.string().optional(),
  }).optional(),
  cancelling: z.literal(true).optional(),
  error: z.strictObject({ kind: z.string(), message: z.string() }).optional(),
  result: z.json().describe("artifacts and metrics").optional(),
  worker: z.string().optional(),
}).meta({ id: "Job" });

export const JobEventSchema = z.strictObject({
  number: z.int().describe("from 1 without gaps"),
  time,
  type: z.enum(["state", "progress", "log", "metrics"]),
  data: z.json(),
}).meta({ id: "JobEvent" });

export const OperationName = z.enum([...JOB_OPERATION_NAMES, SWEEP]);

export type OperationOfJob = z.infer<typeof OperationName>;

/** Where corpora are; in the root unless told otherwise. */
export const corporaRoot = ({ root, corpora }: Services["settings"]): string =>
  corpora.root ?? join(root, "corpora");

/** What is asked of the queue. */
export interface AskedOfQueue {
  operation: JobOperationName;
  input: unknown;
  queueing?: z.infer<typeof Queueing> | undefined;
  headers: Headers;
  /** Where the job is then looked at, before its id. */
  at: "/runs" | "/tokenizers";
}

/** Puts a job into the queue: once for an Idempotency-Key. Throws a UserError for an input that could not be done. */
export async function ask(
  { operation, input: given, queueing = {}, headers, at }: AskedOfQueue,
  { queue, settings }: Services,
): Promise<Response> {
  const { input, corpora } = JOB_OPERATIONS[operation].read(given);
  const root = corporaRoot(settings);
  for (const name of corpora) await corpusPath(root, name);
  const request: JobRequest = { operation, input, ...queueing };
  const job = await queue.add(await keyed(request, headers));
  return Response.json(job, { status: 202, headers: { location: `${at}/${job.id}` } });
}

/** A request with the key of who asks, for that very request: others may use the same key for something else. */
export async function keyed(request: JobRequest, headers: Headers): Promise<JobRequest> {
  const key = headers.get("idempotency-key");
  if (key === null) return request;
  return { ...request, key: await sha256(new TextEncoder().encode(`${key}\n${JSON.stringify(request)}`)) };
}

/** A job that there is, of one of the operations if they are named. Throws a Problem, 404. */
export async function jobAt(id: string, { queue }: Services, operation?: OperationOfJob): Promise<Job> {
  const job = await queue.get(id);
  if (job !== undefined && (operation === undefined || job.operation === operation)) return job;
  const what = operation === "tokenizer" || operation === SWEEP ? operation : "run";
  throw new Problem(404, `there is no ${what} ${id}`);
}

/** A job that can be tried again. Throws a Problem, 409, for one that has neither failed nor been cancelled. */
export function stoppedOnly(job: Job): Job {
  if (job.state === "failed" || job.state === "cancelled") return job;
  throw new Problem(409, `${job.id} is ${job.state}; what has failed or was cancelled is tried again`);
}

/** The artifact of some name that a job has left. Throws a Problem, 409, where it has left none, or not yet. */
export function leftBy({ id, operation, state, result }: Job, name: string): string {
  const left = ResultSchema.safeParse(result).data?.artifacts.find((each) => each.name === name);
  if (left !== undefined) return left.id;
  throw new Problem(409, `${id} (${operation}, ${state}) has left no ${name}`);
}
