import assert from "node:assert/strict";
import { join } from "node:path";
import createClient from "openapi-fetch";
import { quietly } from "../../../src/base/context.ts";
import { sweep } from "../../../src/operations/sweep.ts";
import { ResultSchema } from "../../../src/service/jobs/result.ts";
import type { paths } from "../../../src/service/client/api.ts";
import type { Job } from "../../../src/service/jobs/queue.ts";
import { loadCheckpoint } from "../../../src/tasks/registry.ts";
import { withService } from "../harness.ts";
import { inWorkshop, PROGRAM, type Workshop } from "../jobs/worker/workshop.ts";

const SIZES = ["dim=16", "layers=1", "heads=2", "window=16", "tokenizer.type=char", "batchTokens=512"];
const WORDS = [...SIZES, "lr=1e-4,1e-2", "steps=24", "evalInterval=8"];

const served = (
  use: (client: ReturnType<typeof createClient<paths>>, workshop: Workshop, address: string) => Promise<void>,
) =>
  inWorkshop((workshop) =>
    withService({
      parts: { queue: workshop.queue, artifacts: workshop.artifacts },
      settings: { corpora: { root: join(workshop.folder, "corpora") } },
    }, ({ address }) => use(createClient<paths>({ baseUrl: address }), workshop, address))
  );

Deno.test("workers of two machines share a sweep, which comes to what `train -m` comes to, to the bit", async () => {
  await served(async (client, { folder, artifacts, start, ended }, address) => {
    const roots = ["one", "two"].map((name) => join(folder, name));
    for (const root of roots) start({ root, name: root });
    const asked = await client.POST("/sweeps", {
      params: { header: { "Idempotency-Key": "once" } },
      body: { name: "rates", words: WORDS, files: ["cats.txt"], method: "asha", job: { priority: 6 } },
    });
    assert.equal(asked.response.status, 202, JSON.stringify(asked.error));
    const { id, trials: count, method } = asked.data!;
    assert.deepEqual([count, method], [2, "asha"]);
    const streamed = await fetch(`${address}/sweeps/${id}/logs/stream`);
    const local = sweep(
      {
        ...{ words: [...WORDS, "sweep.method=asha"], files: [join(folder, "corpora", "cats.txt")] },
        ...{ given: { out: join(folder, "local") }, cores: 2, variable: () => undefined },
      },
      PROGRAM,
      quietly,
    );
    const job = await ended(id);
    assert.equal(job.state, "done", JSON.stringify(job.error));
    const { data: whole } = await client.GET("/sweeps/{id}", { params: { path: { id } } });
    const { results: { trials } } = await local;
    const told = (rows: readonly { name: string; state: string; steps: number; value?: number }[]) =>
      rows.map(({ name, state, steps, value }) => ({ name, state, steps, value }));
    assert.deepEqual(told(whole!.trials), told(trials));
    assert.equal(whole!.best, trials[0]!.name);
    assert.deepEqual(whole!.rungs, [1 / 3, 1]);

    // The best was trained by two jobs, the second of which went on with what the first had left.
    const best = whole!.trials[0]!, last = await ended(best.run!);
    assert.equal(last.priority, 7);
    const { artifacts: left } = ResultSchema.parse(last.result);
    const checkpoint = left.find(({ name }) => name === "checkpoint")!.id;
    await artifacts.restore("checkpoint", checkpoint, join(folder, "restored"));
    const [there, here] = await Promise.all(
      [join(folder, "restored"), join(folder, "local", best.name)].map((each) =>
        loadCheckpoint(join(each, "checkpoint.bin"))
      ),
    );
    assert.deepEqual(there!.weights, here!.weights);
    assert.deepEqual(there!.moments, here!.moments);

    const table = ResultSchema.parse(job.result).artifacts.find(({ name }) => name === "table")!;
    const manifest = await artifacts.manifest("report", table.id);
    assert.deepEqual(manifest?.files.map(({ path }) => path).sort(), ["table.csv", "table.json", "table.md"]);
    const events = await streamed.text();
    assert.match(events, /event: progress/);
    assert.match(events, /"state":"done"/);
    const { data: listed } = await client.GET("/sweeps", { params: { query: { state: "done" } } });
    assert.deepEqual(listed!.sweeps.map(({ id, name }) => [id, name]), [[id, "rates"]]);
    const runs = await client.GET("/runs", { params: { query: { operation: "train" } } });
    assert.equal(runs.data!.jobs.length, 3);
    const again = await client.POST("/sweeps", {
      params: { header: { "Idempotency-Key": "once" } },
      body: { name: "rates", words: WORDS, files: ["cats.txt"], method: "asha", job: { priority: 6 } },
    });
    assert.equal(again.data!.id, id);
  });
});

