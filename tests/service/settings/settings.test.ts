import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../../src/base/errors.ts";
import { withService } from "../harness.ts";
import { ALL_SETTINGS, SETTING_FLAGS } from "../../../src/service/settings/fields.ts";
import { readSettings, type Sources } from "../../../src/service/settings/read.ts";
import { exampleEnvironment, printedSettings } from "../../../src/service/settings/tell.ts";

Deno.test("readSettings() puts flags over variables over the file over what is usual", () => {
  const file = { name: "a.yaml", text: "port: 1\nhost: 127.0.0.2\nqueue: {name: filed, concurrency: 2}\n" };
  const environment = { ASCII_GEN__PORT: "2", ASCII_GEN__QUEUE__NAME: "told", HOME: "/x" };
  assert.equal(readSettings({}).port, 8080);
  assert.equal(readSettings({ file }).port, 1);
  assert.equal(readSettings({ file, environment }).port, 2);
  const all = readSettings({ file, environment, flags: { port: 3, queueConcurrency: 5 } });
  assert.deepEqual([all.port, all.host, all.queue.name, all.queue.concurrency], [3, "127.0.0.2", "told", 5]);
  assert.equal(all.limits.body, 1 << 20);
  assert.deepEqual(all.tokens, { draw: [], train: [], admin: [] });
});

Deno.test("readSettings() takes JSON, dotted keys, lists and REDIS_URL, which a variable of its own outdoes", () => {
  const file = { name: "a.json", text: '{"tokens": {"draw": ["a", "b"]}, "queue.name": "x"}' };
  const { tokens, queue } = readSettings({ file, environment: { REDIS_URL: "redis://a" } });
  assert.deepEqual([tokens.draw, queue.name, queue.url], [["a", "b"], "x", "redis://a"]);
  const environment = { ASCII_GEN__QUEUE__URL: "redis://b", REDIS_URL: "redis://a" };
  assert.equal(readSettings({ environment }).queue.url, "redis://b");
  assert.deepEqual(
    readSettings({ environment: { ASCII_GEN__MODELS__PLACES: "a, b" } }).models.places,
    ["a", "b"],
  );
  assert.equal(readSettings({ environment: { ASCII_GEN__PORT: "" } }).port, 8080);
});

Deno.test("readSettings() refuses what is unknown or wrong in one line that says where", () => {
  const faults: [Sources, RegExp][] = [
    [file("prot: 1"), /^a.yaml:1: there is no setting prot; did you mean port\?$/],
    [file("queue:\n  nam: x"), /^a.yaml:2: there is no setting queue.nam; did you mean queue.name\?$/],
    [file("que:\n  name: x"), /^a.yaml:1: there is no group que; /],
    [file("queue: 3"), /^a.yaml:1: queue holds settings by name/],
    [file("port: ten"), /^a.yaml:1: port: ten is not a whole number from 0 to 65535$/],
    [file("port: 70000"), /^a.yaml:1: port: 70000 is not a whole number from 0 to 65535$/],
    [file("toString: 1"), /there is no setting toString/],
    [file("host:\n  a: 1"), /^a.yaml:1: there is no group host|host/],
    [{ environment: { ASCII_GEN__QUEUE__NAMES: "x" } }, /did you mean ASCII_GEN__QUEUE__NAME\?$/],
    [{ environment: { ASCII_GEN__PORT: "0x10" } }, /^ASCII_GEN__PORT: 0x10 is not a whole number/],
    [
      { environment: { ASCII_GEN__ARTIFACTS__BUCKET: "b" } },
      /artifacts.bucket is set, but not artifacts.endpoint/,
    ],
  ];
  for (const [sources, message] of faults) {
    assert.throws(() => readSettings(sources), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      return !error.message.includes("\n");
    });
  }
});

Deno.test("readSettings() does not tell what a secret was given as", () => {
  assert.throws(() => readSettings(file("queue:\n  url: [hunter2]")), (error: Error) => {
    assert.match(error.message, /queue.url: what is given is not a text/);
    return !error.message.includes("hunter2");
  });
});

Deno.test("a printed configuration reads as it was, but for secrets, which it does not hold", () => {
  const text = fc.stringMatching(/^[a-z0-9./-]{1,12}$/);
  const settings = fc.record({
    port: fc.integer({ min: 0, max: 65535 }),
    root: text,
    "queue.name": text,
    "limits.rate": fc.integer({ min: 0, max: 1_000_000 }),
    "models.places": fc.array(text, { minLength: 1 }),
  }, { requiredKeys: [] });
  fc.assert(fc.property(settings, (given) => {
    const read = readSettings({ file: { name: "a", text: JSON.stringify(given) } });
    assert.deepEqual(readSettings({ file: { name: "b", text: printedSettings(read) } }), read);
  }));
  const secret = readSettings({
    environment: { ASCII_GEN__TOKENS__ADMIN: "hunter2", REDIS_URL: "redis://:hunter3@h" },
  });
  assert.doesNotMatch(printedSettings(secret), /hunter/);
  assert.match(printedSettings(secret), /admin:\n\s+- "?\*{8}"?/);
});

Deno.test("no flag takes a secret, as others see command lines", () => {
  const names = Object.keys(SETTING_FLAGS);
  assert.ok(names.includes("queueName") && names.includes("artifactsRoot") && names.includes("port"));
  assert.deepEqual(names.filter((name) => /token|url|key|secret/i.test(name)), []);
  assert.ok(ALL_SETTINGS.some(({ path }) => path === "tokens.admin"));
});

Deno.test(".env.example is what `deno run -A scripts/service.ts` makes of the settings, and reads as what is usual", async () => {
  const example = await Deno.readTextFile(new URL("../../../.env.example", import.meta.url));
  assert.equal(example, exampleEnvironment(), "run: deno run -A scripts/service.ts");
  const lines = example.split("\n").filter((line) => /^# [A-Z_]+=/.test(line)).map((line) => line.slice(2));
  const environment = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  assert.deepEqual(readSettings({ environment }), readSettings({}));
});

function file(text: string): Sources {
  return { file: { name: "a.yaml", text } };
}

Deno.test("what may wait to be drawn or completed is as the settings say", () =>
  withService({ isWhole: true, settings: { drawing: { own: 2, threads: 1 } } }, async ({ address }) => {
    const answer = await fetch(`${address}/draw`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ prompt: "cat", count: 3 }),
    });
    assert.equal(answer.status, 429, await answer.text());
  }));
