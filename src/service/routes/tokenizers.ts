/** Tokenizers that are fitted to corpora. */
import { ask, IdParams, jobAt, JobSchema, Queueing } from "../jobs/ask.ts";
import { tokenizerSchema } from "../jobs/operations.ts";
import { type Route, route } from "../route.ts";

const train = route({
  ...{ method: "POST", path: "/tokenizers/train", scope: "train", tag: "tokenizers" },
  summary: "fit a tokenizer to texts",
  body: tokenizerSchema.extend({ job: Queueing.exactOptional() }).meta({ id: "TrainTokenizer" }),
  answers: { 202: { text: "the job, as it is in the queue", schema: JobSchema } },
  handle: ({ body: { job: queueing, ...input }, headers, services }) =>
    ask({ operation: "tokenizer", input, queueing, headers, at: "/tokenizers" }, services),
});

const show = route({
  ...{ method: "GET", path: "/tokenizers/{id}", scope: "draw", tag: "tokenizers", params: IdParams },
  summary: "how a tokenizer stands; done, its result names the artifact that trainings take",
  answers: { 200: { text: "the job", schema: JobSchema } },
  handle: async ({ params: { id }, services }) => Response.json(await jobAt(id, services, "tokenizer")),
});

export const routes: Route[] = [train, show];
