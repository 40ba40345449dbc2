/**
 * `smoke.ts <executable>`: does it run at all on this platform? In an empty folder, with an environment that holds the
 * least a program gets: it draws, the same each time, within its limits, and refuses a bad option.
 */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { EXIT_CODES } from "../src/cli/errors.ts";
import manifest from "../deno.json" with { type: "json" };

const LIMITS = { width: 32, lines: 16 };
const CAT = ["cat", "--seed", "7", "--width", `${LIMITS.width}`, "--max-lines", `${LIMITS.lines}`];

/** Checks the executable; throws an AssertionError at the first thing that is wrong. */
export async function smoke(program: string): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "ascii-gen-smoke-" });
  // Without SystemRoot, Windows starts next to no program.
  const env = Deno.build.os === "windows"
    ? { SystemRoot: Deno.env.get("SystemRoot") ?? "C:\\Windows", LOCALAPPDATA: home, TEMP: home, TMP: home }
    : { HOME: home };
  const run = async (...args: string[]) => {
    const start = performance.now();
    const { code, stdout, stderr } = await new Deno.Command(program, { args, env, clearEnv: true, cwd: home })
      .output();
    const decoder = new TextDecoder();
    console.error(`${args.join(" ")}: exit code ${code}, ${Math.round(performance.now() - start)} ms`);
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  };
  try {
    const version = await run("--version");
    assert.deepEqual(version, { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
    const first = await run(...CAT);
    console.error(first.stdout + first.stderr);
    assert.equal(first.code, 0);
    const lines = first.stdout.trimEnd().split("\n");
    assert.ok(lines.length > 1 && lines.length <= LIMITS.lines, `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length <= LIMITS.width), "too wide");
    assert.deepEqual(await run(...CAT), first, "the same seed");
    const bad = await run("cat", "--width", "0");
    assert.deepEqual({ code: bad.code, stdout: bad.stdout }, { code: EXIT_CODES.usage, stdout: "" });
    assert.match(bad.stderr, /^ascii-gen: .*--width 0.*\n$/);
    assert.deepEqual([...Deno.readDirSync(join(home))].length, 1, "only the cache folder is left behind");
  } finally {
    // Windows may still hold the library of the last run.
    await Deno.remove(home, { recursive: true }).catch(() => {});
  }
}

if (import.meta.main) {
  const [program] = Deno.args;
  if (program === undefined) throw new Error("say which executable: smoke.ts <executable>");
  await smoke(resolve(program));
  console.error("smoke: all is well");
}
