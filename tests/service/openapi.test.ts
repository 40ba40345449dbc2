import { Validator } from "@seriousme/openapi-schema-validator";
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import * as z from "zod";
import { CLIENT, clientTypes } from "../../scripts/service.ts";
import { random } from "../../src/base/random.ts";
import type { paths } from "../../src/service/client/api.ts";
import { openDrawing } from "../../src/service/drawing/drawing.ts";
import { openApiOf, operationId } from "../../src/service/openapi.ts";
import { route } from "../../src/service/route.ts";
import { ROUTES } from "../../src/service/routes.ts";
import { withService } from "./harness.ts";

type Json = Record<string, unknown>;

/** Texts that the references of a document lead to, and are not there. */
function dangling(document: Json): string[] {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref!);
  return refs.filter((ref) => {
    let there: unknown = document;
    for (const part of ref.split("/").slice(1)) {
      there = there instanceof Object
        ? Object.entries(there).find(([name]) => name === part)?.[1]
        : undefined;
    }
    return !ref.startsWith("#/") || there === undefined;
  });
}

Deno.test("the document of all routes is OpenAPI 3.1, whole, and names each operation once", () =>
  withService({}, async ({ address }) => {
    const response = await fetch(`${address}/openapi.json`);
    assert.equal(response.headers.get("content-type"), "application/json");
    const document: Json = await response.json();
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    assert.ok(valid, JSON.stringify(errors));
    assert.deepEqual(dangling(document), []);
    const told = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(document).paths;
    assert.deepEqual(ROUTES.map(({ path }) => path).filter((path) => !Object.hasOwn(told, path)), []);
    const ids = ROUTES.map(operationId);
    assert.equal(new Set(ids).size, ids.length);
  }));

