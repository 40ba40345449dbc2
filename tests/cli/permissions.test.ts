import assert from "node:assert/strict";
import { join } from "node:path";
import { inEmptyFolder, type Result, ROOT, run, writeRandomModel } from "../e2e/binary.ts";

const MAIN = join(ROOT, "main.ts");
const NAMES = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];

/** Writes what tells, at the end of a program, which permissions are left, behind its standard error. */
async function writeHook(folder: string): Promise<string> {
  const hook = join(folder, "hook.ts");
  await Deno.writeTextFile(
    hook,
    `globalThis.addEventListener("unload", () => {
      const names = ${JSON.stringify(NAMES)};
      const states = names.filter((name) => Deno.permissions.querySync({ name }).state === "granted");
      Deno.stderr.writeSync(new TextEncoder().encode("\\n" + JSON.stringify(states)));
    });`,
  );
  return hook;
}

/** Runs the source tree with all permissions, and says which are left. */
async function left(folder: string, hook: string, ...args: string[]): Promise<Result & { left: string[] }> {
  const options = ["run", "-q", "-A", "--no-check", "--preload", hook, MAIN, ...args];
  const result = await run(Deno.execPath(), options, { cwd: folder, inherit: true, env: { NO_COLOR: "1" } });
  const lines = result.stderr.split("\n");
  return { ...result, left: JSON.parse(lines.pop()!), stderr: lines.join("\n") };
}

Deno.test("commands give back what they do not need", () =>
  inEmptyFolder(async (folder) => {
    await writeRandomModel(join(folder, "model"));
    const hook = await writeHook(folder);
    const small = ["--model", "model", "--width", "9", "--max-lines", "3", "--best-of", "1"];
    const printing = ["read", "env"];
    const commands: [args: string[], expected: string[], code?: number][] = [
      [["info", "--model", "model"], printing],
      [["labels", "--model", "model"], printing],
      [["completions", "bash"], printing],
      [["man"], printing],
      [["upgrade"], printing],
      [["upgrade", "--check", "--help"], [...printing, "net"]],
      [["--help"], [...printing, "write", "sys", "ffi"]],
      [["cat", ...small], [...printing, "ffi"]],
      [["cat", ...small, "--output", "cat.txt"], [...printing, "write", "ffi"]],
      [["image", "model/config.json"], printing, 3],
      [["image", "model/config.json", "-o", "a.txt"], [...printing, "write"], 3],
      [["serve", "--print-config"], [...printing, "write", "sys", "ffi", "net", "run"]],
      [["worker", "--help"], [...printing, "write", "sys", "ffi", "net", "run"]],
      [["run-job", "--help"], [...printing, "write", "sys", "ffi", "run"]],
      [["artifacts", "list"], [...printing, "write", "sys", "net"]],
      [["data", "show", "cat", "--data", "none.db"], [...printing, "write"], 5],
    ];
    await Promise.all(commands.map(async ([args, expected, code = 0]) => {
      const result = await left(folder, hook, ...args);
      assert.equal(result.code, code, `${args}: ${result.stderr}`);
      assert.deepEqual(result.left.sort(), expected.sort(), args.join(" "));
    }));
  }));

Deno.test("a message tells what is not allowed, and gives no advice to allow it", () =>
  inEmptyFolder(async (folder) => {
    await writeRandomModel(join(folder, "model"));
    const options = ["run", "-q", "--no-check", "--no-prompt", "--allow-env", "--allow-sys", "--allow-ffi"];
    const read = [`--allow-read=${ROOT},${folder},/proc,/dev`];
    for (const path of ["/proc/self/maps", "/dev/zero", "/etc/hostname"]) {
      const args = [...options, ...read, MAIN, "image", path];
      const { code, stdout, stderr } = await run(Deno.execPath(), args, { cwd: folder, inherit: true });
      assert.ok([3, 7].includes(code), stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /^ascii-gen: [^\n]+\n$/);
      assert.doesNotMatch(stderr, /--allow|deno compile|Requires/);
    }
  }));
