import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { JobEventSchema, JobSchema } from "../../../../src/service/jobs/ask.ts";
import { ResultSchema } from "../../../../src/service/jobs/result.ts";
import { leftModels } from "../../../../src/service/jobs/left_models.ts";
import { openTexts } from "../../../../src/service/texts/texts.ts";
import { withService } from "../../harness.ts";
import { inWorkshop, TINY, type Workshop } from "./workshop.ts";

type Told = Record<string, unknown>;
interface Client {
  get(path: string): Promise<{ status: number; body: Told }>;
  post(
    path: string,
    body: unknown,
    key?: string,
  ): Promise<{ status: number; body: Told; location: string | null }>;
  /** Waits until a job has ended; gives what it came to. */
  done(id: unknown): Promise<Told>;
}

const served = (use: (client: Client, workshop: Workshop, address: string) => Promise<void>) =>
  inWorkshop((workshop) =>
    withService({
      parts: {
        ...{ queue: workshop.queue, artifacts: workshop.artifacts },
        left: leftModels({ ...workshop, root: join(workshop.folder, "data") }),
      },
      settings: { corpora: { root: join(workshop.folder, "corpora") } },
    }, async ({ address }) => {
      const get: Client["get"] = async (path) => {
        const response = await fetch(address + path);
        return { status: response.status, body: await response.json() };
      };
      const post: Client["post"] = async (path, body, key) => {
        const response = await fetch(address + path, {
          method: "POST",
          headers: { "content-type": "application/json", ...key && { "idempotency-key": key } },
          body: JSON.stringify(body),
        });
        const { status, headers } = response;
        return { status, body: await response.json(), location: headers.get("location") };
      };
      const done: Client["done"] = async (id) => {
        const job = await workshop.ended(String(id));
        assert.equal(job.state, "done", JSON.stringify(job.error));
        return (await get(`/runs/${job.id}`)).body;
      };
      await use({ get, post, done }, workshop, address);
    })
  );

const artifact = ({ result }: Told, name: string) =>
  ResultSchema.parse(result).artifacts.find((each) => each.name === name)!.id;

Deno.test("a model is trained, looked at, judged, exported and rounded over HTTP", async () => {
  await served(async ({ get, post, done }, { start }, address) => {
    start({ concurrency: 2 });
    const body = { ...TINY, steps: 40, saveInterval: 20, job: { priority: 7 } };
    const first = await post("/runs/train", body, "once");
    assert.equal(first.status, 202);
    assert.equal(first.location, `/runs/${first.body["id"]}`);
    assert.equal(first.body["priority"], 7);
    const again = await post("/runs/train", body, "once");
    assert.equal(again.body["id"], first.body["id"]);
    const run = `/runs/${first.body["id"]}`;
    assert.equal((await post(`${run}/evaluate`, { files: ["cats.txt"] })).status, 409, "it is not done");
    assert.equal((await get(`${run}/eval`)).status, 404);

    const stream = await (await fetch(`${address}${run}/logs/stream`)).text();
    const ids = [...stream.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    assert.deepEqual(ids, ids.map((_, i) => i + 1));
    const rest = await (await fetch(`${address}${run}/logs/stream`, {
      headers: { "last-event-id": String(ids.length - 2) },
    })).text();
    assert.deepEqual([...rest.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)), ids.slice(-2));
    const over = await fetch(`${address}${run}/logs/stream`, {
      headers: { "last-event-id": String(ids.length) },
    });
    assert.equal(over.status, 204);
    await over.body?.cancel();

    const job = await done(first.body["id"]);
    assert.equal((await post(`${run}/retry`, {})).status, 409, "it has not failed");
    const { body: { events } } = await get(`${run}/logs?tail=3`);
    assert.deepEqual(z.array(JobEventSchema).parse(events).map(({ number }) => number), ids.slice(-3));
    const { body: { metrics, last } } = await get(`${run}/metrics`);
    const rows = z.array(z.object({ type: z.string(), step: z.number() })).parse(metrics);
    assert.deepEqual(rows.map(({ type, step }) => `${type} ${step}`), [
      "train 20",
      "train 40",
      "validation 40",
    ]);
    assert.deepEqual((await get(`${run}/metrics?after=${last}`)).body["metrics"], []);

    const judged = await done((await post(`${run}/evaluate`, { files: ["cats.txt"] })).body["id"]);
    assert.ok(ResultSchema.parse(judged["result"]).metrics["tokens"]! > 0);
    assert.deepEqual((await get(`${run}/eval`)).body, judged);
    const half = await done((await post(`${run}/export`, { weights: "float16" })).body["id"]);
    assert.notEqual(artifact(half, "model"), artifact(job, "model"));
    const rounded = await done((await post(`${run}/quantize`, { scheme: "int8" })).body["id"]);
    assert.notEqual(artifact(rounded, "model"), artifact(job, "model"));

    const { body: page } = await get("/runs?operation=train&limit=1");
    assert.deepEqual(z.array(JobSchema).parse(page["jobs"]).map(({ id }) => id), [job["id"]]);
  });
});

