import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { createLogger, type LogEntry, redact, secretsOf } from "../../src/base/log.ts";
import { logToFile } from "../../src/base/log_file.ts";
import { inEmptyFolder } from "../e2e/binary.ts";

Deno.test("createLogger() hands on what is of its level, with time, level and fields", () => {
  const seen: LogEntry[] = [];
  const { log } = createLogger("warn", (entry) => seen.push(entry));
  log("info", "not seen");
  log("warn", "seen", { step: 3 });
  log("error", "seen too");
  assert.deepEqual(seen.map(({ time: _, ...rest }) => rest), [
    { level: "warn", message: "seen", fields: { step: 3 } },
    { level: "error", message: "seen too" },
  ]);
  assert.ok(Math.abs(Date.now() - Date.parse(seen[0]!.time)) < 5000);
});

Deno.test("secrets never come into a log: in texts, in fields, and values of variables wherever they stand", () => {
  const secret = "s3cr3t-v4lue";
  const texts = [
    `Authorization: Bearer ${secret}`,
    `{"authorization":"Basic ${secret}"}`,
    `curl -H 'Authorization: token ${secret}'`,
    `password=${secret}`,
    `"db_password": "${secret}"`,
    `api-key: ${secret}, else`,
    `AWS_SECRET=${secret}`,
    `HF_TOKEN=${secret}`,
    `https://example.com/?token=${secret}&b=1`,
    `https://me:${secret}@example.com/x`,
    `run --password ${secret} --token=${secret}`,
  ];
  for (const text of texts) {
    const clean = redact(text);
    assert.ok(!clean.includes(secret), clean);
    assert.match(clean, /\[redacted\]/);
    assert.equal(redact(clean), clean);
  }
  const harmless = [
    "4404 tokens of 23 kinds, 442 of them kept for validation",
    "run --max-tokens 30 --tokenizer char",
    "tokenizer.json: token: one is listed twice",
    "see https://example.com/a:b and the password section",
    "cannot read secret: there is no such file or folder",
    "experiment ../my-token: it is no experiment",
  ];
  for (const text of harmless) assert.equal(redact(text), text);
  const environment = {
    HF_TOKEN: secret,
    HOME: "/home/somebody",
    SHORT_SECRET: "cat",
    MY_API_KEY: `${secret}-longer`,
  };
  assert.deepEqual(secretsOf(environment), [`${secret}-longer`, secret]);
  const seen: LogEntry[] = [];
  const { log } = createLogger("debug", (entry) => seen.push(entry), secretsOf(environment));
  const cookie = { a: 1 };
  log("info", `it is ${secret}`, {
    headers: [{ Authorization: "x", host: "h" }],
    apiKey: "k",
    note: secret,
    cookie,
  });
  const text = JSON.stringify(seen);
  assert.ok(!text.includes(secret) && !text.includes('"x"') && !text.includes('"k"'), text);
  assert.ok(text.includes('"host":"h"'));
});

Deno.test("redact() takes no longer for a long line than for others", () => {
  const started = performance.now();
  for (const unit of ["-", "a:", "://", "password", "Bearer ", "--a-"]) redact(unit.repeat(5000));
  assert.ok(performance.now() - started < 2000);
});

Deno.test("logToFile() appends JSON lines, makes room at its size, and keeps so many files", () =>
  inEmptyFolder((folder) => {
    const path = join(folder, "a.log");
    Deno.writeTextFileSync(path, '{"there":"before"}\n');
    const sink = logToFile(path, { bytes: 300, files: 3 });
    const entry = (i: number): LogEntry => ({
      time: "t",
      level: "info",
      message: `line\n${i}`,
      fields: { i, time: 5 },
    });
    for (let i = 0; i < 40; i++) sink(entry(i));
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(names, ["a.log", "a.log.1", "a.log.2"]);
    const lines = ["a.log.2", "a.log.1", "a.log"].flatMap((name) => {
      const text = Deno.readTextFileSync(join(folder, name));
      assert.ok(text.length <= 300 && text.endsWith("\n"));
      return text.trim().split("\n").map((line): { i: number } => JSON.parse(line));
    });
    assert.deepEqual(lines.map(({ i }) => i), lines.map((_, k) => 40 - lines.length + k));
    assert.deepEqual(lines.at(-1), { time: "t", level: "info", message: "line\n39", i: 39, time_: 5 });
    if (Deno.build.os !== "windows") assert.equal((Deno.statSync(path).mode ?? 0) & 0o77, 0);
    return Promise.resolve();
  }));

Deno.test("logToFile() loses nothing where several processes append and make room", () =>
  inEmptyFolder((folder) => {
    const path = join(folder, "a.log");
    const sinks = [1, 2, 3].map(() => logToFile(path, { bytes: 500, files: 50 }));
    for (let i = 0; i < 100; i++) {
      sinks[i % 3]!({ time: "t", level: "info", message: String(i) });
    }
    const all = [...Deno.readDirSync(folder)].flatMap(({ name }) =>
      Deno.readTextFileSync(join(folder, name)).trim().split("\n").map((line) =>
        Number(JSON.parse(line).message)
      )
    );
    assert.deepEqual(all.sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
    return Promise.resolve();
  }));

Deno.test("logToFile() says what is in the way, and takes any message", () =>
  inEmptyFolder((folder) => {
    assert.throws(
      () => logToFile(join(folder, "none", "a.log")),
      /cannot write the log .*: there is no such folder/,
    );
    assert.throws(() => logToFile(folder), /cannot write the log .*: it is no plain file/);
    const path = join(folder, "b.log");
    const sink = logToFile(path);
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (message) => {
      sink({ time: "t", level: "info", message });
      assert.equal(JSON.parse(Deno.readTextFileSync(path).trimEnd().split("\n").at(-1)!).message, message);
    }));
    return Promise.resolve();
  }));
