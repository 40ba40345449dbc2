import assert from "node:assert/strict";
import * as z from "zod";
import { UserError } from "../../src/base/errors.ts";
import { type Route, route } from "../../src/service/route.ts";
import { ROUTES } from "../../src/service/routes.ts";
import { type Attack, attacks } from "./attacks.ts";
import { sendRaw, withService } from "./harness.ts";

/** Routes of every kind, whatever kinds the service's own are of. */
const SAMPLES: Route[] = [
  route({
    ...{ method: "POST", path: "/sample", scope: "draw", tag: "service", summary: "reads JSON", answers: {} },
    body: z.strictObject({ word: z.string().max(99), more: z.json().optional() }),
    handle: ({ body }) => Response.json(body),
  }),
  route({
    ...{
      method: "POST",
      path: "/sample/{id}",
      scope: "draw",
      tag: "service",
      summary: "reads nothing",
      answers: {},
    },
    params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/) }),
    handle: ({ params }) => Response.json(params),
  }),
  route({
    ...{
      method: "POST",
      path: "/bytes",
      scope: "draw",
      tag: "service",
      summary: "reads a picture",
      answers: {},
    },
    accepts: ["image/png"],
    handle: () => Promise.reject(new UserError("input", "this is no picture")),
  }),
];

const COUNT = 480, AT_ONCE = 6;
/** Milliseconds that no answer may take, on the slowest machine. */
const PATIENCE = 20_000;

/** What is wrong with the answer to an attack; undefined where it is one problem, of a status that blames who asked. */
function faultIn({ name }: Attack, answer: string): string | undefined {
  const [head = "", ...rest] = answer.split("\r\n\r\n"), body = rest.join("\r\n\r\n");
  const status = Number(/^HTTP\/1\.1 (\d+) /.exec(head)?.[1]);
  const told = `${name}: ${head.split("\r\n")[0]} ${body.slice(0, 300)}`;
  if (!(status >= 400 && status < 500)) return `no 4xx: ${told}`;
  if (!/^content-type: application\/problem\+json\r?$/im.test(head)) return `no problem: ${told}`;
  if (/^(?:set-cookie|access-control-)/im.test(head)) return `a header of the attacker: ${told}`;
  const problem: unknown = JSON.parse(body);
  if (!(problem instanceof Object) || !("status" in problem) || problem.status !== status) {
    return `another status: ${told}`;
  }
  return /\bat .*\.ts:\d|node_modules|\/src\//.test(body) ? `the inside: ${told}` : undefined;
}

Deno.test(`${COUNT} hostile requests are each refused by one problem, and /healthz answers throughout`, () =>
  withService(
    { settings: { limits: { rate: 0 } }, routes: [...ROUTES, ...SAMPLES], isWhole: true },
    async ({ address, lines }) => {
      const all = attacks([...ROUTES, ...SAMPLES], COUNT, 1, new URL(address).host), faults: string[] = [];
      let next = 0, slowest = 0, isOver = false, healthy = 0;
      const attack = async () => {
        for (let each = all[next++]; each !== undefined; each = all[next++]) {
          const start = performance.now();
          const fault = faultIn(each, await sendRaw(address, each.bytes, PATIENCE));
          slowest = Math.max(slowest, performance.now() - start);
          if (fault !== undefined) faults.push(fault);
        }
      };
      const watch = async () => {
        while (!isOver) {
          const response = await fetch(`${address}/healthz`);
          assert.equal(await response.text(), '{"status":"ok"}');
          healthy++;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      const attacking = Promise.all(Array.from({ length: AT_ONCE }, attack)).finally(() => isOver = true);
      await Promise.all([attacking, watch()]);
      assert.deepEqual(faults.slice(0, 10), [], `${faults.length} faults`);
      assert.ok(slowest < PATIENCE && healthy > 10, `${slowest} ms, ${healthy}`);
      assert.deepEqual(lines.filter(({ level }) => level === "error"), []);
      assert.doesNotMatch(JSON.stringify(lines), /etc|evil|jndi|drop/);
    },
  ));

Deno.test("what is no HTTP at all is refused too, and the service goes on", () =>
  withService({}, async ({ address }) => {
    const texts = [
      "GARBAGE\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      "\0\0\0\0",
      "GET /\r\n\r\n",
      `GET /${"a".repeat(70_000)} HTTP/1.1\r\n\r\n`,
    ];
    for (const text of texts) {
      const answer = await sendRaw(address, text, 300);
      assert.doesNotMatch(answer, /^HTTP\/1\.1 [235]/, text.slice(0, 20));
    }
    assert.equal((await (await fetch(`${address}/healthz`)).json()).status, "ok");
  }));

Deno.test("a body that does not come is not waited for", () =>
  withService({ settings: { limits: { seconds: 1 } }, routes: SAMPLES }, async ({ address }) => {
    const host = new URL(address).host;
    const head =
      `POST /sample HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`;
    assert.match(await sendRaw(address, head, PATIENCE), /^HTTP\/1.1 408 [\s\S]*did not come within 1 s/);
  }));
