import assert from "node:assert/strict";
import { join } from "node:path";
import createClient from "openapi-fetch";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { initialize, namedViews, parameterCount } from "../../src/network/parameters.ts";
import type { paths } from "../../src/service/client/api.ts";
import { writeTextBundle } from "../../src/tasks/text/bundle.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { endOf, mpiTest, startRanks } from "../engine/mpi/launcher.ts";
import { TEXT, tiny, tokenizer } from "../tasks/text/tiny.ts";
import { binary, inEmptyFolder, run } from "./binary.ts";

const program = await binary();

/** Starts the binary with a home and nothing else in the environment. */
const start = (home: string, ...args: string[]): Deno.ChildProcess =>
  new Deno.Command(program, {
    ...{ args, cwd: home, clearEnv: true, env: { HOME: home } },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();

/** The address that a service prints. */
async function addressOf(serve: Deno.ChildProcess): Promise<string> {
  const lines = serve.stdout.getReader();
  let text = "";
  while (!text.endsWith("\n")) {
    const { value, done } = await lines.read();
    if (done) assert.fail(await new Response(serve.stderr).text());
    text += new TextDecoder().decode(value);
  }
  lines.releaseLock();
  return text.trim();
}

/** An answer that is no stream. */
function whole<T extends object>(data: T | string | undefined): T {
  assert.ok(typeof data === "object", `${data}`);
  return data;
}

async function writeModel(folder: string): Promise<void> {
  const { ports, network, digest } = tiny();
  const specs = parameterSpecs(ports, network), weights = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: 0.2 })), weights, 1);
  await writeTextBundle(folder, {
    ...{ tokenizer, config: network, parameters: namedViews(specs, weights) },
    ...{ corpus: digest, training: {}, attributions: [] },
  });
}

Deno.test("the binary serves drawing, texts and the studio, and its workers train in processes of its own", () =>
  inEmptyFolder(async (home) => {
    await writeModel(join(home, "models", "cats"));
    await Deno.mkdir(join(home, "data", "corpora"), { recursive: true });
    await Deno.writeTextFile(join(home, "data", "corpora", "cats.txt"), TEXT);
    const serve = start(home, "serve", "--port", "0", "--root", "data", "--queue-concurrency", "0");
    const worker = start(home, "worker", "--root", "data");
    const ended = [serve, worker].map(async (child) => {
      const { code, signal } = await child.status;
      return [code, signal];
    });
    try {
      const baseUrl = await addressOf(serve), client = createClient<paths>({ baseUrl });
      const drawn = await client.POST("/draw", { body: { prompt: "cat", width: 12, seed: 7 } });
      const alone = await run(program, ["cat", "--width", "12", "--seed", "7"], {
        cwd: home,
        env: { HOME: home },
      });
      const drawings = whole(drawn.data);
      assert.ok("drawings" in drawings);
      assert.equal(`${drawings.drawings[0]?.text}\n`, alone.stdout);
      const told = await client.POST("/complete", {
        body: { model: "cats", prompt: "3 cats", seed: 2, maxTokens: 9 },
      });
      const completed = whole(told.data);
      assert.ok("completions" in completed && completed.completions[0]?.text);
      const page = await (await fetch(baseUrl)).text();
      const [, script] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
      assert.match(await (await fetch(new URL(script ?? "", baseUrl))).text(), /function|=>/);

      const body = { words: ["seed=1,2", "preset=nano", "layers=1", "steps=2"], files: ["cats.txt"] };
      const { data, error } = await client.POST("/sweeps", { body });
      assert.ok(data, JSON.stringify(error));
      const sweep = { params: { path: { id: data.id } } };
      await (await fetch(`${baseUrl}/sweeps/${data.id}/logs/stream`)).text();
      const { data: came } = await client.GET("/sweeps/{id}", sweep);
      assert.equal(came?.state, "done", JSON.stringify(came));
      assert.deepEqual(
        came.trials.map(({ state, steps }) => [state, steps]),
        Array(2).fill(["finished", 2]),
      );
      assert.equal(came.progress?.done, 2);
      const listed = await run(program, ["artifacts", "list", "--root", "data"], {
        cwd: home,
        env: { HOME: home },
      });
      assert.equal(listed.code, 0, listed.stderr);
      assert.equal(listed.stdout.match(/ model /g)?.length, 2, listed.stdout);
      for (const child of [serve, worker]) child.kill("SIGTERM");
      assert.deepEqual(await Promise.all(ended), [[0, null], [0, null]]);
    } finally {
      for (const child of [serve, worker]) {
        try {
          child.kill("SIGKILL");
        } catch {
          // It has ended.
        }
        await Promise.all([child.status, child.stdout.cancel(), child.stderr.cancel()]);
      }
    }
  }));

const TRAIN = [
  "--preset",
  "nano",
  "--layers",
  "1",
  "--steps",
  "2",
  "--batch-tokens",
  "1000",
  "--workers",
  "2",
];

Deno.test("the binary says that mpirun starts its ranks", () =>
  inEmptyFolder(async (home) => {
    await Deno.writeTextFile(join(home, "cats.txt"), TEXT);
    const args = ["train", "cats.txt", ...TRAIN, "--distributed"];
    const { code, stderr } = await run(program, args, { cwd: home, env: { HOME: home } });
    assert.equal(code, EXIT_CODES.usage, stderr);
    assert.match(stderr, /^ascii-gen: --distributed is for processes that mpirun started[^\n]*\n$/);
  }));

mpiTest("ranks of the binary train what the binary alone does", async (mpi) => {
  await inEmptyFolder(async (home) => {
    const text = join(home, "cats.txt");
    await Deno.writeTextFile(text, TEXT);
    const training = (out: string) => ["train", text, ...TRAIN, "--precision", "fp32", "-o", join(home, out)];
    const alone = await run(program, training("one"), { cwd: home, env: { HOME: home } });
    assert.equal(alone.code, 0, alone.stderr);
    const two = await endOf(
      startRanks(mpi, [{ count: 2, program, args: [...training("two"), "--distributed"] }]),
    );
    assert.equal(two.code, 0, two.stderr);
    const [a, b] = await Promise.all(
      ["one", "two"].map((name) => loadCheckpoint(join(home, name, "checkpoint.bin"))),
    );
    assert.deepEqual(b!.weights, a!.weights);
  });
});
