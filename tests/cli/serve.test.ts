import assert from "node:assert/strict";
import { join } from "node:path";
import { inEmptyFolder, ROOT, run } from "../e2e/binary.ts";

const MAIN = ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")];
const serve = (folder: string, args: string[], env: Record<string, string> = {}) =>
  run(Deno.execPath(), [...MAIN, "serve", ...args], {
    cwd: folder,
    inherit: true,
    env: { NO_COLOR: "1", ...env },
  });

Deno.test("serve prints its address, answers, and ends well when it is told to stop", () =>
  inEmptyFolder(async (folder) => {
    const child = new Deno.Command(Deno.execPath(), {
      ...{
        args: [...MAIN, "serve", "--port", "0"],
        cwd: folder,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      },
    }).spawn();
    const told = new Response(child.stderr).text(), lines = child.stdout.getReader();
    let address = "";
    while (!address.endsWith("\n")) {
      const { value, done } = await lines.read();
      if (done) assert.fail(await told);
      address += new TextDecoder().decode(value);
    }
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\n$/);
    const response = await fetch(`${address.trim()}/healthz`);
    assert.deepEqual(await response.json(), { status: "ok" });
    child.kill("SIGTERM");
    const { code, signal } = await child.status;
    assert.deepEqual([code, signal], [0, null], await told);
    await lines.cancel();
    await told;
    assert.ok((await Deno.stat(join(folder, ".ascii-gen"))).isDirectory);
  }));

Deno.test("serve refuses in one line what others could reach without a token, and settings that are none", () =>
  inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "a.yaml"), "queue:\n  nam: x\n");
    const refused: [args: string[], env: Record<string, string>, message: RegExp][] = [
      [["--host", "0.0.0.0"], {}, /host 0\.0\.0\.0 can be reached by others: set a token/],
      [["--config", "a.yaml"], {}, /a\.yaml:2: there is no setting queue\.nam; did you mean queue\.name\?/],
      [[], { ASCII_GEN__PROT: "1" }, /there is no setting ASCII_GEN__PROT; did you mean ASCII_GEN__PORT\?/],
      [["--port", "99999"], {}, /--port 99999 is not a whole number from 0 to 65535/],
    ];
    await Promise.all(refused.map(async ([args, env, message]) => {
      const { code, stdout, stderr } = await serve(folder, args, env);
      assert.ok(code === 2 || code === 3, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /^ascii-gen: [^\n]+\n$/);
      assert.match(stderr, message);
    }));
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.yaml"]);
  }));

Deno.test("serve --print-config prints what holds, secrets masked", () =>
  inEmptyFolder(async (folder) => {
    const env = {
      ASCII_GEN__TOKENS__ADMIN: "a".repeat(20),
      ASCII_GEN__PORT: "1",
      REDIS_URL: "redis://:hunter2@h",
    };
    const { stdout, code } = await serve(folder, ["--print-config", "--port", "2"], env);
    assert.equal(code, 0);
    assert.match(stdout, /^port: 2$/m);
    assert.doesNotMatch(stdout, /aaaa|hunter2/);
  }));