Deno.test("what a training has left is there by the id of its run, to go on from texts with", async () => {
  await inWorkshop(async ({ queue, artifacts, folder, start, ended }) => {
    const left = leftModels({ queue, artifacts, root: join(folder, "data") });
    await using texts = openTexts({ places: [], left });
    await withService({ parts: { queue, artifacts, left, texts } }, async ({ address }) => {
      const post = async (path: string, body: unknown) => {
        const headers = { "content-type": "application/json" };
        const response = await fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) });
        return { status: response.status, body: await response.json() };
      };
      const { id } = await queue.add({ operation: "train", input: { ...TINY, steps: 10 } });
      const asked = { prompt: "a cat", model: id, seed: 1, maxTokens: 5, temperature: 0 };
      assert.equal((await post("/complete", asked)).status, 422, "it is not done");
      start();
      assert.equal((await ended(id)).state, "done");
      const { body } = await post("/complete", asked);
      assert.equal(body.model, id, JSON.stringify(body));
      assert.equal(body.completions[0].tokens, 5);
      const { models } = await (await fetch(`${address}/models?task=text`)).json();
      assert.deepEqual(models.map(({ name, task }: Told) => [name, task]), [[id, "text"]]);
      assert.equal((await post("/complete", { ...asked, model: "0".repeat(24) })).status, 422);
    });
  });
});

Deno.test("a tokenizer is fitted over HTTP, and a training takes it", async () => {
  await served(async ({ get, post, done }, { start }) => {
    start();
    const asked = await post("/tokenizers/train", { files: ["cats.txt"], kind: "bpe", vocabulary: 300 });
    assert.equal(asked.location, `/tokenizers/${asked.body["id"]}`);
    const fitted = await done(asked.body["id"]);
    assert.deepEqual((await get(asked.location!)).body, fitted);
    const settings = { tokenizer: artifact(fitted, "tokenizer") };
    const run = await done((await post("/runs/train", { ...TINY, settings, steps: 10 })).body["id"]);
    assert.equal((await get(`/tokenizers/${run["id"]}`)).status, 404, "that is none");
  });
});

Deno.test("what could not be done is refused before it is put into the queue", async () => {
  await served(async ({ get, post }, { queue }) => {
    const refused: [body: unknown, status: number, detail: RegExp][] = [
      [{}, 422, /files/],
      [{ files: [] }, 422, /files/],
      [{ files: ["none.txt"] }, 422, /there is no corpus none.txt/],
      [{ files: ["/etc/passwd"] }, 422, /files/],
      [{ files: ["../cats.txt"] }, 422, /files/],
      [{ files: ["cats.txt"], out: "/tmp/x" }, 422, /out/],
      [{ files: ["cats.txt"], learningRate: -1 }, 422, /learningRate/],
      [{ files: ["cats.txt"], settings: { tokenizer: "/etc" } }, 422, /tokenizer/],
      [{ files: ["cats.txt"], initFrom: "/etc" }, 422, /initFrom/],
      [
        { files: ["cats.txt"], task: "label", settings: { vocabulary: 300 } },
        422,
        /vocabulary is no setting/,
      ],
      [{ files: ["cats.txt"], preset: "huge" }, 422, /preset/],
      [{ files: ["cats.txt"], dim: 33, heads: 2 }, 422, /dim|heads/],
      [{ files: ["cats.txt"], job: { priority: 10 } }, 422, /priority/],
    ];
    for (const [body, status, detail] of refused) {
      const answer = await post("/runs/train", body);
      assert.equal(answer.status, status, JSON.stringify(body));
      assert.match(String(answer.body["detail"]), detail);
    }
    for (const path of ["", "/cancel", "/retry", "/evaluate"].map((end) => `/runs/0123456789abcdef0${end}`)) {
      const { status } = path.endsWith("0") ? await get(path) : await post(path, { files: ["cats.txt"] });
      assert.ok(status === 404 || status === 422, path);
    }
    assert.deepEqual((await queue.list({})).jobs, []);
  });
});
