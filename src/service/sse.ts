/** Server-sent events: what comes bit by bit, until it ends or the client is gone. */
import type { Json } from "../base/json.ts";
import { Problem, problemOf } from "./problem.ts";

export interface ServerEvent {
  /** A client that comes back tells the last one that it had. */
  id?: number | string;
  event?: string;
  data: Json;
}

/** Milliseconds without an event after which a comment tells that there is still somebody. */
const HEARTBEAT = 15_000;

/** Of the request: what it is asked with has both. */
export interface Streamed {
  signal: AbortSignal;
  failed?(error: unknown): void;
  heartbeat?: number;
}

/**
 * Events as an answer to a request. What goes wrong after the first event is told as an event "error" that
 * holds a problem. The iterable is ended when the client is gone.
 */
export function sse(
  events: AsyncIterable<ServerEvent>,
  { signal, failed, heartbeat = HEARTBEAT }: Streamed,
): Response {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  const gone = Promise.withResolvers<"gone">();
  signal.addEventListener("abort", () => gone.resolve("gone"), { once: true });
  if (signal.aborted) gone.resolve("gone");
  let next: Promise<IteratorResult<ServerEvent>> | undefined, left = false;
  // One who waits for the next event does not let go of what it was made of: it ends when that does.
  const leave = () => void iterator.return?.().catch(() => {});
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      next ??= iterator.next();
      // What is raced against and lost must not be an error that nobody sees.
      next.catch(() => {});
      let timer: ReturnType<typeof setTimeout> | undefined;
      const beat = new Promise<"beat">((resolve) => timer = setTimeout(() => resolve("beat"), heartbeat));
      try {
        const came = await Promise.race([next, gone.promise, beat]);
        // Nobody is there to be told.
        if (left) return;
        if (came === "beat") return controller.enqueue(encoder.encode(":\n\n"));
        next = undefined;
        if (came === "gone") {
          leave();
          return controller.close();
        }
        if (came.done) return controller.close();
        controller.enqueue(encoder.encode(written(came.value)));
      } catch (error) {
        if (left) return;
        failed?.(error);
        const { status, message } = problemOf(error);
        controller.enqueue(encoder.encode(written({ event: "error", data: { status, detail: message } })));
        controller.close();
      } finally {
        clearTimeout(timer);
      }
    },
    cancel() {
      left = true;
      leave();
    },
  }, { highWaterMark: 0 });
  const headers = {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  };
  return new Response(body, { headers });
}

/** An event as it is sent; JSON has no line breaks, and names none either. */
function written({ id, event, data }: ServerEvent): string {
  const line = (name: string, value: string) => `${name}: ${value.replace(/[\r\n\0]/g, " ")}\n`;
  return (id === undefined ? "" : line("id", String(id))) +
    (event === undefined ? "" : line("event", event)) +
    `${line("data", JSON.stringify(data))}\n`;
}

/** The number of the last event that a client had; 0 where it had none. Throws a Problem, 400, for what is no number. */
export function lastEventId(headers: Headers): number {
  const text = headers.get("last-event-id");
  if (text === null || text === "") return 0;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new Problem(400, "the header Last-Event-ID is no number of an event");
}

/** Whether a request would rather have events than JSON. */
export const wantsEvents = (headers: Headers): boolean =>
  /(?:^|[,\s])text\/event-stream(?:[;,\s]|$)/i.test(headers.get("accept") ?? "");
