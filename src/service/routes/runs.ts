/** Runs: trainings and whatever else is done as a job. */
import * as z from "zod";
import {
  ask,
  IdParams,
  jobAt,
  JobSchema,
  leftBy,
  OperationName,
  Queueing,
  stoppedOnly,
} from "../jobs/ask.ts";
import { evaluationSchema, exportSchema, quantizeSchema, trainSchema } from "../jobs/operations.ts";
import { type Job, JOB_STATES } from "../jobs/queue.ts";
import { Problem } from "../problem.ts";
import { type Route, route } from "../route.ts";
import type { Services } from "../services.ts";
import { cancelJob } from "../sweeps/sweep.ts";

const told = { scope: "train", tag: "runs" } as const;
const looked = { ...told, method: "GET", scope: "draw" } as const;
const queued = { 202: { text: "the job, as it is in the queue", schema: JobSchema } } as const;
const one = { 200: { text: "the job", schema: JobSchema } } as const;
const job = Queueing.exactOptional();

const train = route({
  ...{ ...told, method: "POST", path: "/runs/train", answers: queued },
  summary: "train a model of texts, of drawings, or one that labels pictures",
  body: trainSchema.extend({ job }).meta({ id: "Train" }),
  handle: ({ body: { job: queueing, ...input }, headers, services }) =>
    ask({ operation: "train", input, queueing, headers, at: "/runs" }, services),
});

const list = route({
  ...{ ...looked, path: "/runs" },
  summary: "jobs, the newest first",
  query: z.strictObject({
    state: z.enum(JOB_STATES).exactOptional(),
    operation: OperationName.exactOptional(),
    cursor: z.string().max(200).describe("the `next` of the page before").exactOptional(),
    limit: z.int().min(1).max(200).describe("at most; 50 unless given").exactOptional(),
  }),
  answers: {
    200: {
      text: "a page of jobs",
      schema: z.strictObject({ jobs: z.array(JobSchema), next: z.string().optional() }).meta({ id: "Jobs" }),
    },
  },
  handle: async ({ query, services: { queue } }) => Response.json(await queue.list(query)),
});

const show = route({
  ...{ ...looked, path: "/runs/{id}", params: IdParams, answers: one },
  summary: "how a job stands: its state, how far it is, when its worker told of itself",
  handle: async ({ params: { id }, services }) => Response.json(await jobAt(id, services)),
});

/** A job that was changed, or 404. */
const changed = (id: string, found: Job | undefined, status: number): Response => {
  if (found === undefined) throw new Problem(404, `there is no run ${id}`);
  return Response.json(found, { status, headers: { location: `/runs/${id}` } });
};

const cancel = route({
  ...{ ...told, method: "POST", path: "/runs/{id}/cancel", params: IdParams, answers: queued },
  summary: "cancel a job: at once where it waits, within a second where it is at work",
  handle: async ({ params: { id }, services: { queue } }) => changed(id, await cancelJob(queue, id), 202),
});

const retry = route({
  ...{ ...told, method: "POST", path: "/runs/{id}/retry", params: IdParams, answers: queued },
  summary: "try a failed or cancelled job again, with its tries anew; a training goes on from its checkpoint",
  handle: async ({ params: { id }, services }) =>
    changed(id, await services.queue.retry(stoppedOnly(await jobAt(id, services)).id), 202),
});

const evaluate = route({
  ...{ ...told, method: "POST", path: "/runs/{id}/evaluate", params: IdParams, answers: queued },
  summary: "judge the model of a run that is done",
  body: evaluationSchema.extend({ job }).meta({ id: "Evaluate" }),
  async handle({ params: { id }, body: { job: queueing, ...given }, headers, services }) {
    const input = { ...given, run: id, model: leftBy(await jobAt(id, services), "model") };
    return await ask({ operation: "evaluate", input, queueing, headers, at: "/runs" }, services);
  },
});

const exported = route({
  ...{ ...told, method: "POST", path: "/runs/{id}/export", params: IdParams, answers: queued },
  summary: "write what a training left as a model, or for other programs",
  body: exportSchema.omit({ checkpoint: true }).extend({ job }).meta({ id: "Export" }),
  async handle({ params: { id }, body: { job: queueing, ...given }, headers, services }) {
    const input = { ...given, checkpoint: leftBy(await jobAt(id, services, "train"), "checkpoint") };
    return await ask({ operation: "export", input, queueing, headers, at: "/runs" }, services);
  },
});

const quantized = route({
  ...{ ...told, method: "POST", path: "/runs/{id}/quantize", params: IdParams, answers: queued },
  summary: "write the model of a run anew with rounded weights",
  body: quantizeSchema.omit({ model: true }).extend({ job }).meta({ id: "Quantize" }),
  async handle({ params: { id }, body: { job: queueing, ...given }, headers, services }) {
    const input = { ...given, model: leftBy(await jobAt(id, services), "model") };
    return await ask({ operation: "quantize", input, queueing, headers, at: "/runs" }, services);
  },
});

const evaluation = route({
  ...{ ...looked, path: "/runs/{id}/eval", params: IdParams, answers: one },
  summary: "the newest judgement of a run's model, as a job",
  async handle({ params: { id }, services }) {
    await jobAt(id, services);
    const found = await newestEvaluation(id, services);
    if (found === undefined) throw new Problem(404, `the run ${id} was not judged yet`);
    return Response.json(found);
  },
});

/** Jobs that are looked through for the evaluation of a run at most. */
const MOST = 10_000, PAGE = 200;

async function newestEvaluation(run: string, { queue }: Services): Promise<Job | undefined> {
  let cursor: string | undefined;
  for (let looked = 0; looked < MOST; looked += PAGE) {
    const page = await queue.list({
      operation: "evaluate",
      limit: PAGE,
      ...cursor !== undefined && { cursor },
    });
    const found = page.jobs.find(({ input }) =>
      typeof input === "object" && input !== null && !Array.isArray(input) && input["run"] === run
    );
    if (found !== undefined || page.next === undefined) return found;
    cursor = page.next;
  }
  return undefined;
}

export const routes: Route[] = [
  ...[train, list, show, cancel, retry, evaluate, exported, quantized, evaluation],
];
