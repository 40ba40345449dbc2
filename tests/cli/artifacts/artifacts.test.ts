import assert from "node:assert/strict";
import { join } from "node:path";
import { folderArtifacts } from "../../../src/service/artifacts/folder.ts";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { putFiles } from "../../service/artifacts/conformance.ts";
import { inEmptyFolder, ROOT, run } from "../../e2e/binary.ts";

Deno.test("artifacts are listed, shown and restored, and those that no job names are collected", () =>
  inEmptyFolder(async (folder) => {
    const cli = (...args: string[]) =>
      run(Deno.execPath(), ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts"), "artifacts", ...args], {
        cwd: folder,
        inherit: true,
        env: { NO_COLOR: "1" },
      });
    const root = join(folder, ".ascii-gen"), artifacts = await folderArtifacts(join(root, "artifacts"));
    const [input, result, kept, garbage] = await Promise.all(
      ["input", "result", "kept", "garbage"].map((text) => putFiles(artifacts, { "a/b": text })),
    );
    const checkpoints = await Promise.all(
      ["first", "last"].map((text) => putFiles(artifacts, { a: text }, "checkpoint")),
    );
    const none = await cli("collect", "--all");
    assert.equal(none.code, 7, none.stderr);
    assert.match(none.stderr, /there is no queue at .*queue.db/);
    {
      await using queue = await openQueue({ path: join(root, "queue.db") });
      const waiting = await queue.add({ operation: "train", input: { from: input! } });
      const lease = await queue.take(["train"], "me", AbortSignal.timeout(5000));
      for (const checkpoint of checkpoints) {
        await lease!.tell([{ type: "log", data: { line: "kept", checkpoint } }]);
      }
      await lease!.fail({ kind: "crash", message: "it fell over" }, false);
      assert.equal((await queue.get(waiting.id))!.state, "failed");
      await queue.add({ operation: "tokenizer", input: {} });
      const done = await queue.take(["tokenizer"], "me", AbortSignal.timeout(5000));
      await done!.done({ artifacts: [{ id: result! }] });
    }
    const listed = await cli("list", "--json");
    assert.equal(JSON.parse(listed.stdout).length, 6, listed.stderr);
    assert.match(
      (await cli("show", "model", input!)).stdout,
      /^file +bytes +SHA-256\na\/b +5 +[0-9a-f]{64}\n$/,
    );
    const restored = await cli("restore", "model", input!, "back");
    assert.equal(restored.code, 0, restored.stderr);
    assert.equal(await Deno.readTextFile(join(folder, "back", "a", "b")), "input");
    assert.equal((await cli("restore", "model", input!, "back")).code, 7);
    assert.equal((await cli("show", "model", "0".repeat(64))).code, 3);
    // All are new: nothing is old enough.
    assert.equal(JSON.parse((await cli("collect", "--json")).stdout).artifacts, 0);
    await age(join(root, "artifacts"));
    const dry = JSON.parse((await cli("collect", "--dry-run", "--keep", kept!, "--json")).stdout);
    const collected = await cli("collect", "--keep", kept!, "--json");
    assert.deepEqual({ ...JSON.parse(collected.stdout), dryRun: true }, dry, collected.stderr);
    assert.equal(dry.artifacts, 2);
    const left = (await artifacts.list()).map(({ id }) => id).sort();
    assert.deepEqual(left, [input!, result!, kept!, checkpoints[1]!].sort());
    assert.ok(!left.includes(garbage!));
  }));

/** Makes all files a week old. */
async function age(folder: string): Promise<void> {
  const before = new Date(Date.now() - 7 * 86_400_000);
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await age(path);
    else await Deno.utime(path, before, before);
  }
}