Deno.test("what is wrong with a sweep, or with one of its trials, is told before anything is queued; no file is looked at", async () => {
  await served(async (client, { folder, queue }, address) => {
    const secret = join(folder, "secret.yaml");
    await Deno.writeTextFile(secret, "training: {steps: 12345}\nsecret: hidden words\n");
    const refused: [body: Record<string, unknown>, status: number, detail: RegExp][] = [
      [{ words: ["steps=8"], files: ["cats.txt"] }, 422, /there is nothing to try/],
      [{ words: ["lr=1e-3,1e-2", "steps=8"] }, 422, /the trial \S+Rate=1e-3 steps=8: training: files/],
      [{ words: WORDS, files: ["none.txt"] }, 422, /there is no corpus none\.txt/],
      [{ words: WORDS, files: ["../secret.yaml"] }, 422, /files/],
      [{ words: [...WORDS, "data.files=[/etc/passwd]"] }, 422, /no name of a corpus|no corpus/],
      [{ words: [...WORDS, `experiment=${secret}`], files: ["cats.txt"] }, 422, /there is no experiment/],
      [{ words: ["lr=1e-3,1e-2", `optimizer=${secret},adamw`], files: ["cats.txt"] }, 422, /no optimizer/],
      [{ experiment: { extends: secret }, words: WORDS, files: ["cats.txt"] }, 422, /there is no experiment/],
      [{ words: [...WORDS, "run.initFrom=/etc/passwd"], files: ["cats.txt"] }, 422, /initFrom/],
      [{ words: [...WORDS, "tokenizer.type=/etc/passwd,char"], files: ["cats.txt"] }, 422, /tokenizer/],
      [{ words: [...WORDS, "distributed=true"], files: ["cats.txt"] }, 422, /distributed/],
      [{ words: [...WORDS, "minutes=1"], files: ["cats.txt"] }, 422, /give one of training\.steps/],
      [{ words: [...WORDS, "sweep.limit=1"], files: ["cats.txt"] }, 422, /sweep\.limit/],
      [{ words: [...WORDS, "seed=range(2000)"], files: ["cats.txt"] }, 422, /4000 trials are too many/],
      [{ words: WORDS, files: ["cats.txt"], limit: 3 }, 422, /limit/],
      [{ experiment: { sweep: { over: { nothing: [1, 2] } } }, files: ["cats.txt"] }, 422, /nothing/],
    ];
    const faults: string[] = [];
    for (const [body, status, detail] of refused) {
      const answer = await fetch(`${address}/sweeps`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const problem = await answer.text();
      const isRight = answer.status === status && detail.test(JSON.parse(problem).detail);
      if (!isRight || /12345|hidden words/.test(problem)) faults.push(`${JSON.stringify(body)}: ${problem}`);
    }
    assert.deepEqual(faults, []);
    const id = "0123456789abcdef0";
    for (const path of ["/sweeps/{id}", "/sweeps/{id}/logs"] as const) {
      assert.equal((await client.GET(path, { params: { path: { id } } })).response.status, 404);
    }
    assert.deepEqual((await queue.list({})).jobs, []);
  });
});

Deno.test("a sweep is a whole configuration, whose lists it tries", async () => {
  await served(async (client, { queue }) => {
    const { data, error } = await client.POST("/sweeps", {
      body: {
        experiment: {
          defaults: [{ task: "text" }, { optimizer: "adamw" }],
          training: { steps: 8 },
          sweep: { over: { "training.seed": [1, 2, 3], architecture: ["1M", "nano"] } },
        },
        files: ["cats.txt"],
      },
    });
    assert.equal(data?.name, "cats", JSON.stringify(error));
    assert.deepEqual([data?.axes, data?.trials], [["training.seed", "architecture"], 6]);
    const { data: whole } = await client.GET("/sweeps/{id}", { params: { path: { id: data!.id } } });
    assert.deepEqual(whole!.trials.map(({ state }) => state), Array(6).fill("waiting"));
    assert.deepEqual(whole!.trials[1]!.values, { "training.seed": "1", architecture: "nano" });
    // Nobody carries it yet.
    const cancelled = await client.POST("/sweeps/{id}/cancel", { params: { path: { id: data!.id } } });
    assert.equal(cancelled.data?.state, "cancelled");
    assert.equal((await queue.list({})).jobs.length, 1);
  });
});

Deno.test("a sweep is cancelled with its trials, and goes on from their checkpoints when it is tried again", async () => {
  await served(async (client, { queue, start, ended }) => {
    start({ concurrency: 2 });
    const words = [...SIZES, "seed=1,2", "steps=300", "saveInterval=20"];
    const { data } = await client.POST("/sweeps", { body: { words, files: ["cats.txt"] } });
    const sweep = { params: { path: { id: data!.id } } };
    const isFar = ({ progress }: Job) => progress?.part === "steps" && progress.done > 40;
    const trials = async () => (await queue.list({ operation: "train" })).jobs;
    while ((await trials()).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    const runs = (await trials()).map(({ id }) => id);
    for (const id of runs) await ended(id, isFar);
    await client.POST("/sweeps/{id}/cancel", sweep);
    const states = [data!.id, ...runs].map(async (id) => (await ended(id)).state);
    assert.deepEqual(await Promise.all(states), ["cancelled", "cancelled", "cancelled"]);
    const { data: stopped } = await client.GET("/sweeps/{id}", sweep);
    assert.deepEqual(stopped!.trials.map(({ state }) => state), ["stopped", "stopped"]);
    await client.POST("/sweeps/{id}/retry", sweep);
    assert.equal((await ended(data!.id)).state, "done");
    const { data: whole } = await client.GET("/sweeps/{id}", sweep);
    assert.deepEqual(
      whole!.trials.map(({ state, steps }) => [state, steps]),
      Array(2).fill(["finished", 300]),
    );
    assert.deepEqual((await trials()).map(({ id }) => id), runs, "no trial was asked for twice");
    for (const id of runs) {
      const events = await queue.events(id, 0, 10_000);
      const again = events.findLastIndex(({ type, data }) =>
        type === "state" && Reflect.get(Object(data), "state") === "running"
      );
      const steps = events.slice(again).flatMap(({ type, data }) =>
        type === "metrics" ? [Number(Reflect.get(Object(data), "step"))] : []
      );
      assert.ok(steps[0]! > 20, `${id} began anew: ${steps}`);
    }
  });
});
