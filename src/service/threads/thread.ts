/** A thread that is asked many questions at once. */
import { Problem } from "../problem.ts";
import { errorOf, type FromThread, type ToThread } from "./messages.ts";

export interface Thread<Question, Event, Answer> {
  /** Comes back when it can answer. Throws what kept it from that. */
  ready(): Promise<void>;
  /**
   * Asks; `tell` hears of what is known before the answer. Throws what the thread threw, the signal's reason once that is aborted,
   * and a Problem, 503, where the thread has come to an end.
   */
  ask(question: Question, tell: (event: Event) => void, signal: AbortSignal): Promise<Answer>;
  /** Whether it has come to an end by itself. */
  readonly failed: boolean;
  /** Ends it; what it was asked fails. */
  close(): void;
}

interface Open<Event, Answer> {
  tell(event: Event): void;
  answer: PromiseWithResolvers<Answer>;
}

const GONE = { headers: { "retry-after": "1" } };

export function openThread<Setup, Question, Event, Answer>(
  start: () => Worker,
  setup: Setup,
): Thread<Question, Event, Answer> {
  const worker = start();
  const send = (message: ToThread<Setup, Question>) => worker.postMessage(message);
  const open = new Map<number, Open<Event, Answer>>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {}); // it may fail before anybody waits for it
  let last = 0, failed = false;
  const end = (error: Error) => {
    failed = true;
    ready.reject(error);
    for (const { answer } of open.values()) answer.reject(error);
    open.clear();
    worker.terminate();
  };
  const take = (message: FromThread<Event, Answer>) => {
    if ("ready" in message) return ready.resolve();
    if ("unready" in message) return end(errorOf(message.unready));
    const asked = open.get(message.id);
    if (asked === undefined) return; // it was dropped
    if ("event" in message) return asked.tell(message.event);
    open.delete(message.id);
    if ("answer" in message) asked.answer.resolve(message.answer);
    else asked.answer.reject(errorOf(message.fault));
  };
  worker.onmessage = ({ data }: MessageEvent<FromThread<Event, Answer>[]>) => data.forEach(take);
  worker.onerror = (event) => {
    event.preventDefault();
    end(new Problem(503, "the thread at work on this has failed; ask again", GONE));
  };
  send({ open: setup });
  return {
    ready: () => ready.promise,
    get failed() {
      return failed;
    },
    async ask(question, tell, signal) {
      signal.throwIfAborted();
      if (failed) throw new Problem(503, "the thread that would do this has ended; ask again", GONE);
      const id = ++last, answer = Promise.withResolvers<Answer>();
      const abort = () => {
        if (!open.delete(id)) return;
        send({ id, drop: true });
        answer.reject(signal.reason);
      };
      open.set(id, { tell, answer });
      signal.addEventListener("abort", abort, { once: true });
      try {
        send({ id, question });
        return await answer.promise;
      } finally {
        open.delete(id);
        signal.removeEventListener("abort", abort);
      }
    },
    close: () => end(new Problem(503, "the service ends", GONE)),
  };
}