Deno.test("schemas with names stand once, what goes in and what comes out apart, and what refers to itself does", async () => {
  const Thing = z.strictObject({ id: z.string(), size: z.int().default(3) }).meta({ id: "Thing" });
  const Tree = z.strictObject({
    value: z.json(),
    get inner() {
      return z.array(Tree);
    },
  }).meta({ id: "Tree" });
  const made = route({
    ...{ method: "POST", path: "/things/{id}/copy-of", scope: "train", tag: "runs", summary: "makes" },
    params: z.strictObject({ id: z.string().describe("which") }),
    query: z.strictObject({ limit: z.int().max(9).default(5), state: z.enum(["a", "b"]).optional() }),
    body: Thing,
    answers: {
      200: {
        text: "made",
        schema: z.strictObject({ all: z.array(Thing), tree: Tree }),
        also: ["text/event-stream"],
      },
      409: { text: "a page or a problem", type: "text/html", also: ["application/problem+json"] },
      204: { text: "nothing" },
    },
    handle: () => new Response(),
  });
  const document = openApiOf([made], "1.0.0");
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.deepEqual(dangling(document), []);
  const text = JSON.stringify(document);
  assert.equal(text.match(/"size":\{/g)?.length, 2);
  assert.match(text, /"operationId":"postThingsByIdCopyOf"/);
  assert.match(text, /"name":"Idempotency-Key","in":"header"/);
  assert.match(text, /"name":"limit","in":"query","required":false/);
  assert.match(text, /"name":"id","in":"path","required":true,"description":"which"/);
  // What a stream is of are its events, and a problem is one wherever it is told of.
  assert.match(text, /"text\/event-stream":\{"schema":\{"\$ref":"#\/components\/schemas\/ServerEvent"\}/);
  assert.match(
    text,
    /"text\/html":\{"schema":\{"type":"string"\}\},"application\/problem\+json":\{"schema":\{"\$ref":"#\/components\/schemas\/Problem"\}/,
  );
});

Deno.test("patterns are told as Python and others read them too, and the page's refusals are those of the document", () =>
  withService({}, async ({ address }) => {
    const text = await (await fetch(`${address}/openapi.json`)).text();
    assert.match(text, /"pattern":/);
    assert.doesNotMatch(text, /"pattern":"[^"]*(?:\\\\p\{|\(\?[=!<])/);
    const page = await fetch(`${address}/draw.html?prompt=cat&width=many`);
    const Told = z.looseObject({ content: z.record(z.string(), z.unknown()) });
    const { responses } = z.looseObject({ responses: z.record(z.string(), z.unknown()) }).parse(
      JSON.parse(text).paths["/draw.html"].get,
    );
    const types = Object.keys(Told.parse(responses[String(page.status)]).content);
    assert.ok(types.includes((page.headers.get("content-type")!).split(";")[0]!), String(page.status));
    await page.body?.cancel();
  }));

Deno.test("the types of the client are those that the routes make", async () => {
  assert.equal(await Deno.readTextFile(CLIENT), await clientTypes(), "run: deno run -A scripts/service.ts");
});

Deno.test("a typed client asks by the document", async () => {
  await using drawing = openDrawing();
  await withService({ parts: { drawing } }, async ({ address }) => {
    const client = createClient<paths>({ baseUrl: address });
    const { data } = await client.GET("/labels", { params: { query: { text: "borzoi" } } });
    assert.deepEqual(data?.labels, ["dog"]);
    assert.match(data?.note ?? "", /borzoi/);
    const models = await client.GET("/models", { params: { query: { task: "art" } } });
    assert.ok(models.data?.models.some(({ name, task }) => name === "built-in" && task === "art"));
    const { error, response } = await client.GET("/readyz");
    assert.equal(response.status, 503);
    const missing = error && "missing" in error ? error.missing.map(({ name }) => name) : [];
    assert.ok(missing.includes("queue") && missing.includes("artifacts"));
    // Words that take long to be looked for keep nobody waiting.
    const order: string[] = [];
    const { int } = random(1, 6);
    const text = Array.from({ length: 200 }, () => "abcdefghijklmnopqrstuvwxyz    "[int(30)]).join("");
    const slow = client.GET("/labels", { params: { query: { text } } }).then(({ data }) => {
      order.push("labels");
      return data;
    });
    await client.GET("/healthz");
    order.push("healthz");
    assert.deepEqual((await slow)?.labels, []);
    assert.deepEqual(order, ["healthz", "labels"]);
  });
});

Deno.test("a service that has all that it needs says that it is ready", () =>
  withService({ isWhole: true }, async ({ address }) => {
    const client = createClient<paths>({ baseUrl: address });
    // Models are read first, which may take a while.
    for (let tries = 0;; tries++) {
      const { data, response, error } = await client.GET("/readyz");
      if (response.status === 503 && tries < 20) continue;
      assert.deepEqual([response.status, data], [200, { ready: true, missing: [] }], JSON.stringify(error));
      return;
    }
  }));

Deno.test("a head tells the length that the whole answer has", () =>
  withService({}, async ({ address }) => {
    for (const path of ["/models", "/openapi.json", "/healthz"]) {
      const whole = await (await fetch(address + path)).bytes();
      const { headers, body } = await fetch(address + path, { method: "HEAD" });
      await body?.cancel();
      assert.equal(Number(headers.get("content-length")), whole.length, path);
    }
  }));

Deno.test("requests are counted by the patterns of their routes, never by what was asked for", () =>
  withService({}, async ({ address }) => {
    for (const path of ["/healthz", "/evil-path-1", "/evil-path-2", "/models?evil=1"]) {
      await (await fetch(address + path)).body?.cancel();
    }
    await (await fetch(`${address}/healthz`, { method: "BREW" })).body?.cancel();
    const response = await fetch(`${address}/metrics`);
    assert.match(response.headers.get("content-type")!, /^text\/plain; version=0.0.4/);
    const text = await response.text();
    assert.match(text, /ascii_gen_requests_total\{method="GET",path="\/healthz",status="200"\} 1/);
    assert.match(text, /ascii_gen_requests_total\{method="GET",path="none",status="404"\} 2/);
    assert.match(text, /ascii_gen_requests_total\{method="GET",path="\/models",status="400"\} 1/);
    assert.match(text, /ascii_gen_requests_total\{method="other",path="\/healthz",status="405"\} 1/);
    assert.match(text, /process_resident_memory_bytes [1-9]\d{6}/);
    assert.doesNotMatch(text, /evil|BREW/);
  }));
