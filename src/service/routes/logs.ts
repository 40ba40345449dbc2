/** What happened in runs: lines, as they come, and metrics. */
import * as z from "zod";
import { IdParams, jobAt, JobEventSchema, type OperationOfJob } from "../jobs/ask.ts";
import type { JobEvent } from "../jobs/queue.ts";
import { type Route, route } from "../route.ts";
import type { Services } from "../services.ts";
import { lastEventId, type ServerEvent, sse } from "../sse.ts";

const told = { method: "GET", scope: "draw", params: IdParams } as const;

/** Where jobs are looked at, and which. */
interface Looked {
  at: string;
  tag: Route["tag"];
  operation?: OperationOfJob;
}
const RUNS: Looked = { at: "/runs", tag: "runs" };

/** Events that are read at a time. */
const PAGE = 1000;
const number = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Route of the last events of a job. */
const logsOf = ({ at, tag, operation }: Looked): Route =>
  route({
    ...{ ...told, tag, path: `${at}/{id}/logs` },
    summary: "the last events of a job",
    query: z.strictObject({
      tail: z.int().min(1).max(5000).default(100).describe("how many at most"),
      after: number.default(0).describe("only those after this number"),
    }),
    answers: {
      200: {
        text: "events in order",
        schema: z.strictObject({ events: z.array(JobEventSchema) }).meta({ id: "Events" }),
      },
    },
    async handle({ params: { id }, query: { tail, after }, services }) {
      await jobAt(id, services, operation);
      let events: JobEvent[] = [];
      for await (const page of pages(id, after, services)) events = [...events, ...page].slice(-tail);
      return Response.json({ events });
    },
  });

/** Route of the events of a job as they come. */
const streamOf = ({ at, tag, operation }: Looked): Route =>
  route({
    ...{ ...told, tag, path: `${at}/{id}/logs/stream` },
    summary: "the events of a job as they come, until it ends; Last-Event-ID goes on after one",
    answers: {
      200: {
        text: "server-sent events: `id` is the number, `event` the type, `data` the event",
        type: "text/event-stream",
      },
      204: {
        text: "the job has ended and there are no more: a client need not come back",
        type: "text/plain",
      },
    },
    async handle({ params: { id }, headers, services, signal, closing }) {
      const after = lastEventId(headers), { queue } = services;
      const { ended } = await jobAt(id, services, operation);
      if (ended !== undefined && (await queue.events(id, after, 1)).length === 0) {
        return new Response(null, { status: 204 });
      }
      return sse(eventsOf(queue.watch(id, after, AbortSignal.any([signal, closing]))), { signal });

      async function* eventsOf(events: AsyncIterable<JobEvent>): AsyncGenerator<ServerEvent> {
        for await (const event of events) yield { id: event.number, event: event.type, data: { ...event } };
      }
    },
  });

const Metrics = z.strictObject({
  metrics: z.array(z.record(z.string(), z.union([z.number(), z.string()]))).describe(
    "rows in the order of their steps: `type` is train or validation",
  ),
  last: z.int().describe("number of the last event that was looked at, to ask for what comes after"),
}).meta({ id: "Metrics" });

const metrics = route({
  ...{ ...told, tag: "runs", path: "/runs/{id}/metrics" },
  summary: "the metrics of a training, for curves",
  query: z.strictObject({ after: number.default(0).describe("only what was told after this event") }),
  answers: {
    200: { text: "rows; a step that was done twice, after a crash, is told once", schema: Metrics },
  },
  async handle({ params: { id }, query: { after }, services }) {
    await jobAt(id, services);
    const rows = new Map<string, JobEvent["data"]>();
    let last = after;
    for await (const page of pages(id, after, services)) {
      last = page.at(-1)!.number;
      for (const { type, data } of page) if (type === "metrics") rows.set(nameOf(data), data);
    }
    return Response.json({ metrics: [...rows.values()], last });
  },
});

/** What a row of metrics is of. */
function nameOf(data: JobEvent["data"]): string {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return "";
  return `${data["type"]} ${data["step"]}`;
}

/** Events of a job after a number, page by page; none is empty. */
async function* pages(id: string, after: number, { queue }: Services): AsyncGenerator<JobEvent[]> {
  for (let last = after;;) {
    const events = await queue.events(id, last, PAGE);
    if (events.length > 0) yield events;
    if (events.length < PAGE) return;
    last = events.at(-1)!.number;
  }
}

/** Routes of what is told of jobs at some place. */
export const toldOf = (looked: Looked): Route[] => [logsOf(looked), streamOf(looked)];

export const routes: Route[] = [...toldOf(RUNS), metrics];
