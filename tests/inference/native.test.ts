import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { type Library, loadRuntime, materialise, privateFolder } from "../../src/inference/native.ts";

const CONTENT = new TextEncoder().encode("not really a library\n".repeat(100_000));

async function withFolder(
  test: (folder: string, source: URL, library: Library) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const compressed = join(folder, "embedded.br");
    await Deno.writeFile(compressed, brotliCompressSync(CONTENT));
    const sha256 = createHash("sha256").update(CONTENT).digest("hex");
    const cache = join(folder, "cache");
    await Deno.mkdir(cache);
    await test(cache, pathToFileURL(compressed), { path: "", size: CONTENT.length, sha256 });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("materialise() writes the library once when the folder is empty", async () => {
  await withFolder(async (folder, source, library) => {
    const path = await materialise(folder, source, library);
    assert.deepEqual(await Deno.readFile(path), CONTENT);
    const { mtime } = await Deno.stat(path);
    assert.equal(await materialise(folder, source, library), path);
    assert.deepEqual((await Deno.stat(path)).mtime, mtime);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), [basename(path)]);
  });
});

Deno.test("materialise() replaces the library when a byte is flipped, the end is missing or it is a link", async () => {
  await withFolder(async (folder, source, library) => {
    const path = await materialise(folder, source, library);
    const damages: [string, () => Promise<void>][] = [
      ["flipped", () => Deno.writeFile(path, CONTENT.with(77, 0))],
      ["truncated", () => Deno.truncate(path, 99)],
      ["writable by others", () => Deno.chmod(path, 0o666)],
      ["link", async () => {
        await Deno.rename(path, `${path}.elsewhere`);
        await Deno.symlink(`${path}.elsewhere`, path);
      }],
    ];
    for (const [name, damage] of damages) {
      await damage();
      assert.equal(await materialise(folder, source, library), path, name);
      assert.ok((await Deno.lstat(path)).isFile, name);
      assert.equal((await Deno.lstat(path)).mode! & 0o022, 0, name);
      assert.deepEqual(await Deno.readFile(path), CONTENT, name);
    }
  });
});

Deno.test("materialise() writes nothing when the embedded copy is not the pinned library", async () => {
  await withFolder(async (folder, source, library) => {
    await assert.rejects(materialise(folder, source, { ...library, sha256: "0".repeat(64) }), /damaged/);
    await assert.rejects(materialise(folder, source, { ...library, size: 10 }));
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("privateFolder() makes the folder, and refuses a link and a folder others can write to", async () => {
  await withFolder(async (folder) => {
    const fresh = join(folder, "a", "b");
    assert.equal(await privateFolder(fresh), fresh);
    assert.equal((await Deno.stat(fresh)).mode! & 0o777, 0o700);
    await Deno.symlink(fresh, join(folder, "link"));
    await assert.rejects(privateFolder(join(folder, "link")), /only you can write to/);
    await Deno.chmod(fresh, 0o770);
    await assert.rejects(privateFolder(fresh), /only you can write to/);
  });
});

Deno.test("loadRuntime() gives onnxruntime with its telemetry off", async () => {
  const runtime = await loadRuntime();
  assert.equal(typeof runtime.InferenceSession.create, "function");
  assert.equal(Deno.env.get("ORT_DISABLE_TELEMETRY"), "1");
  assert.equal(await loadRuntime(), runtime);
});
