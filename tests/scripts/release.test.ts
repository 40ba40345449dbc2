import assert from "node:assert/strict";
import { join } from "node:path";
import { archiveName, tar, writeSums, zip } from "../../scripts/release.ts";

const FILES = [
  { name: "ascii-gen", bytes: new TextEncoder().encode("#!/bin/sh\necho hello\n"), executable: true },
  { name: "LICENSE", bytes: new TextEncoder().encode("MIT\n") },
];

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const run = async (program: string, args: string[], cwd: string, env: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await new Deno.Command(program, { args, cwd, env }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
};

Deno.test("archiveName() names the platforms as people do, and throws for others", () => {
  assert.equal(archiveName("0.1.0", "linux", "x86_64"), "ascii-gen-v0.1.0-linux-x64");
  assert.equal(archiveName("0.1.0", "darwin", "aarch64"), "ascii-gen-v0.1.0-macos-arm64");
  assert.throws(() => archiveName("0.1.0", "freebsd", "x86_64"), /no releases for freebsd x86_64/);
});

Deno.test("tar() gives an archive that unpacks to a program that runs", async () => {
  await inFolder(async (folder) => {
    await Deno.writeFile(join(folder, "a.tar"), tar("a", FILES));
    assert.deepEqual(await run("tar", ["-xf", "a.tar"], folder), { code: 0, text: "" });
    assert.deepEqual(await run(join(folder, "a", "ascii-gen"), [], folder), { code: 0, text: "hello\n" });
    assert.equal(await Deno.readTextFile(join(folder, "a", "LICENSE")), "MIT\n");
  });
});

Deno.test("zip() gives the same archive in every time zone", async () => {
  const program = `import { zip } from ${JSON.stringify(import.meta.resolve("../../scripts/release.ts"))};
    console.log(zip("a", [{ name: "b", bytes: new TextEncoder().encode("c") }]).toHex());`;
  const config = join(import.meta.dirname!, "..", "..", "deno.json");
  const inZone = (TZ: string) =>
    run(Deno.execPath(), ["eval", "--quiet", "--config", config, program], ".", { TZ, NO_COLOR: "1" });
  const [first, second] = await Promise.all([inZone("Pacific/Auckland"), inZone("America/Lima")]);
  assert.deepEqual(second, first);
  const [signature] = /^504b0304/.exec(first.text) ?? [];
  assert.ok(signature, first.text);
});

Deno.test("writeSums() lists the archives as sha256sum --check reads them, and throws without any", async () => {
  await inFolder(async (folder) => {
    await assert.rejects(writeSums(folder), /there are no archives/);
    await Deno.writeFile(join(folder, "ascii-gen-v1.0.0-windows-x64.zip"), zip("a", FILES));
    await Deno.writeFile(join(folder, "ascii-gen-v1.0.0-linux-x64.tar.xz"), tar("a", FILES));
    await Deno.writeTextFile(join(folder, "notes.txt"), "");
    const names = (await writeSums(folder)).split("\n").map((line) => line.split("  ")[1]);
    assert.deepEqual(names, [
      "ascii-gen-v1.0.0-linux-x64.tar.xz",
      "ascii-gen-v1.0.0-windows-x64.zip",
      undefined,
    ]);
    if (Deno.build.os === "linux") {
      assert.equal((await run("sha256sum", ["--check", "--status", "SHA256SUMS"], folder)).code, 0);
    }
  });
});
