/** Draws on a core of its own, with its own session of the model. */
import { type ModelSession, openSession } from "../../inference/session.ts";
import { answerQuestions } from "../../workers.ts";
import { openBundle } from "../default_bundle.ts";
import { type Done, drawJobs, type Given, type Job } from "./draw.ts";
import type { Plan } from "./options.ts";

/** Jobs that are drawn together. */
export interface JobsRequest {
  /** Folder of the model, if not the built-in one. */
  model: string | undefined;
  plan: Plan;
  jobs: readonly Job[];
  given: Given | undefined;
}

let session: ModelSession | undefined;

answerQuestions(async ({ model, plan, jobs, given }: JobsRequest): Promise<Done[]> => {
  session ??= await openSession(await openBundle(model));
  return await drawJobs(session, plan, jobs, given);
});
