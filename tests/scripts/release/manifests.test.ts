import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { isHere } from "../../../scripts/programs.ts";
import { archiveFile, TARGETS } from "../../../scripts/release/facts.ts";
import { manifests, releaseIn, writeManifests } from "../../../scripts/release/manifests.ts";
import { inFolder, runIn } from "./stand_in.ts";

const sum = (i: number) => `${i}`.repeat(64);
const ALL = {
  version: "1.2.3",
  owner: "someone",
  sums: new Map(TARGETS.map((target, i) => [target, sum(i + 1)])),
};

Deno.test("each manifest has the address and the sum of its platform's archive", () => {
  const files = manifests(ALL);
  const formula = files.get("homebrew/ascii-gen.rb")!;
  for (const [i, target] of TARGETS.entries()) {
    const address = `https://github.com/someone/ascii-gen/releases/download/v1.2.3/${
      archiveFile("1.2.3", target)
    }`;
    if (target !== "windows-x64") {
      assert.ok(formula.includes(`url "${address}"\n      sha256 "${sum(i + 1)}"`), target);
    } else {
      const scoop = JSON.parse(files.get("scoop/ascii-gen.json")!);
      const there = scoop.architecture["64bit"];
      assert.deepEqual([scoop.version, there.url, there.hash], ["1.2.3", address, sum(4)]);
      assert.equal(there.extract_dir, "ascii-gen-v1.2.3-windows-x64");
      assert.match(
        scoop.autoupdate.architecture["64bit"].url,
        /v\$version\/ascii-gen-v\$version-windows-x64\.zip$/,
      );
      const installer = parse(files.get("winget/someone.AsciiGen.installer.yaml")!);
      assert.equal(installer.Installers[0].InstallerUrl, address);
      assert.equal(installer.Installers[0].InstallerSha256, sum(4));
    }
  }
  const flake = files.get("nix/flake.nix")!;
  assert.ok(flake.includes(`hash = "sha256-${Uint8Array.fromHex(sum(1)).toBase64()}"`));
});

Deno.test("winget's three manifests are of one package and version, each of its kind", () => {
  const read = (name: string) => parse(manifests(ALL).get(`winget/someone.AsciiGen${name}.yaml`)!);
  for (
    const [name, kind] of [["", "version"], [".installer", "installer"], [
      ".locale.en-US",
      "defaultLocale",
    ]] as const
  ) {
    const { PackageIdentifier, PackageVersion, ManifestType, ManifestVersion } = read(name);
    assert.deepEqual([PackageIdentifier, PackageVersion, ManifestType], ["someone.AsciiGen", "1.2.3", kind]);
    assert.match(ManifestVersion, /^\d+\.\d+\.\d+$/);
  }
});

Deno.test("a platform without an archive is left out, whole manifests too", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, archiveFile("1.2.3", "linux-x64")), "archive");
    await Deno.writeTextFile(join(folder, archiveFile("1.2.2", "windows-x64")), "of another version");
    const release = await releaseIn(folder, "1.2.3", "someone");
    assert.deepEqual([...release.sums.keys()], ["linux-x64"]);
    assert.deepEqual(await writeManifests(release, join(folder, "m")), [
      "homebrew/ascii-gen.rb",
      "nix/flake.nix",
    ]);
    const formula = Deno.readTextFileSync(join(folder, "m/homebrew/ascii-gen.rb"));
    assert.ok(!formula.includes("on_macos") && !formula.includes("arm64"), formula);
    const flake = Deno.readTextFileSync(join(folder, "m/nix/flake.nix"));
    assert.ok(flake.includes("x86_64-linux =") && !flake.includes("darwin ="), flake);
  }));

for (
  const [name, program, args] of [
    ["homebrew/ascii-gen.rb", "ruby", ["-c"]],
    ["nix/flake.nix", "nix-instantiate", ["--parse"]],
  ] as const
) {
  Deno.test(
    `${program} can read ${name}`,
    { ignore: !await isHere(program) },
    () =>
      inFolder(async (folder) => {
        await writeManifests(ALL, folder);
        const { code, text } = await runIn(program, [...args, join(folder, name)], folder, { HOME: folder });
        assert.equal(code, 0, text);
      }),
  );
}
