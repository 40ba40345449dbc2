import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { type Place, servicesOf } from "../../../scripts/stack/compose.ts";
import { parseDuration } from "../../../scripts/stack/duration.ts";

const ROOT = join(import.meta.dirname!, "..", "..", "..");
const SECRETS = { STORE_KEY: "k", STORE_SECRET: "s", REDIS_PASSWORD: "p", ADMIN_TOKEN: "t" };
const place = (variables: Record<string, string>): Place => ({
  ...{ root: "/here", volumes: "/kept", program: ["program", "run"], variables },
});
const COMPOSE = await Deno.readTextFile(join(ROOT, "compose.yaml"));

Deno.test("services of compose.yaml start in order, by its commands, with folders and variables of this machine", () => {
  const services = servicesOf(
    COMPOSE,
    place({ ...SECRETS, REDIS_HOST: "127.0.0.1", PORT: "7", CORPORA: "/texts" }),
  );
  assert.deepEqual(services.map(({ name }) => name), ["redis", "store", "service", "worker"]);
  const [redis, store, service, worker] = services;
  assert.match(
    redis!.command[2]!,
    /^exec redis-server - <<END\nport 6379\nbind 0.0.0.0\ndir \/kept\/redis\n/,
  );
  // A secret stands in the environment alone.
  assert.match(redis!.command[2]!, /requirepass \$REDIS_PASSWORD\n/);
  assert.equal(redis!.environment["REDIS_PASSWORD"], "p");
  assert.match(store!.command[2]!, /posix \/kept\/store\n$/);
  assert.deepEqual(service!.command.slice(0, 7), [
    "program",
    "run",
    "serve",
    "--host",
    "0.0.0.0",
    "--port",
    "7",
  ]);
  assert.equal(service!.environment["REDIS_URL"], "redis://:p@127.0.0.1:6379");
  assert.equal(service!.environment["ASCII_GEN__ROOT"], "/kept/service");
  assert.equal(service!.environment["ASCII_GEN__CORPORA__ROOT"], "/texts");
  assert.equal(service!.environment["ASCII_GEN__TOKENS__DRAW"], undefined);
  assert.deepEqual(worker!.folders, ["/kept/worker", "/texts"]);
  assert.equal(worker!.health, undefined);
  assert.equal(worker!.grace, 60_000);
  for (const { command, name } of services) {
    for (const secret of ["p", "s", "t"]) assert.ok(!command.includes(secret), name);
    assert.doesNotMatch(command.join(" "), /\$\{|\$\$/);
  }
});

Deno.test("what is not set, no volume, no time, or waits for itself is told of", () => {
  for (const name of Object.keys(SECRETS)) {
    assert.throws(
      () => servicesOf(COMPOSE, place({ ...SECRETS, [name]: "" })),
      new RegExp(`${name} is not set: `),
    );
  }
  const made = (text: string) => () => servicesOf(`services: ${text}`, place({}));
  assert.throws(made("{ a: { command: [x], volumes: [b] } }"), /b is no volume/);
  assert.throws(made("{ a: { command: [x], stop_grace_period: soon } }"), /"soon" is no time/);
  assert.throws(made("{ a: { command: [] } }"), /compose.yaml: services.a.command/);
  assert.throws(
    made("{ a: { command: [x], depends_on: { b: {} } }, b: { command: [x], depends_on: { a: {} } } }"),
    /a, b wait for each other/,
  );
  assert.equal(parseDuration("1m30s"), 90_000);
  assert.throws(() => parseDuration("5 s"), /is no time/);
});

Deno.test("variables are as compose writes them", () => {
  const words = (text: string, variables: Record<string, string>) =>
    servicesOf(JSON.stringify({ services: { a: { command: [text] } } }), place(variables))[0]!.command[0];
  const cases: [text: string, value: string][] = [
    ["$A-${A}", "1-1"],
    ["$$A $${A}", "$A ${A}"],
    ["${B:-usual}${C-usual}${C:-usual}", "usualusual"],
    ["${A:+there}${B:+there}${C+there}", "therethere"],
    ["${B}", ""],
    ["a $ b", "a $ b"],
  ];
  for (const [text, value] of cases) assert.equal(words(text, { A: "1", C: "" }), value, text);
});

Deno.test("compose.yaml and the units keep to what is said of them: no rights, nothing to write on, limits", async () => {
  const { services } = parse(COMPOSE, { merge: true });
  for (const [name, each] of Object.entries<Record<string, unknown>>(services)) {
    assert.equal(each["read_only"], true, name);
    assert.deepEqual(each["cap_drop"], ["ALL"], name);
    assert.deepEqual(each["security_opt"], ["no-new-privileges:true"], name);
    assert.ok(each["mem_limit"] && each["pids_limit"] && each["stop_grace_period"], name);
    assert.equal("ports" in each, name === "service", "only the service is reached from elsewhere");
  }
  assert.deepEqual(services.service.ports, ["127.0.0.1:${PORT:-8080}:${PORT:-8080}"]);
  const example = await Deno.readTextFile(join(ROOT, "deploy", "env.example"));
  for (const [, name] of COMPOSE.matchAll(/\$\{(\w+):\?/g)) {
    assert.match(example, new RegExp(`^${name}=`, "m"));
  }
  const container = await Deno.readTextFile(join(ROOT, "Containerfile"));
  assert.ok(
    container.lastIndexOf("USER 10001") > container.lastIndexOf("USER root"),
    "it ends as nobody in particular",
  );
});

Deno.test("a build is given what is named, and nothing else: no secrets, no runs, no history", async () => {
  const text = await Deno.readTextFile(join(ROOT, ".dockerignore"));
  const [all, ...named] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assert.equal(all, "*");
  const ignored = await Deno.readTextFile(join(ROOT, ".gitignore"));
  for (const line of named) {
    assert.match(line, /^!\w[\w/]*(\.\w+)?$/);
    assert.ok(await Deno.stat(join(ROOT, line.slice(1))), line);
    assert.ok(!ignored.split("\n").includes(`/${line.slice(1)}/`), line);
  }
});
