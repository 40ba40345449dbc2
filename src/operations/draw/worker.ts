/** Draws on a core of its own, with its own session of the model. */
import { shareRuntime } from "../../inference/runtime/native.ts";
import { type Done, type DrawingPlan, drawJobs, type Given, type Job } from "../../tasks/art/draw/jobs.ts";
import { type ModelSession, openSession } from "../../tasks/art/draw/session.ts";
import { answerQuestions } from "../../base/workers.ts";
import { openBundle } from "../default_bundle.ts";

/** Jobs that are drawn together. */
export interface JobsRequest {
  /** Folder of the model, if not the built-in one. */
  model: string | undefined;
  plan: DrawingPlan;
  jobs: readonly Job[];
  given: Given | undefined;
  /** Where the thread that asks has loaded onnxruntime from, if others can. */
  library: string | undefined;
}

let session: ModelSession | undefined;

answerQuestions(async ({ model, plan, jobs, given, library }: JobsRequest): Promise<Done[]> => {
  if (library !== undefined) await shareRuntime(library);
  session ??= await openSession(await openBundle(model));
  return await drawJobs(session, plan, jobs, given);
});
