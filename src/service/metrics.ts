/** What is counted of the service, as Prometheus reads it. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { type Route, route } from "./route.ts";
import type { Services } from "./services.ts";

export interface Metrics {
  /** Counts an answer; `path` is the pattern of a route, never what was asked for. */
  answered(method: string, path: string, status: number, seconds: number): void;
  /** Counts requests at work, by 1 or -1. */
  working(by: 1 | -1): void;
  text(): Promise<string>;
}

const PREFIX = "ascii_gen_";
/** Seconds that most answers take, a drawing included. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is read from /proc, which a service may not. */
const OF_PROC = ["resident_memory_bytes", "virtual_memory_bytes", "heap_bytes", "open_fds", "max_fds"]
  .map((name) => `process_${name}`);

/** Counters of one service, and of the jobs of its queue. */
export function createMetrics(queue?: Pick<Services["queue"], "counts">): Metrics {
  const registry = new Registry(), registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of OF_PROC) registry.removeSingleMetric(name);
  new Gauge({
    ...{ name: "process_resident_memory_bytes", help: "Resident memory size in bytes", registers },
    collect() {
      this.set(Deno.memoryUsage().rss);
    },
  });
  const labelNames = ["method", "path", "status"] as const;
  const seconds = new Histogram({
    ...{ name: `${PREFIX}request_seconds`, help: "Seconds until an answer began", registers },
    ...{ labelNames, buckets: BUCKETS },
  });
  const requests = new Counter({
    ...{ name: `${PREFIX}requests_total`, help: "Requests answered", registers, labelNames },
  });
  const atWork = new Gauge({
    ...{ name: `${PREFIX}requests_at_work`, help: "Requests at work, streams included", registers },
  });
  new Gauge({
    ...{
      name: `${PREFIX}jobs`,
      help: "Jobs of the queue by state",
      registers,
      labelNames: ["state"] as const,
    },
    async collect() {
      this.reset();
      // A queue that does not answer is told of by /readyz.
      const counts: Record<string, number> = await queue?.counts().catch(() => ({})) ?? {};
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
    },
  });
  return {
    answered(method, path, status, took) {
      const labels = { method, path, status: String(status) };
      requests.inc(labels);
      seconds.observe(labels, took);
    },
    working: (by) => atWork.inc(by),
    text: () => registry.metrics(),
  };
}

const TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** `GET /metrics`. */
export const metricsRoute = (metrics: Metrics): Route =>
  route({
    ...{ method: "GET", path: "/metrics", scope: "draw", tag: "service" },
    summary: "what is counted, for Prometheus",
    answers: { 200: { text: "metrics", type: "text/plain" } },
    async handle() {
      return new Response(await metrics.text(), { headers: { "content-type": TYPE } });
    },
  });
