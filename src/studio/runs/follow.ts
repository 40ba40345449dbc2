/// <reference lib="dom" />
/** A run as it goes on: its job, its log and its numbers, by the events that the service sends. */
import { useEffect, useState } from "preact/hooks";
import { sleep } from "../../base/sleep.ts";
import { errorOf } from "../parts/use.ts";
import type { MetricLine, Run, RunEvent } from "../service/answers.ts";
import type { Api } from "../service/api.ts";
import { withLine } from "./metrics.ts";

/** Lines of a log that are kept in the page. */
const LINES = 2000;
/** Milliseconds that events are gathered for before they are shown, and that are waited before a lost stream is asked for again. */
const GATHER = 250, AGAIN = 2000;

export interface LogLine {
  number: number;
  time: string;
  text: string;
}

export interface Followed {
  run?: Run;
  lines: readonly MetricLine[];
  log: readonly LogLine[];
  error?: Error | undefined;
  /** Whether events come. */
  live: boolean;
}

export const isOver = ({ state }: Run): boolean =>
  state === "done" || state === "failed" || state === "cancelled";

/** Follows a run; `turn` changes when it is to be looked at anew. */
export function useFollowed(api: Api, id: string, turn: number): Followed {
  const [followed, setFollowed] = useState<Followed>({ lines: [], log: [], live: false });
  useEffect(() => {
    const abort = new AbortController();
    let now: Followed = { lines: [], log: [], live: false };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!abort.signal.aborted) setFollowed(now);
    };
    const change = (more: Partial<Followed>) => {
      now = { ...now, ...more };
      timer ??= setTimeout(show, GATHER);
    };
    const path = `/runs/${encodeURIComponent(id)}`;
    const look = async () => change({ run: await api.get<Run>(path, abort.signal) });
    (async () => {
      await look();
      const { metrics } = await api.get<{ metrics: readonly MetricLine[] }>(`${path}/metrics`, abort.signal);
      change({ lines: metrics });
      show();
      let last = "0";
      while (!abort.signal.aborted) {
        change({ live: true });
        try {
          for await (const event of api.stream(`${path}/logs/stream`, { last }, abort.signal)) {
            last = event.id || last;
            const told = eventOf(event);
            if (told === undefined) continue;
            if (told.type === "state") await look();
            change({ ...after(now, told), error: undefined });
          }
          await look();
          change({ error: undefined });
        } catch (error) {
          if (abort.signal.aborted) return;
          change({ error: errorOf(error) });
        }
        change({ live: false });
        show();
        if (now.run !== undefined && isOver(now.run)) return;
        await sleep(AGAIN, abort.signal);
      }
    })().catch((error) => change({ error: errorOf(error) }));
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [id, turn]);
  return followed;
}

function eventOf({ id, event, data }: { id: string; event: string; data: string }): RunEvent | undefined {
  if (event !== "state" && event !== "progress" && event !== "log" && event !== "metrics") return undefined;
  const told: unknown = JSON.parse(data);
  // cast: the service sends a JobEvent as JSON (src/service/jobs/queue.ts).
  const whole = told as RunEvent;
  return { ...whole, number: Number(id || whole.number), type: event };
}

function after({ run, lines, log }: Followed, { type, data, number, time }: RunEvent): Partial<Followed> {
  const told = typeof data === "object" && data !== null && !Array.isArray(data) ? data : undefined;
  switch (type) {
    case "metrics":
      return told === undefined ? {} : { lines: withLine(lines, told) };
    case "progress": {
      if (run === undefined || told === undefined) return {};
      const { part, done, total, detail } = told;
      return {
        run: {
          ...run,
          progress: {
            part: String(part ?? ""),
            done: Number(done ?? 0),
            ...typeof total === "number" && { total },
            ...typeof detail === "string" && { detail },
          },
        },
      };
    }
    case "log":
    case "state": {
      const text = typeof data === "string"
        ? data
        : told === undefined
        ? JSON.stringify(data)
        : textOf(told, type);
      return { log: [...log, { number, time, text }].slice(-LINES) };
    }
  }
}

function textOf(told: Readonly<Record<string, unknown>>, type: string): string {
  const text = told["line"] ?? told["text"] ?? told["message"] ?? told["state"];
  const more = type === "state" ? told["error"] : undefined;
  return (typeof text === "string" ? text : JSON.stringify(told)) +
    (more === undefined ? "" : ` ${JSON.stringify(more)}`);
}
