/** Sweeps as jobs of the queue. */
import * as z from "zod";
import { parseAs } from "../../base/schema.ts";
import { METHODS } from "../../experiment/sweep/fields.ts";
import { HEX_DIGEST } from "../artifacts/store.ts";
import type { Job, Queue } from "../jobs/queue.ts";
import { trialsOf } from "./journal.ts";

/** The operation that a sweep is in the queue: a worker carries it beside what it has done in processes. */
export const SWEEP = "sweep";

/** How often it may be begun again, after as many crashes of who carries it. */
export const ATTEMPTS = 1000;

const sweepSchema = z.strictObject({
  name: z.string(),
  method: z.enum(METHODS),
  metric: z.string(),
  goal: z.enum(["lowest", "highest"]),
  axes: z.array(z.string()),
  /** How many trials there are, and how many are in the queue at a time. */
  trials: z.int().min(1),
  parallel: z.int().min(1),
  /** The whole plan: id of an artifact. */
  plan: z.string().regex(HEX_DIGEST),
  /** How each trial is queued. */
  queueing: z.strictObject({
    priority: z.int().exactOptional(),
    attempts: z.int().exactOptional(),
    timeout: z.number().exactOptional(),
    keep: z.number().exactOptional(),
  }),
});
export type SweepInput = z.infer<typeof sweepSchema>;

/** What a sweep is to do. */
export const sweepOf = ({ input }: Pick<Job, "input">): SweepInput =>
  parseAs(sweepSchema, input, "input", "sweep");

/** Whether a job is of a sweep that was called off: what it asked for just before is not begun any more. */
export async function isCalledOff(queue: Queue, { input }: Pick<Job, "input">): Promise<boolean> {
  const sweep = trialSchema.safeParse(input).data?.trial.sweep;
  const job = sweep === undefined ? undefined : await queue.get(sweep);
  return job !== undefined && (job.cancelling === true || job.state === "cancelled");
}

const trialSchema = z.object({ trial: z.object({ sweep: z.string() }) });

/** Cancels a job; of a sweep, its trials too. */
export async function cancelJob(queue: Queue, id: string): Promise<Job | undefined> {
  // Marked first: what is asked for from now on is not begun.
  const job = await queue.cancel(id);
  if (job?.operation !== SWEEP || job.state === "done") return job;
  for (const { isOpen, job: trial } of await trialsOf(queue, id, sweepOf(job).trials)) {
    if (isOpen && trial !== undefined) await queue.cancel(trial);
  }
  return await queue.get(id);
}
