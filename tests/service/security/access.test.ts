import assert from "node:assert/strict";
import fc from "fast-check";
import { route, type Scope } from "../../../src/service/route.ts";
import { routes as health } from "../../../src/service/routes/health.ts";
import { isLoopback, requireTokens } from "../../../src/service/security/bind.ts";
import { createLimits } from "../../../src/service/security/limits.ts";
import { checkHost, hostName } from "../../../src/service/security/origin.ts";
import { createIdentify } from "../../../src/service/security/tokens.ts";
import { readSettings } from "../../../src/service/settings/read.ts";
import { withService } from "../harness.ts";

const settingsOf = (values: object) => readSettings({ file: { name: "a", text: JSON.stringify(values) } });
const TOKENS = { draw: ["d".repeat(16)], train: ["t".repeat(16)], admin: ["a".repeat(16)] };

const may = (scope: Scope) =>
  route({
    ...{ method: "GET", path: `/${scope}`, scope, tag: "service", summary: "may", answers: {} },
    handle: () => Response.json(scope),
  });
const SCOPED = (["open", "draw", "train", "admin"] as const).map(may);

Deno.test("another address than loopback needs a token, and a token is not short", () => {
  for (const host of ["127.0.0.1", "127.9.9.9", "localhost", "::1"]) {
    assert.ok(isLoopback(host));
    requireTokens(settingsOf({ host }));
  }
  for (const host of ["0.0.0.0", "::", "192.168.1.2", "127.0.0.1.evil.example", "localhost.evil.example"]) {
    assert.ok(!isLoopback(host));
    assert.throws(() => requireTokens(settingsOf({ host })), /can be reached by others: set a token/);
    requireTokens(settingsOf({ host, tokens: TOKENS }));
  }
  assert.throws(() => requireTokens(settingsOf({ tokens: { draw: ["short"] } })), /at least 16 characters/);
});

Deno.test("a token may what its scope includes; without one only what is open is given", () =>
  withService({ routes: SCOPED, settings: { tokens: TOKENS } }, async ({ address }) => {
    const statuses = async (authorization?: string) =>
      await Promise.all(SCOPED.map(async ({ path }) => {
        const response = await fetch(address + path, { headers: authorization ? { authorization } : {} });
        await response.body?.cancel();
        return [response.status, response.headers.has("www-authenticate")] as const;
      }));
    const yes = [200, false] as const, no = [403, false] as const, who = [401, true] as const;
    assert.deepEqual(await statuses(), [yes, who, who, who]);
    assert.deepEqual(await statuses(`Bearer ${TOKENS.draw[0]}`), [yes, yes, no, no]);
    assert.deepEqual(await statuses(`bearer ${TOKENS.train[0]}`), [yes, yes, yes, no]);
    assert.deepEqual(await statuses(`Bearer ${TOKENS.admin[0]}`), [yes, yes, yes, yes]);
    for (
      const wrong of [`Bearer ${TOKENS.admin[0]}x`, "Basic YTpi", "Bearer", `Bearer ${"a".repeat(2000)}`]
    ) {
      assert.deepEqual(await statuses(wrong), [yes, who, who, who], wrong);
    }
  }));

Deno.test("no text but a token is one", () => {
  const identify = createIdentify(settingsOf({ tokens: TOKENS }).tokens);
  const all = Object.values(TOKENS).flat();
  fc.assert(fc.property(fc.string(), (text) => {
    const { scope } = identify(`Bearer ${text}`, "1.2.3.4");
    return all.includes(text.trim()) || scope === "open";
  }));
  const { id } = identify(`Bearer ${TOKENS.admin[0]}`, "1.2.3.4");
  assert.ok(!id.includes(TOKENS.admin[0]!));
});

Deno.test("a bucket gives as many as its burst at once and then as the rate says, whatever the times", () => {
  const client = fc.constantFrom("a", "b");
  const asked = fc.array(fc.record({ client, wait: fc.integer({ min: 0, max: 3000 }) }), { maxLength: 200 });
  fc.assert(
    fc.property(
      asked,
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 20 }),
      (all, rate, burst) => {
        let time = 0;
        const { ask } = createLimits(settingsOf({ limits: { rate, burst } }).limits, () => time);
        const given = { a: 0, b: 0 };
        for (const { client, wait } of all) {
          time += wait;
          try {
            ask(client);
            given[client]++;
          } catch (error) {
            assert.match(String(error), /requests a minute/);
          }
        }
        const most = burst + time * rate / 60_000 + 1e-6;
        assert.ok(given.a <= most && given.b <= most);
        assert.ok(all.length === 0 || given.a + given.b >= 1);
      },
    ),
  );
});

Deno.test("too many requests are refused with the time to wait; /healthz answers all the same", () =>
  withService(
    { routes: [...SCOPED, ...health], settings: { limits: { rate: 1, burst: 3 } } },
    async ({ address }) => {
      const statuses: number[] = [];
      for (let i = 0; i < 5; i++) {
        const response = await fetch(`${address}/draw`);
        statuses.push(response.status);
        if (response.status === 429) assert.match(response.headers.get("retry-after")!, /^[1-9]\d*$/);
        await response.body?.cancel();
      }
      assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
      assert.equal(await (await fetch(`${address}/healthz`)).text(), '{"status":"ok"}');
    },
  ));

Deno.test("too many requests at once are refused, and the next one is served when one has ended", async () => {
  const waiting: (() => void)[] = [];
  const slow = route({
    ...{ method: "GET", path: "/slow", scope: "draw", tag: "service", summary: "waits", answers: {} },
    handle: async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return Response.json("at last");
    },
  });
  const limits = { concurrency: 3, each: 2 };
  await withService({ routes: [slow, ...health], settings: { limits } }, async ({ address }) => {
    const asked = [fetch(`${address}/slow`), fetch(`${address}/slow`)];
    while (waiting.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const third = await fetch(`${address}/slow`);
    assert.equal(third.status, 429);
    await third.body?.cancel();
    waiting.forEach((end) => end());
    for (const each of asked) assert.equal(await (await each).json(), "at last");
    waiting.length = 0;
    const next = fetch(`${address}/slow`);
    while (waiting.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.forEach((end) => end());
    assert.equal((await next).status, 200);
    await (await next).body?.cancel();
  });
});

Deno.test("a Host is a name with a port, and off loopback any, where none are set", () => {
  assert.equal(hostName("a.example:80"), "a.example");
  assert.equal(hostName("[::1]:80"), "[::1]");
  for (const wrong of ["", "a b", "a/b", "a@b", "a:b", "::1", "a:123456", "a\r\nb"]) {
    assert.equal(hostName(wrong), undefined);
  }
  checkHost("any.example", "0.0.0.0", []);
  checkHost("[::1]:8080", "::1", []);
  assert.throws(() => checkHost("any.example", "0.0.0.0", ["art.example"]), /not asked by this name/);
  assert.throws(() => checkHost("any.example", "127.0.0.1", []), /not asked by this name/);
});
