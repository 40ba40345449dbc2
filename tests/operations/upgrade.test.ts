import assert from "node:assert/strict";
import { UserError } from "../../src/base/errors.ts";
import { installationOf, isNewer, newestVersion, upgradeAdvice } from "../../src/operations/upgrade.ts";

/** Serves one answer for `/latest/download/SHA256SUMS`; gives what is asked of it. */
async function withReleases(
  answer: () => Response,
  test: (url: string, asked: string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    asked.push(new URL(request.url).pathname);
    return answer();
  });
  try {
    await test(`http://127.0.0.1:${server.addr.port}`, asked);
  } finally {
    await server.shutdown();
  }
}

const SUM = "0".repeat(64);
const sums = (version: string) =>
  `${SUM}  ascii-gen-v${version}-linux-x64.tar.xz\n${SUM}  ascii-gen_${version}_amd64.deb\n`;
const refused = (kind: string, message: RegExp) => (error: unknown) =>
  error instanceof UserError && error.kind === kind && message.test(error.message);

Deno.test("newestVersion() asks one address, once, and reads the version of its archives", () =>
  withReleases(() => new Response(sums("1.12.0")), async (url, asked) => {
    assert.equal(await newestVersion(`${url}/`), "1.12.0");
    assert.deepEqual(asked, ["/latest/download/SHA256SUMS"]);
  }));

Deno.test("newestVersion() says what is no list of one release", async () => {
  const cases: [() => Response, string, RegExp][] = [
    [() => new Response("no", { status: 404 }), "io", /answers with status 404/],
    [() => new Response("<html>"), "input", /lists archives of 0 versions/],
    [() => new Response(sums("1.0.0") + sums("1.1.0")), "input", /of 2 versions/],
    [() => new Response("x".repeat(1 << 17)), "input", /over 65536 characters/],
  ];
  for (const [answer, kind, message] of cases) {
    await withReleases(answer, (url) => assert.rejects(newestVersion(url), refused(kind, message)));
  }
  await assert.rejects(newestVersion("http://127.0.0.1:1"), refused("io", /cannot be reached/));
  await assert.rejects(newestVersion("ftp://a"), refused("usage", /must begin with https/));
});

Deno.test("isNewer() orders versions by their numbers, and early ones before the version itself", () => {
  const ordered = ["0.9.9", "0.10.0", "1.0.0-beta.2", "1.0.0-beta.10", "1.0.0", "1.0.1", "v2.0.0"];
  for (const [i, a] of ordered.entries()) {
    for (const [j, b] of ordered.entries()) assert.equal(isNewer(a, b), i > j, `${a}, ${b}`);
  }
});

Deno.test("where the program lies says how it was installed, and that how it is upgraded", () => {
  const at = (path: string, signs: { isTree?: boolean; isAppImage?: boolean; isInDpkg?: boolean } = {}) =>
    installationOf({ isTree: false, isAppImage: false, isInDpkg: false, ...signs, path });
  const found = {
    tree: at("/usr/bin/deno", { isTree: true }),
    npm: at("/usr/bin/node"),
    appimage: at("/tmp/.mount_a/usr/bin/ascii-gen", { isAppImage: true }),
    nix: at("/nix/store/x/bin/ascii-gen"),
    homebrew: at("/opt/homebrew/Cellar/ascii-gen/1.0.0/bin/ascii-gen"),
    scoop: at("C:\\Users\\a\\scoop\\apps\\ascii-gen\\1.0.0\\ascii-gen.exe"),
    winget: at("C:\\Users\\a\\AppData\\Local\\Microsoft\\WinGet\\Packages\\a\\ascii-gen.exe"),
    deb: at("/usr/bin/ascii-gen", { isInDpkg: true }),
    rpm: at("/usr/bin/ascii-gen"),
    archive: at("/home/a/.local/bin/ascii-gen", { isInDpkg: true }),
  };
  for (const [expected, installation] of Object.entries(found)) assert.equal(installation, expected);
  const advice = Object.values(found).map((each) => upgradeAdvice(each, "https://example.org/releases"));
  assert.equal(new Set(advice).size, advice.length, "each way has its own");
  assert.match(
    upgradeAdvice("deb", "https://example.org/releases"),
    /example\.org\/releases\/latest.*apt install/,
  );
});
