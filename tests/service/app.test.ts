import assert from "node:assert/strict";
import * as z from "zod";
import { UserError } from "../../src/base/errors.ts";
import { Problem } from "../../src/service/problem.ts";
import { type Route, route } from "../../src/service/route.ts";
import { routes as health } from "../../src/service/routes/health.ts";
import { sendRaw, type Served, withService } from "./harness.ts";

const echo = route({
  ...{
    method: "POST",
    path: "/echo/{id}",
    scope: "draw",
    tag: "service",
    summary: "gives back what is asked",
  },
  params: z.strictObject({ id: z.string().regex(/^[0-9a-z]{1,8}$/) }),
  query: z.strictObject({ n: z.int().optional(), tags: z.array(z.string()).optional() }),
  body: z.strictObject({ word: z.string(), deep: z.json().optional() }),
  answers: { 200: { text: "what was asked" } },
  handle: ({ params, query, body }) => Response.json({ params, query, body }),
});
const faulty = (path: string, error: () => Error): Route =>
  route({
    ...{ method: "GET", path, scope: "draw", tag: "service", summary: "fails" },
    answers: {},
    handle: () => Promise.reject(error()),
  });
const bytes = route({
  ...{ method: "POST", path: "/bytes", scope: "draw", tag: "service", summary: "counts bytes" },
  ...{ accepts: ["image/png"], most: 100, answers: { 200: { text: "how many" } } },
  // cast: the app hands on bytes where a route accepts them
  handle: ({ body }) => Response.json({ length: (body as unknown as Uint8Array).length }),
});
const ROUTES = [
  echo,
  bytes,
  faulty("/bug", () => new Error("the secret of the inside\nat line 3")),
  faulty("/user", () => new UserError("input", "no such word")),
  faulty("/problem", () => new Problem(410, "gone", { more: { since: 3 }, headers: { "x-more": "1" } })),
];

const Told = z.looseObject({
  ...{ type: z.literal("about:blank"), title: z.string(), status: z.int(), detail: z.string() },
  instance: z.uuid(),
});

/** The one problem that an answer holds. */
async function problemIn(response: Response, status: number) {
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const told = Told.parse(JSON.parse(text));
  assert.equal(told.status, status);
  assert.equal(told.instance, response.headers.get("x-request-id"));
  return told;
}

