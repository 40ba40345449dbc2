/** A service that was started, and what is asked of it over HTTP. */
import * as z from "zod";
import { parseAs } from "../../../src/base/schema.ts";
import { sleep } from "../../../src/base/sleep.ts";
import { JobSchema } from "../../../src/service/jobs/ask.ts";
import { heard, type Program, type Running } from "../child.ts";
import { StageError } from "../error.ts";
import type { Work } from "../stage.ts";

/** Milliseconds that it may take to be ready, and a job to end. */
const PATIENCE = 300_000, POLL = 200;

export interface Served {
  running: Running;
  address: string;
  /** From its start until it was ready. */
  seconds: number;
}

/** Starts a service and waits until it is ready. Throws a StageError where it is not in time. */
export async function serving(work: Work, program: Program): Promise<Served> {
  const begun = performance.now(), running = work.start(program);
  const [address] = await heard(running, "out", /http:\/\/127\.0\.0\.1:\d+(?=\n)/);
  const ready = async () => {
    const response = await fetch(`${address}/readyz`, { signal: work.signal });
    await response.body?.cancel();
    return response.ok;
  };
  await waitFor(ready, "the service is not ready", work.signal);
  return { running, address: address!, seconds: (performance.now() - begun) / 1000 };
}

async function waitFor(done: () => Promise<boolean>, what: string, signal: AbortSignal): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!await done()) {
    signal.throwIfAborted();
    if (performance.now() > until) throw new StageError(`${what} after ${PATIENCE / 1000} s`);
    await sleep(POLL, signal);
  }
}

export type Job = z.infer<typeof JobSchema>;
const jobsSchema = z.looseObject({ jobs: z.array(JobSchema).min(1) });

/** Asks a service. What is no answer of the status that is expected throws a StageError. */
export function openClient(address: string, signal: AbortSignal) {
  const ask = async (path: string, body?: unknown, accept = "application/json") => {
    const headers = { accept, ...body !== undefined && { "content-type": "application/json" } };
    const posted = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(address + path, { headers, signal, ...posted });
    if (response.ok) return response;
    throw new StageError(
      `${path} was answered by ${response.status}: ${(await response.text()).slice(0, 300)}`,
    );
  };
  const read = async <T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> =>
    parseAs(schema, await (await ask(path, body)).json(), "environment", path);
  const job = (id: string) => read(JobSchema, `/runs/${id}`);
  return {
    ask,
    read,
    job,
    newest: async (): Promise<Job> => (await read(jobsSchema, "/runs?limit=1")).jobs[0]!,
    /** Waits until a job is in one of some states. */
    async until(id: string, states: readonly Job["state"][]): Promise<Job> {
      await waitFor(
        async () => states.includes((await job(id)).state),
        `the job ${id} is not ${states}`,
        signal,
      );
      return await job(id);
    },
    /** Cancels a job; gives the state that it ends in. */
    async cancelled(id: string): Promise<Job["state"]> {
      await read(JobSchema, `/runs/${id}/cancel`, {});
      return (await this.until(id, ["cancelled", "done", "failed"])).state;
    },
  };
}
export type Client = ReturnType<typeof openClient>;
