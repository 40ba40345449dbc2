import assert from "node:assert/strict";
import { join } from "node:path";
import { atomicWrite } from "../src/files.ts";

Deno.test("atomicWrite() replaces the whole file and leaves no temporary", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "file");
  await atomicWrite(path, "long enough");
  await atomicWrite(path, Uint8Array.of(104, 105));
  assert.equal(await Deno.readTextFile(path), "hi");
  await assert.rejects(atomicWrite(join(folder, "none", "file"), "x"), Deno.errors.NotFound);
  await Deno.mkdir(join(folder, "taken", "full"), { recursive: true });
  await assert.rejects(atomicWrite(join(folder, "taken"), "x"));
  assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name).sort(), ["file", "taken"]);
  await Deno.remove(folder, { recursive: true });
});
