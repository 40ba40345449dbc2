import assert from "node:assert/strict";
import { join } from "node:path";
import { tar, zip } from "../../../scripts/release/archive.ts";
import { archiveName } from "../../../scripts/release/facts.ts";
import { writeSums } from "../../../scripts/release/sums.ts";
import { inFolder, runIn as run } from "./stand_in.ts";

const FILES = [
  { name: "ascii-gen", bytes: new TextEncoder().encode("#!/bin/sh\necho hello\n"), executable: true },
  { name: "LICENSE", bytes: new TextEncoder().encode("MIT\n") },
];

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
  const program = `import { zip } from ${
    JSON.stringify(import.meta.resolve("../../../scripts/release/archive.ts"))
  };
    console.log(zip("a", [{ name: "b", bytes: new TextEncoder().encode("c") }]).toHex());`;
  const config = join(import.meta.dirname!, "..", "..", "..", "deno.json");
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
