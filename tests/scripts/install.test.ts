import assert from "node:assert/strict";
import { join } from "node:path";
import { tar } from "../../scripts/release/archive.ts";
import { writeSums } from "../../scripts/release/sums.ts";

const SCRIPT = join(import.meta.dirname!, "..", "..", "scripts", "install.sh");
const ignore = Deno.build.os === "windows";
const TARGETS = ["linux-x64", "linux-arm64", "macos-arm64"];

interface Site {
  url: string;
  /** Folder of the release that is served as v9.9.9 and as the latest. */
  release: string;
  /** Runs install.sh as on a machine that `uname` describes, and on a C library behind "with" (glibc 2.36 unless told). */
  install: (machine: string, ...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
  installed: string;
}

/** Serves a release of archives whose program prints its platform. */
async function withSite(test: (site: Site) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const release = join(folder, "release");
  await Deno.mkdir(release);
  for (const target of TARGETS) {
    const name = `ascii-gen-v9.9.9-${target}`;
    const bytes = new TextEncoder().encode(`#!/bin/sh\necho "9.9.9 for ${target}"\n`);
    const path = join(release, `${name}.tar`);
    await Deno.writeFile(path, tar(name, [{ name: "ascii-gen", bytes, executable: true }]));
    assert.ok((await new Deno.Command("xz", { args: [path] }).output()).success);
  }
  await writeSums(release);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const [, name] =
      /^\/(?:download\/v9\.9\.9|latest\/download)\/([\w.-]+)$/.exec(new URL(request.url).pathname) ??
        [];
    const bytes = name && await Deno.readFile(join(release, name)).catch(() => undefined);
    return bytes ? new Response(bytes) : new Response("no such file", { status: 404 });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  const bin = join(folder, "bin");
  await Deno.mkdir(bin);
  const uname = '#!/bin/sh\ncase $1 in -s) echo "${MACHINE% *}" ;; *) echo "${MACHINE#* }" ;; esac\n';
  await Deno.writeTextFile(join(bin, "uname"), uname, { mode: 0o755 });
  // What is behind the machine's name says which C library there is, as getconf does where it is glibc.
  const getconf = '#!/bin/sh\n[ "$LIBC" != musl ] || exit 1\necho "$LIBC"\n';
  await Deno.writeTextFile(join(bin, "getconf"), getconf, { mode: 0o755 });
  const ldd = "#!/bin/sh\necho 'musl libc (x86_64)' >&2\nexit 1\n";
  await Deno.writeTextFile(join(bin, "ldd"), ldd, { mode: 0o755 });
  const temporary = join(folder, "temporary");
  await Deno.mkdir(temporary);
  try {
    await test({
      url,
      release,
      installed: join(folder, ".local", "bin", "ascii-gen"),
      install: async (machine, ...args) => {
        const PATH = `${bin}:${Deno.env.get("PATH")}`;
        const [MACHINE = "", LIBC = "glibc 2.36"] = machine.split(" with ");
        const { code, stdout, stderr } = await new Deno.Command("sh", {
          args: [SCRIPT, ...args],
          clearEnv: true,
          env: { PATH, HOME: folder, TMPDIR: temporary, MACHINE, LIBC, ASCII_GEN_URL: url },
        }).output();
        assert.deepEqual([...Deno.readDirSync(temporary)], [], "nothing temporary is left");
        const decoder = new TextDecoder();
        return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
      },
    });
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

const exists = (path: string): Promise<boolean> => Deno.lstat(path).then(() => true, () => false);

Deno.test("install.sh installs the archive of the machine's platform when it is the latest or named", {
  ignore,
}, async () => {
  await withSite(async ({ install, installed }) => {
    const machines = {
      "Linux x86_64": "linux-x64",
      "Linux aarch64 with glibc 2.28": "linux-arm64",
      "Darwin arm64": "macos-arm64",
    };
    const versions = [[], ["--version", "v9.9.9"], ["--version", "9.9.9"]];
    for (const [i, [machine, target]] of Object.entries(machines).entries()) {
      const { code, stdout, stderr } = await install(machine, ...versions[i]!);
      assert.deepEqual({ code, stdout }, { code: 0, stdout: "" }, stderr);
      assert.match(stderr, new RegExp(`ascii-gen 9\\.9\\.9 for ${target} is in .*/bin\n`));
      assert.match(stderr, /to PATH/);
      const output = await new Deno.Command(installed).output();
      assert.equal(new TextDecoder().decode(output.stdout), `9.9.9 for ${target}\n`);
    }
  });
});

Deno.test("install.sh installs below --prefix", { ignore }, async () => {
  await withSite(async ({ install, installed, release }) => {
    const prefix = join(release, "a b");
    assert.equal((await install("Linux x86_64", "--prefix", prefix)).code, 0);
    assert.deepEqual([...Deno.readDirSync(join(prefix, "bin"))].map(({ name }) => name), ["ascii-gen"]);
    assert.ok(!await exists(installed));
  });
});

Deno.test("install.sh installs nothing and says why when something is wrong", { ignore }, async (t) => {
  await withSite(async ({ install, installed, release, url }) => {
    const refused = async (name: string, machine: string, args: string[], reason: RegExp) => {
      await t.step(name, async () => {
        const { code, stdout, stderr } = await install(machine, ...args);
        assert.deepEqual({ code, stdout }, { code: 1, stdout: "" }, stderr);
        assert.match(stderr, reason);
        assert.ok(!await exists(installed));
      });
    };
    await refused("another system", "FreeBSD amd64", [], /there is no build for FreeBSD amd64/);
    await refused("another processor", "Linux riscv64", [], /there is no build for Linux riscv64/);
    await refused("an Intel Mac", "Darwin x86_64", [], /there is no build for Darwin x86_64/);
    await refused("Windows", "MINGW64_NT-10.0 x86_64", [], /unpack the \.zip/);
    await refused("musl", "Linux x86_64 with musl", [], /C library is musl .* needs glibc 2\.28/);
    await refused("an old glibc", "Linux x86_64 with glibc 2.17", [], /has glibc 2\.17, .* needs 2\.28/);
    await refused("another release", "Linux x86_64", ["--version", "v1.0.0"], /cannot download .*v1\.0\.0/);
    await refused("an unknown option", "Linux x86_64", ["--prefx", "a"], /unknown option --prefx/);
    await refused("an option without value", "Linux x86_64", ["--version"], /--version needs a value/);
    const archive = join(release, "ascii-gen-v9.9.9-linux-x64.tar.xz");
    const bytes = await Deno.readFile(archive);
    await Deno.writeFile(archive, bytes.with(40, bytes[40]! ^ 1));
    await refused("a damaged archive", "Linux x86_64", [], /has SHA-256 .* nothing is installed/);
    await Deno.remove(archive);
    await refused("a missing archive", "Linux x86_64", [], new RegExp(`cannot download ${url}/latest/`));
    await writeSums(release);
    await refused("a platform not released", "Linux x86_64", [], /lists no archive for linux-x64/);
  });
});
