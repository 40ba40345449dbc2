/** Sweeps: trainings that differ in a few settings, each a job of the queue. */
import * as z from "zod";
import { METHODS } from "../../experiment/sweep/fields.ts";
import { corporaRoot, IdParams, jobAt, JobSchema, keyed, Queueing, stoppedOnly } from "../jobs/ask.ts";
import { type Job, JOB_STATES } from "../jobs/queue.ts";
import { type Route, route } from "../route.ts";
import type { Services } from "../services.ts";
import { trialsOf } from "../sweeps/journal.ts";
import { keepPlan, planned, readPlan, sweepBodySchema } from "../sweeps/plan.ts";
import { ATTEMPTS, cancelJob, SWEEP, type SweepInput, sweepOf } from "../sweeps/sweep.ts";
import { bestOf, rowsOf } from "../sweeps/table.ts";
import { toldOf } from "./logs.ts";

const told = { scope: "train", tag: "sweeps" } as const;
const looked = { ...told, method: "GET", scope: "draw" } as const;

const TrialSchema = z.strictObject({
  name: z.string(),
  values: z.record(z.string(), z.string()).describe("what it tries, by key or group"),
  state: z.enum(["waiting", "running", "stopped", "paused", "finished", "failed"]),
  steps: z.number(),
  minutes: z.number(),
  value: z.number().describe("of the metric, at its highest rung").optional(),
  rung: z.int().optional(),
  failed: z.string().describe("why").optional(),
  run: z.string().describe("its last training: a job").optional(),
  model: z.string().describe("what that has left: an artifact").optional(),
});

const head = {
  id: z.string(),
  name: z.string(),
  method: z.enum(METHODS),
  metric: z.string(),
  goal: z.enum(["lowest", "highest"]),
  axes: z.array(z.string()).describe("what trials differ in"),
  state: z.enum(JOB_STATES),
  cancelling: z.literal(true).optional(),
  created: z.string(),
  ended: z.string().optional(),
  progress: JobSchema.shape.progress.describe("trials that are done, and the best of them"),
  error: JobSchema.shape.error,
  result: z.json().describe("artifacts, the table among them, and the best value").optional(),
};
const HeadSchema = z.strictObject({ ...head, trials: z.int().describe("how many there are") })
  .meta({ id: "SweepHead" });
const SweepSchema = z.strictObject({
  ...head,
  rungs: z.array(z.number()).describe("shares of the budget of a trial"),
  best: z.string().describe("name of the best trial so far").optional(),
  trials: z.array(TrialSchema).describe("the best first"),
}).meta({ id: "Sweep" });

const queued = { 202: { text: "the sweep, as it is in the queue", schema: HeadSchema } } as const;

/** A sweep without its trials. */
function headOf(job: Job): z.infer<typeof HeadSchema> {
  const { name, method, metric, goal, axes, trials } = sweepOf(job);
  const { id, state, cancelling, created, ended, progress, error, result } = job;
  return {
    ...{ id, name, method, metric, goal, axes, trials, state, created },
    ...cancelling && { cancelling },
    ...ended !== undefined && { ended },
    ...progress !== undefined && { progress },
    ...error !== undefined && { error },
    ...result !== undefined && { result },
  };
}

const begin = route({
  ...{ ...told, method: "POST", path: "/sweeps", answers: queued },
  summary: "try several settings, as `train -m` does: each trial is a training of the queue",
  body: sweepBodySchema.extend({
    job: Queueing.describe("how each trial is queued").exactOptional(),
  }).meta({ id: "BeginSweep" }),
  async handle({ body: { job: queueing = {}, ...body }, headers, services }) {
    const { queue, artifacts, settings } = services;
    const { name, plan, parallel } = await planned(body, corporaRoot(settings));
    const { axes, method, metric, goal, trials } = plan;
    const input: SweepInput = {
      ...{ name, method, metric, goal, axes, trials: trials.length, parallel },
      ...{ plan: await keepPlan(artifacts, plan), queueing },
    };
    const { keep } = queueing;
    const request = {
      ...{ operation: SWEEP, input: { ...input, queueing: { ...queueing } }, attempts: ATTEMPTS },
      ...keep !== undefined && { keep },
    };
    return answered(await queue.add(await keyed(request, headers)));
  },
});

const answered = (job: Job): Response =>
  Response.json(headOf(job), { status: 202, headers: { location: `/sweeps/${job.id}` } });

const list = route({
  ...{ ...looked, path: "/sweeps" },
  summary: "sweeps, the newest first",
  query: z.strictObject({
    state: z.enum(JOB_STATES).exactOptional(),
    cursor: z.string().max(200).describe("the `next` of the page before").exactOptional(),
    limit: z.int().min(1).max(200).describe("at most; 50 unless given").exactOptional(),
  }),
  answers: {
    200: {
      text: "a page of sweeps",
      schema: z.strictObject({ sweeps: z.array(HeadSchema), next: z.string().optional() })
        .meta({ id: "Sweeps" }),
    },
  },
  async handle({ query, services: { queue } }) {
    const { jobs, next } = await queue.list({ ...query, operation: SWEEP });
    return Response.json({ sweeps: jobs.map(headOf), ...next !== undefined && { next } });
  },
});

const show = route({
  ...{ ...looked, path: "/sweeps/{id}", params: IdParams },
  summary: "what a sweep has come to: its trials, the best first",
  answers: { 200: { text: "the sweep", schema: SweepSchema } },
  handle: async ({ params: { id }, services }) =>
    Response.json(await wholeOf(await jobAt(id, services, SWEEP), services)),
});

async function wholeOf(job: Job, { queue, artifacts }: Services): Promise<z.infer<typeof SweepSchema>> {
  const input = sweepOf(job), plan = await readPlan(artifacts, input.plan);
  const trials = await trialsOf(queue, job.id, input.trials);
  const open = trials.flatMap(({ isOpen, job }) => isOpen && job !== undefined ? [job] : []);
  const jobs = await Promise.all(open.map((id) => queue.get(id)));
  const rows = rowsOf(
    plan,
    trials,
    new Map(jobs.flatMap((each) => each === undefined ? [] : [[each.id, each]])),
  );
  const best = bestOf(rows)?.name;
  return {
    ...headOf(job),
    ...{ rungs: plan.rungs, ...best !== undefined && { best } },
    trials: rows.map((row) => ({ ...row, values: { ...row.values } })),
  };
}

const cancel = route({
  ...{ ...told, method: "POST", path: "/sweeps/{id}/cancel", params: IdParams, answers: queued },
  summary: "cancel a sweep and its trials, which save checkpoints",
  async handle({ params: { id }, services }) {
    const job = await jobAt(id, services, SWEEP);
    return answered(await cancelJob(services.queue, id) ?? job);
  },
});

const retry = route({
  ...{ ...told, method: "POST", path: "/sweeps/{id}/retry", params: IdParams, answers: queued },
  summary: "go on with a cancelled or failed sweep: trials that were stopped go on from their checkpoints",
  async handle({ params: { id }, services }) {
    const job = stoppedOnly(await jobAt(id, services, SWEEP));
    return answered(await services.queue.retry(id) ?? job);
  },
});

export const routes: Route[] = [
  ...[begin, list, show, cancel, retry],
  ...toldOf({ at: "/sweeps", tag: "sweeps", operation: SWEEP }),
];
