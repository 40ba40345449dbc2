import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT, run } from "../e2e/binary.ts";
import manifest from "../../deno.json" with { type: "json" };

const upgrade = (args: string[], env: Record<string, string>) =>
  run(Deno.execPath(), ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts"), "upgrade", ...args], {
    inherit: true,
    env: { NO_COLOR: "1", ...env },
  });

Deno.test("upgrade asks nothing without --check, and with it tells whether there is a newer version", async () => {
  let asked = 0, version = "999.0.0";
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    asked++;
    return new Response(`${"0".repeat(64)}  ascii-gen-v${version}-linux-x64.tar.xz\n`);
  });
  try {
    const env = { ASCII_GEN_URL: `http://127.0.0.1:${server.addr.port}/` };
    const [silent, json] = await Promise.all([upgrade([], env), upgrade(["--json"], env)]);
    assert.deepEqual(silent, {
      code: 0,
      stdout: `${manifest.version}, run in its source tree; to upgrade: git pull\n`,
      stderr: "",
    });
    assert.deepEqual(JSON.parse(json.stdout), {
      current: manifest.version,
      installation: "tree",
      advice: "git pull",
    });
    assert.equal(asked, 0);
    const old = await upgrade(["--check"], env);
    assert.equal(old.stdout, `999.0.0 is there, this is ${manifest.version}; to upgrade: git pull\n`);
    version = manifest.version;
    assert.equal((await upgrade(["--check"], env)).stdout, `${manifest.version} is the newest\n`);
    assert.equal(asked, 2);
  } finally {
    await server.shutdown();
  }
  const words = await upgrade(["a", "castle"], {});
  assert.deepEqual([words.code, words.stdout], [2, ""]);
  assert.match(words.stderr, /ascii-gen gen upgrade a castle/);
});
