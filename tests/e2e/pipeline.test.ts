import assert from "node:assert/strict";
import { join } from "node:path";
import { inEmptyFolder, run, runTask } from "./binary.ts";

Deno.test("the whole way from icons to a drawing binary works when taken in small", async () => {
  await inEmptyFolder(async (folder) => {
    const corpus = join(folder, "corpus.db"), runFolder = join(folder, "run");
    const model = join(folder, "model"), program = join(folder, "ascii-gen");
    const task = async (name: string, args: string[]) => {
      const { code, stderr } = await runTask(name, args);
      assert.equal(code, 0, `${name}: ${stderr}`);
    };
    await task("data", ["--limit", "60", "--data", corpus]);
    const steps = ["--sketch-steps", "10", "--steps", "5", "--batch-tokens", "1024", "--seed", "1"];
    await task("train", ["--preset", "nano", "--data", corpus, "--out", runFolder, ...steps]);
    await task("export", [runFolder, "--out", model, "--data", corpus]);
    await task("start", ["car", "--seed", "7", "--model", model]);
    await task("compile", ["--model", model, "--output", program]);

    const home = join(folder, "home");
    await Deno.mkdir(home);
    const args = ["car", "--seed", "7", "--width", "32", "--max-lines", "16"];
    const drawn = await run(program, args, { cwd: home, env: { HOME: home } });
    assert.equal(drawn.stderr, "");
    assert.equal(drawn.code, 0);
    const lines = drawn.stdout.slice(0, -1).split("\n");
    assert.ok(lines.length <= 16 && lines.every((line) => /^[ -~]{0,32}$/.test(line)), drawn.stdout);
    const source = await runTask("start", [...args, "--model", model]);
    assert.equal(source.stdout, drawn.stdout, "the binary and the sources draw alike");
    const info = await run(program, ["info", "--json"], { cwd: home, env: { HOME: home } });
    assert.ok(JSON.parse(info.stdout).attributions.length > 0);
  });
});