const post = (address: string, path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(address + path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

Deno.test("a request is handed on as its schemas make it", () =>
  withService({ routes: ROUTES }, async ({ address }) => {
    const response = await post(address, "/echo/a1?n=3&tags=x&tags=y", '{"word":"cat"}');
    assert.deepEqual(await response.json(), {
      params: { id: "a1" },
      query: { n: 3, tags: ["x", "y"] },
      body: { word: "cat" },
    });
    const counted = await post(address, "/bytes", new Uint8Array(7), { "content-type": "image/png" });
    assert.deepEqual(await counted.json(), { length: 7 });
  }));

Deno.test("what is wrong with a request is one problem that says where", () =>
  withService({ routes: ROUTES, settings: { "limits.body": 2048 } }, async ({ address }) => {
    const deep = (levels: number) => `{"word":"a","deep":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    const cases: [
      path: string,
      body: BodyInit,
      status: number,
      detail: RegExp,
      headers?: Record<string, string>,
    ][] = [
      ["/echo/a", '{"word":', 400, /^the body is not JSON$/],
      ["/echo/a", "", 422, /^body: /],
      ["/echo/a", '"cat"', 422, /^body: /],
      ["/echo/a", '{"word":3}', 422, /^body\/word: .*expected string/],
      ["/echo/a", '{"word":"a","more":1}', 422, /more/],
      ["/echo/a", '{"word":"a","__proto__":{}}', 422, /__proto__|^body/],
      ["/echo/a", deep(100), 400, /more than 64 levels/],
      ["/echo/a", new Uint8Array([0x22, 0xff, 0x22]), 400, /no UTF-8/],
      ["/echo/a", `{"word":"${"a".repeat(3000)}"}`, 413, /more than 2048 bytes/],
      ["/echo/a", '{"word":"a"}', 415, /application\/json/, { "content-type": "text/plain" }],
      ["/echo/a", '{"word":"a"}', 415, /compressed/, { "content-encoding": "gzip" }],
      ["/echo/A!", '{"word":"a"}', 404, /^path\/id: /],
      ["/echo/..%2f..%2fetc", '{"word":"a"}', 404, /^path\/id: /],
      ["/echo/a?n=x", '{"word":"a"}', 400, /^query\/n: /],
      ["/echo/a?n=1&n=2", '{"word":"a"}', 400, /n is given twice/],
      ["/echo/a?m=1", '{"word":"a"}', 400, /"m"/],
      ["/echo/a", '{"word":"a"}', 400, /Idempotency-Key/, { "idempotency-key": "a b" }],
      ["/bytes", new Uint8Array(101), 413, /more than 100 bytes/, { "content-type": "image/png" }],
      ["/bytes", new Uint8Array(1), 415, /image\/png/, { "content-type": "image/gif" }],
    ];
    for (const [path, body, status, detail, headers] of cases) {
      const told = await problemIn(await post(address, path, body, headers), status);
      assert.match(told.detail, detail, `${path} ${told.detail}`);
      assert.ok(told.detail.length < 700);
    }
  }));

Deno.test("errors are problems, and nothing of the inside is told but in the log", () =>
  withService({ routes: ROUTES }, async ({ address, lines }) => {
    const bug = await problemIn(await fetch(`${address}/bug`), 500);
    assert.doesNotMatch(JSON.stringify(bug), /secret|line 3/);
    const logged = lines.filter(({ level }) => level === "error");
    assert.equal(logged.length, 1);
    assert.match(String(logged[0]!.fields?.error), /the secret of the inside/);
    assert.equal(logged[0]!.fields?.request, bug.instance);
    assert.equal((await problemIn(await fetch(`${address}/user`), 422)).detail, "no such word");
    const told = await fetch(`${address}/problem`);
    assert.equal(told.headers.get("x-more"), "1");
    assert.equal((await problemIn(told, 410)).since, 3);
  }));

Deno.test("unknown paths are 404, other methods 405 with Allow, addresses and headers may be too long", () =>
  withService({ routes: ROUTES }, async ({ address }) => {
    await problemIn(await fetch(`${address}/nowhere`), 404);
    await problemIn(await fetch(`${address}/echo/a/`), 404);
    const get = await fetch(`${address}/echo/a`);
    assert.equal(get.headers.get("allow"), "POST");
    await problemIn(get, 405);
    const removed = await fetch(`${address}/bug`, { method: "DELETE" });
    assert.equal(removed.headers.get("allow"), "GET, HEAD");
    await problemIn(removed, 405);
    const options = await fetch(`${address}/bug`, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example" },
    });
    assert.equal(options.headers.get("access-control-allow-origin"), null);
    await problemIn(options, 405);
    await problemIn(await fetch(`${address}/${"a".repeat(9000)}`), 414);
    await problemIn(await fetch(`${address}/healthz`, { headers: { "x-long": "a".repeat(20_000) } }), 431);
  }));

Deno.test("HEAD is GET without a body; every answer has an id and tells browsers what they may", () =>
  withService({}, async ({ address }) => {
    const [get, head] = await Promise.all([
      fetch(`${address}/healthz`),
      fetch(`${address}/healthz`, { method: "HEAD" }),
    ]);
    assert.deepEqual(await get.json(), { status: "ok" });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), "");
    for (const { headers } of [get, head]) {
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.match(headers.get("content-security-policy")!, /default-src 'none'/);
      assert.equal(headers.get("cache-control"), "no-store");
    }
    assert.notEqual(get.headers.get("x-request-id"), head.headers.get("x-request-id"));
  }));

Deno.test("pages of other origins and names that are not the service's are refused", () =>
  withService(
    { routes: [...ROUTES, ...health], settings: { hosts: ["art.example"] } },
    async ({ address }) => {
      const body = '{"word":"a"}', own = new URL(address).host;
      const refused = [{ origin: "https://evil.example" }, { origin: "null" }, {
        "sec-fetch-site": "cross-site",
      }];
      for (const headers of refused) {
        const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
        const head = `POST /echo/a HTTP/1.1\r\nhost: ${own}\r\ncontent-type: application/json\r\n${more}`;
        assert.match(await sendRaw(address, `${head}content-length: 12\r\n\r\n${body}`), /^HTTP\/1.1 403 /);
      }
      const same =
        `POST /echo/a HTTP/1.1\r\nhost: ${own}\r\norigin: ${address}\r\nsec-fetch-site: same-origin\r\n`;
      const asked = `${same}content-type: application/json\r\ncontent-length: 12\r\n\r\n${body}`;
      assert.match(await sendRaw(address, asked), /^HTTP\/1.1 200 /);
      for (
        const [host, status] of [["evil.example", 421], ["localhost:1", 200], ["[::1]", 200], [
          "art.example",
          200,
        ], [
          "a b",
          400,
        ], ["", 400]] as const
      ) {
        const answer = await sendRaw(address, `GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
        assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), host);
        if (status >= 400) assert.match(answer, /application\/problem\+json/);
      }
      assert.match(await sendRaw(address, "GET /healthz HTTP/1.0\r\n\r\n"), /^HTTP\/1.[01] 400 /);
    },
  ));

Deno.test("files are served with their types; those whose names tell the content are kept for good", () => {
  const file = (text: string, type: string) => ({ bytes: new TextEncoder().encode(text), type });
  const files = new Map([
    ["/", file("<!doctype html>", "text/html; charset=utf-8")],
    ["/app-3f9a1c20.js", file("1", "text/javascript")],
  ]);
  return withService({ files }, async ({ address }: Served) => {
    const page = await fetch(`${address}/`);
    assert.equal(await page.text(), "<!doctype html>");
    assert.match(page.headers.get("content-security-policy")!, /script-src 'self'/);
    assert.doesNotMatch(page.headers.get("content-security-policy")!, /unsafe/);
    assert.equal(page.headers.get("cache-control"), "no-cache");
    const again = await fetch(`${address}/`, { headers: { "if-none-match": page.headers.get("etag")! } });
    assert.equal(again.status, 304);
    const script = await fetch(`${address}/app-3f9a1c20.js`);
    assert.equal(await script.text(), "1");
    assert.match(script.headers.get("cache-control")!, /immutable/);
    assert.equal((await fetch(`${address}/`, { method: "HEAD" })).headers.get("content-length"), "15");
    await problemIn(await fetch(`${address}/`, { method: "POST" }), 405);
    await problemIn(await fetch(`${address}/app.js`), 404);
  });
});
