import assert from "node:assert/strict";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { isHere, sha256 } from "../../../scripts/programs.ts";
import { elfLength, fetchAppRuntime, packAppImage } from "../../../scripts/release/appimage.ts";
import { changes, tracesIn } from "../../../scripts/release/clean_root.ts";
import { fetchNfpm, type Format, packageFile, packLinux } from "../../../scripts/release/linux.ts";
import { inFolder, runIn, standIn } from "./stand_in.ts";

const CACHE = join(import.meta.dirname!, "..", "..", "..", ".cache", "release");
const isLinux = Deno.build.os === "linux";
const RECIPE = { version: "1.2.3", owner: "someone", arch: "x86_64" };

/** Makes a package twice, in two folders; gives its path once it is sure that both are the same. */
async function twice(folder: string, make: (out: string) => Promise<string>): Promise<string> {
  const made = [];
  for (const name of ["first", "second"]) {
    const out = join(folder, name);
    await Deno.mkdir(out);
    made.push(await make(out));
  }
  assert.equal(await sha256(made[0]!), await sha256(made[1]!), "equal inputs make equal packages");
  return made[0]!;
}

const packed = async (format: Format, folder: string): Promise<string> => {
  const nfpm = await fetchNfpm(CACHE), contents = await standIn(folder);
  return await twice(folder, (out) => packLinux(format, contents, RECIPE, nfpm, out));
};

Deno.test("a .deb is the same each time, says what it needs, and unpacks to a program that runs", {
  ignore: !isLinux || !await isHere("dpkg-deb"),
}, () =>
  inFolder(async (folder) => {
    const path = await packed("deb", folder);
    assert.ok(path.endsWith("/ascii-gen_1.2.3_amd64.deb"));
    const { text } = await runIn("dpkg-deb", [
      "--field",
      path,
      "Package",
      "Version",
      "Architecture",
      "Depends",
    ], folder);
    assert.match(
      text,
      /Package: ascii-gen\nVersion: 1\.2\.3-1\nArchitecture: amd64\nDepends: .*libc6 \(>= 2\.28\)/,
    );
    assert.equal((await runIn("dpkg-deb", ["--extract", path, "root"], folder)).code, 0);
    const root = join(folder, "root/usr");
    const ran = await runIn(join(root, "bin/ascii-gen"), ["cat"], folder, { ASCII_GEN_GPU: "" });
    assert.deepEqual(ran, { code: 0, text: ": cat\n" });
    assert.equal(Deno.statSync(join(root, "bin/ascii-gen")).mode! & 0o777, 0o755);
    const page = gunzipSync(Deno.readFileSync(join(root, "share/man/man1/ascii-gen.1.gz")));
    assert.match(new TextDecoder().decode(page), /^\.TH/);
    assert.equal(
      Deno.readTextFileSync(join(root, "share/bash-completion/completions/ascii-gen")),
      "# bash\n",
    );
    assert.equal(Deno.readTextFileSync(join(root, "share/zsh/vendor-completions/_ascii-gen")), "#compdef\n");
    assert.equal(
      Deno.readTextFileSync(join(root, "share/fish/vendor_completions.d/ascii-gen.fish")),
      "# fish\n",
    );
    assert.equal(Deno.readTextFileSync(join(root, "share/doc/ascii-gen/copyright")), "MIT\n");
  }));

Deno.test(
  "an .rpm is the same each time, says what it needs, and owns its folders",
  { ignore: !isLinux },
  () =>
    inFolder(async (folder) => {
      const path = await packed("rpm", folder);
      assert.ok(path.endsWith("/ascii-gen-1.2.3-1.x86_64.rpm"));
      if (!await isHere("rpm")) return;
      const query = async (...args: string[]) =>
        (await runIn("rpm", ["--query", "--package", ...args, path], folder)).text.split("\n");
      assert.ok((await query("--requires")).includes("libc.so.6(GLIBC_2.28)(64bit)"));
      const files = await query("--list");
      for (
        const each of [
          "/usr/bin/ascii-gen",
          "/usr/share/doc/ascii-gen",
          "/usr/share/licenses/ascii-gen/LICENSE",
        ]
      ) {
        assert.ok(files.includes(each), each);
      }
      const told = await query("--queryformat", "%{NAME} %{VERSION} %{LICENSE} %{BUILDHOST}");
      assert.deepEqual(told, ["ascii-gen 1.2.3 MIT localhost"]);
    }),
);

Deno.test("packages are called as their systems do", () => {
  assert.equal(packageFile("deb", { version: "1.0.0", arch: "aarch64" }), "ascii-gen_1.0.0_arm64.deb");
  assert.equal(packageFile("rpm", { version: "1.0.0", arch: "aarch64" }), "ascii-gen-1.0.0-1.aarch64.rpm");
});

Deno.test("an AppImage is the same each time, and asks for a GPU unless told otherwise", {
  ignore: !isLinux || Deno.build.arch !== "x86_64" || !await isHere("mksquashfs"),
}, () =>
  inFolder(async (folder) => {
    const runtime = await fetchAppRuntime(CACHE), contents = await standIn(folder);
    const path = await twice(folder, (out) => packAppImage(contents, "1.2.3", runtime, out));
    assert.ok(path.endsWith("/ascii-gen-1.2.3-x86_64.AppImage"));
    assert.equal(elfLength(Deno.readFileSync(path)), Deno.statSync(runtime).size);
    assert.equal((await runIn(path, ["--appimage-extract"], folder)).code, 0);
    const appRun = join(folder, "squashfs-root/AppRun");
    const { ASCII_GEN_GPU: _, ...env } = Deno.env.toObject();
    const bare = new Deno.Command(appRun, { args: ["a b", "c"], clearEnv: true, env });
    assert.equal(new TextDecoder().decode((await bare.output()).stdout), "on: a b c\n");
    assert.equal((await runIn(appRun, ["c"], folder, { ASCII_GEN_GPU: "off" })).text, "off: c\n");
    assert.match(Deno.readTextFileSync(join(folder, "squashfs-root/ascii-gen.desktop")), /^Exec=ascii-gen$/m);
    assert.equal(Deno.readLinkSync(join(folder, "squashfs-root/.DirIcon")), "ascii-gen.svg");
  }));

Deno.test("elfLength() refuses what is no executable", () => {
  assert.throws(() => elfLength(new Uint8Array(100)), /not a 64-bit ELF file/);
});

Deno.test(
  "what is left of a package is seen, and books of package managers are not",
  { ignore: !isLinux },
  () =>
    inFolder(async (folder) => {
      await Deno.mkdir(join(folder, "usr/bin"), { recursive: true });
      await Deno.mkdir(join(folder, "var/lib/dpkg"), { recursive: true });
      await Deno.writeTextFile(join(folder, "usr/bin/a"), "a");
      const before = tracesIn(folder);
      assert.deepEqual(changes(before, tracesIn(folder)), []);
      await Deno.writeTextFile(join(folder, "var/lib/dpkg/status"), "");
      await Deno.writeTextFile(join(folder, "usr/bin/a"), "b");
      await Deno.mkdir(join(folder, "usr/share"));
      await Deno.symlink("a", join(folder, "usr/bin/c"));
      assert.deepEqual(changes(before, tracesIn(folder)), ["/usr/bin/a", "/usr/bin/c", "/usr/share"]);
    }),
);
