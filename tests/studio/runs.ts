/** Runs of each state in a real queue, with numbers and lines as trainings tell them. */
import type { Queue } from "../../src/service/jobs/queue.ts";

const TRAIN = {
  operation: "train",
  input: { task: "text", preset: "nano", files: ["austen.txt"], steps: 400 },
};

export interface SeededRuns {
  running: string;
  queued: string;
  done: string;
  failed: string;
  cancelled: string;
  /** Tells one more line of the metrics of the one that runs. */
  tell(step: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Rows as a training of texts writes them; `slow` is how much worse it learns. */
function rowsOf(step: number, slow: number) {
  const loss = (1 + slow / 8) * (2.2 + 3 * Math.exp(-step / 90)) + 0.05 * Math.sin(step * (slow + 1));
  const common = { step, minutes: step / 160, tokens: step * 2048 };
  return [
    { type: "train", ...common, learningRate: 0.0025 * (1 - step / 500), gradientNorm: 0.4, text: loss },
    ...step % 40 === 0 ? [{ type: "validation", ...common, textUnseen: loss + 0.1 }] : [],
  ];
}

export async function seedRuns(queue: Queue): Promise<SeededRuns> {
  const stop = new AbortController();
  const add = async () => (await queue.add(TRAIN)).id;
  const take = async () => {
    const lease = await queue.take(["train"], "tester", stop.signal);
    if (lease === null) throw new Error("nothing to take");
    return lease;
  };
  const learn = async (lease: Awaited<ReturnType<typeof take>>, steps: number, slow: number) => {
    await lease.tell([{ type: "log", data: { line: "a network of 26,112 weights" } }]);
    for (let step = 10; step <= steps; step += 10) {
      await lease.tell(rowsOf(step, slow).map((data) => ({ type: "metrics", data })));
    }
    await lease.tell([
      { type: "log", data: { line: "step 200: 2.84 bits/byte on unseen text" } },
      { type: "log", data: { line: "  It is a truth universally acknowledged, that a single <man>" } },
      { type: "progress", data: { part: "steps", done: steps, total: 400, detail: "2.84 bits/byte" } },
    ]);
  };
  const cancelled = await add();
  await queue.cancel(cancelled);
  const failed = await add();
  const first = await take();
  await learn(first, 120, 3);
  await first.fail({ kind: "corpus", message: "there is no text in austen.txt" }, false);
  const done = await add();
  const second = await take();
  await learn(second, 400, 1);
  await second.done({ digest: "0".repeat(64), artifacts: [], metrics: { textUnseen: 2.41 } });
  const running = await add();
  const third = await take();
  await learn(third, 240, 0);
  const queued = await add();
  return {
    ...{ running, queued, done, failed, cancelled },
    tell: (step) => third.tell(rowsOf(step, 0).map((data) => ({ type: "metrics", data }))),
    async close() {
      stop.abort();
      await third.release();
    },
  };
}
