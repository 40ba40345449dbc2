import assert from "node:assert/strict";
import { join } from "node:path";
import { loadCheckpoint } from "../../../../src/tasks/registry.ts";
import type { Job } from "../../../../src/service/jobs/queue.ts";
import { ResultSchema } from "../../../../src/service/jobs/result.ts";
import { inWorkshop, TINY } from "./workshop.ts";

const artifact = ({ result }: Job, name: string) =>
  ResultSchema.parse(result).artifacts.find((each) => each.name === name)!.id;
const eventsOf = async (
  queue: { events(id: string, after: number, limit: number): Promise<{ type: string; data: unknown }[]> },
  id: string,
) => await queue.events(id, 0, 1000);

Deno.test("a training leaves a model, its checkpoint, a log, metrics, and a manifest that is the same for the same input", async () => {
  await inWorkshop(async ({ folder, queue, artifacts, start, ended }) => {
    start();
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) {
      const { id } = await queue.add({ operation: "train", input: { ...TINY, steps: 40, saveInterval: 20 } });
      ids.push(id);
    }
    const [one, other] = [await ended(ids[0]!), await ended(ids[1]!)];
    assert.deepEqual([one.state, one.error, other.state], ["done", undefined, "done"]);
    assert.equal(artifact(one, "made"), artifact(other, "made"));
    const model = await artifacts.manifest("model", artifact(one, "model"));
    assert.ok(model?.files.some(({ path }) => path === "model.onnx"));
    const run = join(folder, "data", "runs", one.id);
    const log = (await Deno.readTextFile(join(run, "logs.jsonl"))).trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    const events = await eventsOf(queue, one.id);
    const told = (all: { type: string; data: unknown }[]) =>
      all.filter(({ type }) => type !== "state").map(({ type, data }) => ({ type, data }));
    assert.deepEqual(told(log), told(events));
    const metrics = events.filter(({ type }) => type === "metrics");
    assert.equal(metrics.length, 3, "at 20, at 40, and a validation");
    const manifest = JSON.parse(await Deno.readTextFile(join(run, "run-manifest.json")));
    assert.deepEqual(manifest.artifacts, ResultSchema.parse(one.result).artifacts);
    assert.equal(manifest.made.result.steps, 40);
    assert.equal(manifest.logs.file, "logs.jsonl");
  });
});

Deno.test("bad input fails once, and says what was wrong", async () => {
  await inWorkshop(async ({ folder, queue, start, ended }) => {
    await Deno.symlink("/etc", join(folder, "corpora", "out"));
    start();
    const inputs = [
      { ...TINY, steps: 1, minutes: 1 },
      { ...TINY, steps: 1, files: ["../data/queue.db"] },
      { ...TINY, steps: 1, files: ["out/passwd"] },
      { ...TINY, steps: 1, files: ["none.txt"] },
      { ...TINY, steps: 1, out: "/tmp/elsewhere" },
    ];
    const jobs: Job[] = [];
    for (const input of inputs) jobs.push(await queue.add({ operation: "train", input }));
    const came: string[] = [];
    for (const { id } of jobs) {
      const { state, attempt, error } = await ended(id);
      assert.deepEqual([state, attempt], ["failed", 1]);
      came.push(`${error?.kind}: ${error?.message}`);
    }
    assert.match(came[0]!, /^usage: --steps and --minutes are two budgets/);
    assert.match(came[1]!, /^usage: input: files.0/);
    assert.equal(came[2], 'input: there is no corpus "out/passwd"');
    assert.equal(came[3], "input: there is no corpus none.txt");
    assert.match(came[4]!, /^usage: input: .*out/);
  });
});

Deno.test("a job is cancelled within a second; tried again, it goes on from its checkpoint", async () => {
  await inWorkshop(async ({ folder, queue, start, ended }) => {
    start();
    const { id } = await queue.add({ operation: "train", input: { ...TINY, steps: 2000, saveInterval: 20 } });
    await ended(id, ({ progress }) => progress?.part === "steps" && progress.done > 40);
    const began = performance.now();
    await queue.cancel(id);
    const { state } = await ended(id);
    const seconds = (performance.now() - began) / 1000;
    assert.equal(state, "cancelled");
    assert.ok(seconds < 5, `${seconds} s, which are less than one where nothing else is at work`);
    const { step } = await loadCheckpoint(join(folder, "data", "runs", id, "checkpoint.bin"));
    assert.ok(step >= 20);
    await queue.retry(id);
    const again = await ended(id, ({ progress, state }) => state === "running" && progress?.part === "steps");
    assert.ok(again.progress!.done > step, `${again.progress!.done} is not after ${step}`);
    await queue.cancel(id);
    await ended(id);
  });
});

Deno.test("a worker that is told to end gives its training back, and another goes on to the same weights", async () => {
  await inWorkshop(async ({ folder, queue, start, ended }) => {
    const input = { ...TINY, steps: 1000, saveInterval: 100 };
    const first = start();
    const quiet = await queue.add({ operation: "train", input });
    await ended(quiet.id);
    const { id } = await queue.add({ operation: "train", input });
    await ended(id, ({ progress }) => progress?.part === "steps" && progress.done > 10);
    await first.stop();
    const given = await queue.get(id);
    assert.deepEqual([given?.state, given?.attempt], ["queued", 0]);
    start({ name: "other" });
    const job = await ended(id);
    assert.deepEqual([job.state, job.attempt, job.worker], ["done", 1, "other"]);
    const [a, b] = await Promise.all(
      [quiet.id, id].map((each) => loadCheckpoint(join(folder, "data", "runs", each, "checkpoint.bin"))),
    );
    assert.deepEqual(b!.weights, a!.weights);
    assert.equal(artifact(job, "made"), artifact((await queue.get(quiet.id))!, "made"));
  });
});

Deno.test("a training goes on where the machine that was at it is gone, from the checkpoint that was kept", async () => {
  await inWorkshop(async ({ folder, queue, start, ended }) => {
    const input = { ...TINY, steps: 300, saveInterval: 30 };
    const one = start({ root: join(folder, "one"), keepsCheckpoints: true });
    const { id } = await queue.add({ operation: "train", input });
    const kept = async () =>
      (await queue.events(id, 0, 1000)).some(({ data }) =>
        typeof data === "object" && data !== null && "checkpoint" in data
      );
    while (!await kept()) await new Promise((resolve) => setTimeout(resolve, 50));
    await one.stop();
    await Deno.remove(join(folder, "one"), { recursive: true });
    start({ root: join(folder, "two"), keepsCheckpoints: true });
    const job = await ended(id);
    assert.equal(job.state, "done", JSON.stringify(job.error));
    const metrics = (await queue.events(id, 0, 1000)).filter(({ type }) => type === "metrics");
    const steps = metrics.map(({ data }) => Number(Reflect.get(Object(data), "step")));
    assert.ok(steps.every((step, i) => i === 0 || step >= steps[i - 1]! - 60), `it began anew: ${steps}`);
    assert.equal(steps.at(-1), 300);
  });
});
