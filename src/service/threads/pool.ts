/** Several threads that do the same for many clients. */
import { Problem } from "../problem.ts";
import { openThread, type Thread } from "./thread.ts";
import { openTurns } from "./turns.ts";

export interface PoolOptions<Setup> {
  start(): Worker;
  setup: Setup;
  threads: number;
  /** Questions that a thread works at at once. */
  each: number;
  /** Questions of all, and of one client, that may wait. */
  waiting: number;
  own: number;
  /** Seconds that an answer may take once it is its turn; no end unless told otherwise. */
  seconds?: number;
}

export interface Pool<Question, Event, Answer> {
  readonly waiting: number;
  readonly atWork: number;
  /** Starts all threads; comes back when they can answer. Throws what keeps one from that. */
  ready(): Promise<void>;
  /** Throws a Problem where so many questions more may not wait: 429 for too many of a client, 503 for too many in all. */
  admit(client: string, count: number): void;
  /** Asks when it is the client's turn; see `Thread`. Throws as `admit` does, and a Problem, 422, for what takes too long. */
  ask(
    client: string,
    question: Question,
    options: { tell?: (event: Event) => void; signal: AbortSignal },
  ): Promise<Answer>;
  close(): void;
}

interface Waiting<Question, Event, Answer> {
  client: string;
  question: Question;
  tell: (event: Event) => void;
  signal: AbortSignal;
  answer: PromiseWithResolvers<Answer>;
}

/** Share of all that a client may have at work at once, so that one who comes later need not wait for anything to end. */
const SHARE = 0.75;
/** How much the newest answer counts in the time that answers take. */
const NEW = 0.1;

/** Threads start when they are needed first, and anew after one has failed. */
export function openPool<Setup, Question, Event, Answer>(
  options: PoolOptions<Setup>,
): Pool<Question, Event, Answer> {
  const { threads: count, each } = options, places = count * each;
  const threads: { thread: Thread<Question, Event, Answer>; busy: number }[] = [];
  const turns = openTurns<Waiting<Question, Event, Answer>>(Math.max(1, Math.floor(places * SHARE)));
  /** Seconds that an answer takes, as of late. */
  let usual = 1, atWork = 0, isClosed = false;

  const startThread = () => {
    const made = {
      thread: openThread<Setup, Question, Event, Answer>(options.start, options.setup),
      busy: 0,
    };
    threads.push(made);
    return made;
  };
  const freeThread = () => {
    for (let i = threads.length; i-- > 0;) if (threads[i]!.thread.failed) threads.splice(i, 1);
    const idlest = threads.toSorted((a, b) => a.busy - b.busy)[0];
    if (idlest !== undefined && (idlest.busy === 0 || threads.length === count)) {
      return idlest.busy < each ? idlest : undefined;
    }
    return startThread();
  };
  const work = async (slot: typeof threads[number], { question, tell, signal, answer, client }: Waiting<
    Question,
    Event,
    Answer
  >) => {
    const start = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    slot.busy++;
    atWork++;
    try {
      const asked = slot.thread.ask(question, tell, signal);
      if (options.seconds !== undefined) {
        timer = setTimeout(() => {
          answer.reject(new Problem(422, `this takes more than ${options.seconds} s, longer than it may`));
          slot.thread.close(); // it may be anywhere
        }, options.seconds * 1000);
      }
      answer.resolve(await asked);
      usual += NEW * ((performance.now() - start) / 1000 - usual);
    } catch (error) {
      answer.reject(error);
    } finally {
      clearTimeout(timer);
      slot.busy--;
      atWork--;
      turns.done(client);
      pump();
    }
  };
  const pump = () => {
    while (turns.waiting > 0 && !isClosed) {
      const slot = freeThread();
      const next = slot && turns.take();
      if (slot === undefined || next === undefined) return;
      void work(slot, next);
    }
  };
  const refusal = (status: number, detail: string) => {
    const seconds = Math.max(1, Math.min(60, Math.ceil(usual * turns.waiting / places)));
    return new Problem(status, detail, { headers: { "retry-after": String(seconds) } });
  };
  const admit = (client: string, more: number) => {
    if (isClosed) throw refusal(503, "the service ends");
    if (turns.waitingOf(client) + more > options.own) {
      throw refusal(429, `more than ${options.own} of yours would wait; ask again when some are done`);
    }
    if (turns.waiting + more > options.waiting) {
      throw refusal(503, `more than ${options.waiting} would wait; ask again later`);
    }
  };
  return {
    get waiting() {
      return turns.waiting;
    },
    get atWork() {
      return atWork;
    },
    async ready() {
      if (isClosed) throw refusal(503, "the service ends");
      freeThread();
      while (threads.length < count) startThread();
      await Promise.all(threads.map(({ thread }) => thread.ready()));
    },
    admit,
    async ask(client, question, { tell = () => {}, signal }) {
      signal.throwIfAborted();
      admit(client, 1);
      const waiting = { client, question, tell, signal, answer: Promise.withResolvers<Answer>() };
      const abort = () => {
        if (turns.remove(client, waiting)) waiting.answer.reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
      turns.add(client, waiting);
      pump();
      try {
        return await waiting.answer.promise;
      } finally {
        signal.removeEventListener("abort", abort);
      }
    },
    close() {
      isClosed = true;
      for (const { thread } of threads) thread.close();
      for (let next; (next = turns.take()) !== undefined;) {
        next.answer.reject(refusal(503, "the service ends"));
      }
    },
  };
}
