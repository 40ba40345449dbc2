import assert from "node:assert/strict";
import { join } from "node:path";
import { folderArtifacts, folderBlobs } from "../../../src/service/artifacts/folder.ts";
import { bytesIn, conformance, inFolder, putFiles } from "./conformance.ts";

conformance({
  name: "folder",
  withStore: (use) =>
    inFolder(async (folder) => {
      await use({
        blobs: await folderBlobs(join(folder, "store")),
        async forge(key, bytes) {
          const path = join(folder, "store", key);
          await Deno.mkdir(join(path, ".."), { recursive: true });
          await Deno.remove(path).catch(() => {});
          await Deno.writeFile(path, bytes);
        },
      });
    }),
});

Deno.test("a link in the folder of artifacts leads nowhere", () =>
  inFolder(async (folder) => {
    const artifacts = await folderArtifacts(join(folder, "store"));
    const id = await putFiles(artifacts, { a: "secret" });
    const { files } = (await artifacts.manifest("model", id))!, { sha256 } = files[0]!;
    const group = join(folder, "store", "blobs", sha256.slice(0, 2));
    // The bytes are right, but elsewhere.
    await Deno.rename(group, join(folder, "elsewhere"));
    await Deno.symlink(join(folder, "elsewhere"), group);
    await assert.rejects(artifacts.read("model", id, "a"), /no plain file of the folder of artifacts/);
    await Deno.remove(join(folder, "elsewhere", sha256));
    await assert.rejects(putFiles(artifacts, { a: "secret" }), /is a link/);
    assert.deepEqual([...Deno.readDirSync(join(folder, "elsewhere"))], []);
    // The root itself may be one: that is where a person put it.
    await Deno.symlink(join(folder, "store"), join(folder, "alias"));
    await Deno.remove(group);
    const alias = await folderArtifacts(join(folder, "alias"));
    assert.equal(await putFiles(alias, { a: "secret" }), id);
    assert.equal(
      new TextDecoder().decode(await bytesIn((await artifacts.read("model", id, "a"))!.body)),
      "secret",
    );
  }));

Deno.test("a writer that is killed leaves nothing that counts, and what it left is collected", () =>
  inFolder(async (folder) => {
    const store = join(folder, "store"),
      source = join(folder, "source"),
      module = new URL("../../../src/service/artifacts/folder.ts", import.meta.url);
    await Deno.mkdir(source);
    for (let i = 0; i < 20; i++) {
      await Deno.writeFile(join(source, `f${i}`), crypto.getRandomValues(new Uint8Array(60_000 + i)));
    }
    const artifacts = await folderArtifacts(store);
    const script = `const { folderArtifacts } = await import(${JSON.stringify(module.href)});
      const artifacts = await folderArtifacts(${JSON.stringify(store)});
      console.log("ready");
      await artifacts.put("model", ${JSON.stringify(source)});`;
    for (let round = 0; round < 3; round++) {
      await Deno.writeFile(join(source, "f0"), crypto.getRandomValues(new Uint8Array(60_000)));
      const child = new Deno.Command(Deno.execPath(), {
        args: ["eval", "--no-check", script],
        ...{ stdout: "piped", stderr: "null" },
      }).spawn();
      const reader = child.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, 3 + 12 * round));
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
      for (const { kind, id } of await artifacts.list()) {
        await artifacts.restore(kind, id, join(folder, `back-${round}-${id}`));
      }
    }
    const id = await artifacts.put("model", source);
    await artifacts.restore("model", id, join(folder, "whole"));
    await artifacts.collect(new Set([id]), -1);
    assert.deepEqual([...Deno.readDirSync(join(store, ".temporary"))], []);
    await artifacts.restore("model", id, join(folder, "again"));
  }));
