/// <reference lib="deno.worker" />
/** A thread that answers many questions at once, and tells of each while it is at it. */
import { faultOf, type FromThread, type ToThread } from "./messages.ts";

/** Answers a question; `tell` hands on what is known before the answer, and the signal says that nobody waits any more. */
export type Answerer<Question, Event, Answer> = (
  question: Question,
  tell: (event: Event) => void,
  signal: AbortSignal,
) => Promise<Answer>;

/** Makes this thread answer: `open` is called once, with what the thread is set up by. */
export function answerMany<Setup, Question, Event, Answer>(
  open: (setup: Setup) => Promise<Answerer<Question, Event, Answer>>,
): void {
  const atWork = new Map<number, AbortController>();
  let answerer: Promise<Answerer<Question, Event, Answer>> | undefined;
  let out: FromThread<Event, Answer>[] = [];
  // Messages cost more than what is in them, so those of one turn of the event loop are sent as one.
  const send = (message: FromThread<Event, Answer>) => {
    if (out.push(message) > 1) return;
    setTimeout(() => {
      self.postMessage(out);
      out = [];
    });
  };
  const answer = async (id: number, question: Question) => {
    const stop = new AbortController();
    atWork.set(id, stop);
    try {
      const tell = (event: Event) => stop.signal.aborted || send({ id, event });
      send({ id, answer: await (await answerer!)(question, tell, stop.signal) });
    } catch (error) {
      if (!stop.signal.aborted) send({ id, fault: faultOf(error) });
    } finally {
      atWork.delete(id);
    }
  };
  self.onmessage = ({ data }: MessageEvent<ToThread<Setup, Question>>) => {
    if ("open" in data) {
      answerer = open(data.open);
      answerer.then(() => send({ ready: true }), (error) => send({ unready: faultOf(error) }));
    } else if ("drop" in data) atWork.get(data.id)?.abort();
    else void answer(data.id, data.question);
  };
}
