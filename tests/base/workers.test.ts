import assert from "node:assert/strict";
import { askWorkers } from "../../src/base/workers.ts";

/** Starts a worker that answers numbers by `body`. */
function starter(body: string): () => Worker {
  const library = new URL("../../src/base/workers.ts", import.meta.url).href;
  const text = `import { answerQuestions } from ${JSON.stringify(library)};
    answerQuestions(async (n) => { ${body} });`;
  const url = `data:text/javascript,${encodeURIComponent(text)}`;
  return () => new Worker(url, { type: "module" });
}

const numbers = Array.from({ length: 20 }, (_, i) => i);
/** The longer the earlier, so that answers come in another order than questions. */
const slow = "await new Promise((done) => setTimeout(done, 20 - n)); return [n, n * n];";

async function collect<T>(answers: AsyncGenerator<T>): Promise<T[]> {
  return await Array.fromAsync(answers);
}

Deno.test("askWorkers() yields the answers in the order of the questions, whatever the number of workers", async () => {
  for (const count of [1, 3, 40]) {
    assert.deepEqual(
      await collect(askWorkers(numbers, starter(slow), { count })),
      numbers.map((n) => [n, n * n]),
    );
  }
  assert.deepEqual(await collect(askWorkers([], starter(slow), { count: 2 })), []);
});

Deno.test("askWorkers() ends with the error of a worker, after the answers before it", async () => {
  const answers = askWorkers<number, number[]>(
    numbers,
    starter("if (n === 3) throw new Error('no'); return [n];"),
    {
      count: 1,
    },
  );
  const seen: number[][] = [];
  await assert.rejects(async () => {
    for await (const answer of answers) seen.push(answer);
  }, /a worker failed: .*no/);
  assert.deepEqual(seen, [[0], [1], [2]]);
});

Deno.test("askWorkers() ends when it is aborted, and asks nothing when it was before", async () => {
  const controller = new AbortController();
  const seen: number[][] = [];
  const { signal } = controller;
  for await (const answer of askWorkers<number, number[]>(numbers, starter(slow), { count: 2, signal })) {
    seen.push(answer);
    if (seen.length === 5) controller.abort();
  }
  assert.ok(seen.length >= 5 && seen.length <= 9, `${seen.length}`);
  assert.deepEqual(seen, numbers.slice(0, seen.length).map((n) => [n, n * n]));
  assert.deepEqual(await collect(askWorkers(numbers, starter(slow), { count: 2, signal })), []);
});
