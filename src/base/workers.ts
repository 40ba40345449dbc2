/// <reference lib="deno.worker" />

/**
 * Puts questions to several Web Workers and yields the answers in the order of the questions. Each worker answers by
 * `answerQuestions`. An error in one ends the iteration with it; an abort ends it after the answers that are there.
 */
export async function* askWorkers<Question, Answer extends object>(
  questions: readonly Question[],
  start: () => Worker,
  { count, signal }: { count: number; signal?: AbortSignal },
): AsyncGenerator<Answer> {
  const answers = new Map<number, PromiseWithResolvers<Answer>>();
  const ended = Promise.withResolvers<undefined>();
  ended.promise.catch(() => {}); // it may fail before anybody waits for it
  const abort = () => ended.resolve(undefined);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  let next = 0;
  const feed = (worker: Worker, asked: number[]): void => {
    if (next >= questions.length || signal?.aborted) return;
    answers.set(next, Promise.withResolvers());
    asked.push(next);
    worker.postMessage(questions[next++]);
  };
  const workers = Array.from({ length: Math.min(count, questions.length) }, () => {
    const worker = start();
    const asked: number[] = [];
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      answers.get(asked.shift()!)!.resolve(data);
      feed(worker, asked);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      ended.reject(new Error(`a worker failed: ${event.message}`));
    };
    return { worker, asked };
  });
  try {
    // Two questions for each worker, so that none waits for this thread.
    for (const { worker, asked } of [...workers, ...workers]) feed(worker, asked);
    for (let i = 0; i < questions.length; i++) {
      const answer = await Promise.race([...answers.has(i) ? [answers.get(i)!.promise] : [], ended.promise]);
      if (answer === undefined) return;
      answers.delete(i);
      yield answer;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    // Native code that still runs while the process ends would find its library torn down.
    const asked = [...answers.values()].map(({ promise }) => promise);
    next = questions.length;
    await Promise.race([Promise.all(asked), ended.promise.catch(() => {})]);
    for (const { worker } of workers) worker.terminate();
  }
}

/** In a worker: answers every question in turn. An error reaches whoever asked. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
): void {
  let last = Promise.resolve();
  self.onmessage = ({ data }: MessageEvent<Question>) => {
    last = last.then(async () => self.postMessage(await answer(data)));
  };
}
