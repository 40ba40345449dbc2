/** What is told while work goes on, as events of a stream; and errors in the words of requests. */
import { UserError } from "../base/errors.ts";
import type { ServerEvent } from "./sse.ts";

/** Tells of work; of a piece of text, one event with what waits before it. */
export type Tell = (event: ServerEvent) => void;

/** An event "text" of the thing with a number. */
export const textEvent = (index: number, text: string): ServerEvent => ({
  event: "text",
  data: { index, text },
});

/**
 * Does some work and gives what it tells, the first event before this comes back: what cannot be done is thrown here. The work's
 * signal is aborted with the given one, and when nobody takes events any more.
 */
export async function eventsOf(
  work: (tell: Tell, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<AsyncIterable<ServerEvent>> {
  const events = told(work, signal);
  const first = await events.next();
  return (async function* () {
    try {
      if (first.done) return;
      yield first.value;
      yield* events;
    } finally {
      await events.return();
    }
  })();
}

async function* told(
  work: (tell: Tell, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent, void, void> {
  const stop = new AbortController(), waiting: ServerEvent[] = [];
  let more = Promise.withResolvers<void>(), isOver = false, failure: { error: unknown } | undefined;
  const tell: Tell = (event) => {
    if (!joined(waiting.at(-1), event)) waiting.push(event);
    more.resolve();
  };
  void work(tell, AbortSignal.any([signal, stop.signal])).catch((error) => failure = { error }).finally(
    () => {
      isOver = true;
      more.resolve();
    },
  );
  try {
    for (;;) {
      for (let event; (event = waiting.shift()) !== undefined;) yield event;
      if (isOver) break;
      await more.promise;
      more = Promise.withResolvers();
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    stop.abort();
  }
}

/** Adds a piece of text to the one before it, if that is of the same thing and still waits. */
function joined(last: ServerEvent | undefined, { event, data }: ServerEvent): boolean {
  if (last === undefined || event !== "text" || last.event !== "text") return false;
  const [before, after] = [textIn(last.data), textIn(data)];
  if (before === undefined || after === undefined || before.index !== after.index) return false;
  last.data = { index: before.index, text: before.text + after.text };
  return true;
}

function textIn(data: ServerEvent["data"]): { index: number; text: string } | undefined {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return undefined;
  const { index, text } = data;
  return typeof index === "number" && typeof text === "string" ? { index, text } : undefined;
}

/** Does work whose errors name flags; those of a request are told by the names of its fields. */
export async function inFields<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const named = error.message.replace(
      /--([a-z]+(?:-[a-z]+)*)/g,
      (_, flag: string) => flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    );
    throw new UserError(error.kind, named, { cause: error });
  }
}
