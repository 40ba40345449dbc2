import assert from "node:assert/strict";
import { join } from "node:path";
import { openStack, type Stack } from "../../../scripts/stack/stack.ts";
import { sleep } from "../../../src/base/sleep.ts";
import { freePort } from "../../../scripts/free_port.ts";
import { findProgram } from "../../service/artifacts/servers.ts";

const LACKING =
  (await Promise.all(["redis-server", "versitygw"].map(async (name) => await findProgram(name) ?? name)))
    .filter((path) => !path.includes("/"));
if (LACKING.length > 0) {
  console.error(
    `the stack is not started for want of ${
      LACKING.join(" and ")
    }: apt-get install -y --no-install-recommends ` +
      "redis-server; go install github.com/versity/versitygw/cmd/versitygw@v1.8.0",
  );
}

Deno.test({
  name: "the services of compose.yaml start by its commands, do jobs, and have all of it after a restart",
  ignore: LACKING.length > 0,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "stack-" }), corpora = join(folder, "corpora");
    await Deno.mkdir(corpora);
    await Deno.writeTextFile(
      join(corpora, "cats.txt"),
      "the cat sat on the mat and the dog ran.\n".repeat(200),
    );
    const [port, redis, store] = [freePort(), freePort(), freePort()].map(String);
    const path = `${Deno.env.get("PATH")}:${join((await findProgram("versitygw"))!, "..")}`;
    const before = Deno.env.get("PATH");
    Deno.env.set("PATH", path);
    const stack = await openStack(join(folder, "stack"), {
      ...{ PORT: port!, REDIS_PORT: redis!, STORE_PORT: store!, CORPORA: corpora },
    });
    const lines: string[] = [], told = (line: string) => void lines.push(line);
    try {
      await stack.up(told);
      assert.deepEqual((await stack.status()).map(({ state }) => state), [
        "ready",
        "ready",
        "ready",
        "ready",
      ]);
      const at = `http://127.0.0.1:${port}`, token = stack.variables["ADMIN_TOKEN"]!;
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const refused = await fetch(`${at}/runs`);
      assert.equal(refused.status, 401);
      await refused.body?.cancel();
      const body = JSON.stringify({ files: ["cats.txt"] });
      const asked = await (await fetch(`${at}/tokenizers/train`, { method: "POST", headers, body })).json();
      const job = await jobEnded(`${at}/tokenizers/${asked.id}`, headers);
      assert.equal(job.state, "done", JSON.stringify(job));
      const { id } = job.result.artifacts.find(({ name }: { name: string }) => name === "tokenizer");
      const manifest = await (await fetch(`${at}/artifacts/tokenizer/${id}`, { headers })).json();
      const { path, size } = manifest.files[0];
      const download = `${at}/artifacts/tokenizer/${id}/download?path=${encodeURIComponent(path)}`;
      const file = await (await fetch(download, { headers })).arrayBuffer();
      assert.equal(file.byteLength, size);
      const pids = (await stack.status()).map(({ pid }) => pid);
      // What runs is left alone.
      await stack.up(told);
      assert.deepEqual((await stack.status()).map(({ pid }) => pid), pids);
      await stack.down(told);
      assert.deepEqual((await stack.status()).map(({ state }) => state), Array(4).fill("stopped"));
      await stack.up(told);
      const again = await (await fetch(`${at}/tokenizers/${asked.id}`, { headers })).json();
      assert.deepEqual(again.result, job.result);
      assert.deepEqual(await (await fetch(download, { headers })).arrayBuffer(), file);
      assert.equal((await Deno.stat(join(folder, "stack", "env"))).mode! & 0o77, 0);
    } finally {
      await stack.down(told);
      if (before !== undefined) Deno.env.set("PATH", before);
      await saidOf(stack, lines);
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function jobEnded(at: string, headers: Record<string, string>) {
  for (let left = 600;; left--) {
    const job = await (await fetch(at, { headers })).json();
    if (left === 0 || !["queued", "running"].includes(job.state)) return job;
    await sleep(200);
  }
}

/** Nothing is left that runs. */
async function saidOf(stack: Stack, lines: readonly string[]): Promise<void> {
  for (const { name, pid } of await stack.status()) {
    assert.equal(pid, undefined, `${name}: ${lines.join("; ")}`);
  }
}
