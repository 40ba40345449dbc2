import assert from "node:assert/strict";
import { join } from "node:path";
import { atomicWrite, isStream, readPlainFile, writeInto } from "../../src/base/files.ts";

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

const posix = Deno.build.os !== "windows";

Deno.test("atomicWrite() writes what a link leads to, and leaves pipes, devices and folders alone", {
  ignore: !posix,
}, async () => {
  const folder = await Deno.makeTempDir();
  const at = (name: string) => join(folder, name);
  await Deno.writeTextFile(at("file"), "old");
  await Deno.symlink(at("file"), at("link"));
  await atomicWrite(at("link"), "new");
  assert.ok((await Deno.lstat(at("link"))).isSymlink);
  assert.equal(await Deno.readTextFile(at("file")), "new");

  await Deno.symlink(at("nothing"), at("dangling"));
  await Deno.symlink("/dev/null", at("device"));
  await new Deno.Command("mkfifo", { args: [at("pipe")] }).output();
  for (
    const [name, message] of [["dangling", /link to nothing/], ["device", /pipe or a device/], [
      "pipe",
      /pipe or/,
    ]] as const
  ) {
    await assert.rejects(atomicWrite(at(name), "x"), { kind: "io", message });
  }
  assert.ok((await Deno.lstat(at("pipe"))).isFifo);
  assert.ok((await Deno.stat("/dev/null")).isCharDevice);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(names, ["dangling", "device", "file", "link", "pipe"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test(
  "what is open already is not replaced, by whatever name: writeInto() goes on behind what is there",
  {
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    const folder = await Deno.makeTempDir();
    const [path, link, loop] = ["file", "link", "loop"].map((name) => join(folder, name));
    await Deno.writeTextFile(path!, "old, ");
    await Deno.symlink(loop!, loop!);
    using _open = await Deno.open(path!, { append: true });
    const opened = await openNameOf(path!);
    await Deno.symlink(opened, link!);
    for (const name of [opened, link!]) {
      await assert.rejects(atomicWrite(name, "x"), { kind: "io", message: /leads to what is open already/ });
      assert.ok(await isStream(name));
    }
    await writeInto(opened, "new");
    assert.equal(await Deno.readTextFile(path!), "old, new");
    for (const name of [path!, folder, loop!, join(folder, "none")]) assert.ok(!await isStream(name), name);
    assert.ok(await isStream("/dev/null"));
    await Deno.remove(folder, { recursive: true });
  },
);

/** What Linux calls a file that this process has open. */
async function openNameOf(path: string): Promise<string> {
  for (const { name } of Deno.readDirSync("/proc/self/fd")) {
    if (await Deno.readLink(`/proc/self/fd/${name}`).catch(() => "") === path) return `/proc/self/fd/${name}`;
  }
  throw new Error(`${path} is not open`);
}

Deno.test("readPlainFile() reads files through links, and neither large ones nor what has no end", {
  ignore: !posix,
}, async () => {
  const folder = await Deno.makeTempDir();
  const at = (name: string) => join(folder, name);
  await Deno.writeTextFile(at("file"), "twelve bytes");
  await Deno.symlink(at("file"), at("link"));
  assert.equal(new TextDecoder().decode(await readPlainFile(at("link"), 12)), "twelve bytes");
  await assert.rejects(readPlainFile(at("link"), 11), { kind: "input", message: /has 12 bytes; at most 11/ });
  await new Deno.Command("mkfifo", { args: [at("pipe")] }).output();
  await Deno.symlink("/dev/zero", at("device"));
  for (const name of ["pipe", "device", "."]) {
    await assert.rejects(readPlainFile(at(name), 9, "it"), { kind: "input", message: "it is not a file" });
  }
  if (Deno.build.os === "linux") {
    await assert.rejects(readPlainFile("/proc/self/maps", 99), { kind: "input", message: /more bytes/ });
  }
  await assert.rejects(readPlainFile(at("none"), 9), Deno.errors.NotFound);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("atomicWrite() leaves it as it was who may read and write a file", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "file");
  for (const mode of [0o600, 0o664, 0o444]) {
    await Deno.writeTextFile(path, "old");
    await Deno.chmod(path, mode);
    await atomicWrite(path, "new");
    assert.equal((await Deno.stat(path)).mode! & 0o777, mode);
    assert.equal(await Deno.readTextFile(path), "new");
    await Deno.remove(path);
  }
  await Deno.remove(folder, { recursive: true });
});
