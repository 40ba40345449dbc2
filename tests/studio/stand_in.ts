/** A small service with the shapes that are agreed on: what it draws is drawn, its runs are made up. */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { draw } from "../../src/operations/draw/draw.ts";
import { jsonSchemaOf } from "../../src/base/schema.ts";
import { SAMPLING_FIELDS } from "../../src/tasks/text/complete.ts";
import { TRAINING_FIELDS } from "../../src/training/options.ts";
import { siteFiles } from "./site.ts";

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'";

export async function standIn({ port = 0, token }: { port?: number; token?: string } = {}) {
  const files = await siteFiles();
  const app = new Hono();
  const problem = (status: number, detail: string) =>
    new Response(JSON.stringify({ type: "about:blank", title: "x", status, detail }), {
      status,
      headers: { "content-type": "application/problem+json" },
    });
  app.use(async (c, next) => {
    const file = files.get(c.req.path);
    if (file) {
      return new Response(file.bytes, {
        headers: { "content-type": file.type, "content-security-policy": CSP },
      });
    }
    if (token !== undefined && c.req.header("authorization") !== `Bearer ${token}`) {
      return problem(401, "no token");
    }
    await next();
  });
  app.get("/labels", (c) => c.json({ labels: ["cat", "dog", "owl", "sailing ship", "teapot"] }));
  app.post("/draw", async (c) => {
    const { prompt, confidence: _, ...input } = await c.req.json();
    const context = { signal: c.req.raw.signal, log: () => {}, progress: () => {} };
    let drawings;
    try {
      drawings = await draw({ ...input, prompts: [prompt] }, context);
    } catch (error) {
      return problem(422, error instanceof Error ? error.message : "");
    }
    return streamSSE(c, async (stream) => {
      const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) });
      for (const { text, colours: _, ...drawing } of drawings) {
        for (const [row, line] of `${text}`.split("\n").entries()) {
          for (const piece of line.match(/.{1,4}/g) ?? []) await send("text", { text: piece });
          await send("text", { text: "\n" });
          for (const [column, character] of [...line].entries()) {
            const probability = character === " "
              ? 0.98
              : 0.25 + 0.75 * Math.abs(Math.sin(row * 7 + column * 3));
            await send("cell", { row, column, probability });
          }
        }
        await send("drawing", {
          ...drawing,
          sketch: Array.from({ length: 18 }, (_, i) => "▀▄█ ".repeat(9).slice(i % 4)),
        });
      }
      await send("done", {});
    });
  });
  app.get(
    "/models",
    (c) => c.json({ models: [{ name: "stories", task: "text" }, { name: "default", task: "art" }] }),
  );
  app.get("/openapi.json", (c) => {
    const body = (schema: unknown) => ({
      post: { requestBody: { content: { "application/json": { schema } } } },
    });
    return c.json({
      openapi: "3.1.0",
      paths: {
        "/complete": body(jsonSchemaOf(SAMPLING_FIELDS, "")),
        "/runs/train": body({
          type: "object",
          required: ["files"],
          properties: {
            task: { type: "string", enum: ["art", "text", "label"], description: "what is learned" },
            files: { type: "array", items: { type: "string" }, description: "names of corpora" },
            ...Object(jsonSchemaOf(TRAINING_FIELDS, "")).properties,
            settings: jsonSchemaOf(SAMPLING_FIELDS, ""),
            callbacks: { type: "object", additionalProperties: {}, description: "what accompanies the run" },
          },
        }),
      },
    });
  });
  app.post("/complete", (c) =>
    streamSSE(c, async (stream) => {
      for (
        const word of " there was a small house at the edge of the wood, and in it lived a cat.".match(
          /\s\S+/g,
        )!
      ) {
        await stream.writeSSE({ event: "text", data: JSON.stringify({ text: word }) });
        await stream.sleep(20);
      }
      await stream.writeSSE({ event: "done", data: JSON.stringify({ finish: "end" }) });
    }));
  const started = Date.parse("2026-11-29T02:00:00Z");
  const runs = Array.from({ length: 5 }, (_, i) => ({
    id: `01kb6w3f${"abcde"[i]}m4x0d8h2qj`,
    operation: "train",
    state: ["running", "queued", "done", "failed", "cancelled"][i],
    input: {
      task: "text",
      preset: "small",
      files: ["austen.txt"],
      steps: 400,
      learningRate: 0.0025 * (i + 1),
    },
    priority: 4,
    attempt: 1,
    attempts: 3,
    created: new Date(started - i * 1e7).toISOString(),
    ...i !== 1 && { started: new Date(started - i * 1e7 + 4000).toISOString() },
    ...i === 0 &&
      { progress: { part: "steps", done: 240, total: 400, detail: "2.71 bits/byte" }, worker: "here-1" },
    ...i === 3 &&
      {
        error: {
          kind: "corpus",
          message: 'there is no corpus "austen.txt" below the corpora of the service',
        },
      },
    ...i > 1 && { ended: new Date(started - i * 1e7 + 3e5).toISOString() },
  }));
  const metrics = (i: number) =>
    Array.from({ length: i === 0 ? 24 : 40 }, (_, k) => {
      const step = (k + 1) * 10,
        loss = (1 + i / 8) * (2.2 + 3 * Math.exp(-step / 90)) + 0.05 * Math.sin(step * (i + 1));
      const common = { step, minutes: step / 160, tokens: step * 2048 };
      return [
        { type: "train", ...common, learningRate: 0.0025 * (1 - step / 500), gradientNorm: 0.4, text: loss },
        ...k % 4 === 3 ? [{ type: "validation", ...common, textUnseen: loss + 0.1 }] : [],
      ];
    }).flat();
  const runOf = (id: string) => runs.findIndex((run) => run.id === id);
  app.get("/runs", (c) => {
    const state = c.req.query("state");
    return c.json({ jobs: runs.filter((run) => state === undefined || run.state === state) });
  });
  app.post("/runs/train", async (c) => {
    const { files } = await c.req.json();
    return files === undefined ? problem(400, "files: at least one") : c.json(runs[1], 202);
  });
  app.get("/runs/:id", (c) => {
    const run = runs[runOf(c.req.param("id"))];
    return run === undefined ? problem(404, `no run ${JSON.stringify(c.req.param("id"))}`) : c.json(run);
  });
  app.post("/runs/:id/:what", (c) => c.json(runs[runOf(c.req.param("id"))], 202));
  app.get("/runs/:id/metrics", (c) => c.json({ metrics: metrics(Math.max(0, runOf(c.req.param("id")))) }));
  app.get("/runs/:id/logs/stream", (c) =>
    streamSSE(c, async (stream) => {
      const lines = [
        "network of 801,408 weights",
        "step 200: 2.84 bits/byte on unseen text",
        "sample: It is a truth universally",
      ];
      for (const [i, line] of lines.entries()) {
        const event = { number: i + 1, time: new Date(started).toISOString(), type: "log", data: { line } };
        await stream.writeSSE({ id: String(i + 1), event: "log", data: JSON.stringify(event) });
      }
      if (runs[runOf(c.req.param("id"))]?.state === "running") await stream.sleep(60_000);
    }));
  const server = Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, app.fetch);
  return { url: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

if (import.meta.main) console.log((await standIn({ port: Number(Deno.args[0] ?? 8123) })).url);
