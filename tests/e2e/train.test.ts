import assert from "node:assert/strict";
import { join } from "node:path";
import { METRICS_FILE } from "../../src/training/loop.ts";
import { loadSketchCheckpoint } from "../../src/tasks/art/album/checkpoint.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";

const ROOT = join(import.meta.dirname!, "../..");

function train(...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "main.ts", "train", ...args],
    cwd: ROOT,
    stderr: "piped",
  }).spawn();
}

Deno.test("train saves a checkpoint and exits with 130 on Ctrl-C, and --resume finishes the run", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const data = join(folder, "corpus.db");
    const out = join(folder, "run");
    writeTinyCorpus(data);
    const child = train(
      "--data",
      data,
      "--out",
      out,
      "--preset",
      "nano",
      "--minutes",
      "20",
      "--sketch-steps",
      "10",
      "--batch-tokens",
      "600",
    );
    const decoder = new TextDecoder();
    let log = "", running = false;
    for await (const chunk of child.stderr) {
      log += decoder.decode(chunk);
      // The first line of figures: steps are running.
      if (!running && log.includes("step 20 ")) {
        running = true;
        child.kill("SIGINT");
      }
    }
    assert.equal((await child.status).code, 130, log);
    assert.ok(log.includes(`deno task train --out ${out} --resume\n`), log);
    const { step } = await loadCheckpoint(join(out, "checkpoint.bin"));
    assert.ok(step >= 20);

    // A run by minutes goes on by steps when asked to.
    const resumed = await train("--resume", "--out", out, "--steps", String(step + 3)).output();
    assert.equal(resumed.code, 0, decoder.decode(resumed.stderr));
    assert.match(decoder.decode(resumed.stderr), /the model is in .*run.bundle\n/);
    assert.equal((await loadCheckpoint(join(out, "checkpoint.bin"))).step, step + 3);
    const more = await train(
      "--init-from",
      join(out, "bundle"),
      "--data",
      data,
      "--out",
      join(folder, "more"),
      "--sketches",
      out,
      "--steps",
      "1",
    )
      .output();
    assert.equal(more.code, 0, decoder.decode(more.stderr));
    const { ancestors } = await loadCheckpoint(join(folder, "more", "checkpoint.bin"));
    assert.deepEqual(ancestors.map(({ steps }) => steps), [step + 3]);
    const metrics = (await Deno.readTextFile(join(out, METRICS_FILE))).trim().split("\n");
    assert.equal(JSON.parse(metrics.at(-1)!).step, step + 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("train that is stopped while it learns sketches goes on there with --resume", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const data = join(folder, "corpus.db");
    const out = join(folder, "run");
    writeTinyCorpus(data);
    const settings = ["--preset", "nano", "--batch-tokens", "600", "--workers", "1", "--steps", "2"];
    const child = train("--data", data, "--out", out, "--sketch-steps", "60", ...settings);
    const decoder = new TextDecoder();
    let log = "";
    for await (const chunk of child.stderr) {
      const running = log.includes("codes of");
      log += decoder.decode(chunk);
      if (!running && log.includes("codes of")) setTimeout(() => child.kill("SIGINT"), 500);
    }
    assert.equal((await child.status).code, 130, log);
    assert.equal((await loadCheckpoint(join(out, "checkpoint.bin"))).step, 0);
    const { step } = await loadSketchCheckpoint(join(out, "sketches.bin"));
    assert.ok(step > 0 && step < 60, `stopped after step ${step}`);
    const resumed = await train("--resume", "--out", out).output();
    const told = decoder.decode(resumed.stderr);
    assert.equal(resumed.code, 0, told);
    assert.match(told, /goes on learning the sketches/);
    assert.equal((await loadCheckpoint(join(out, "checkpoint.bin"))).step, 2);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("train ends bad input in one line and the documented exit code", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const broken = join(folder, "broken.db");
    await Deno.writeTextFile(broken, "no database at all".repeat(100));
    const out = join(folder, "run");
    const cases: [string[], number, RegExp][] = [
      [["--steps", "abc"], 2, /--steps abc is not a whole number from 1 up/],
      [["--steps", "5", "--minutes", "3"], 2, /--steps and --minutes are two budgets/],
      [["--dim", "100", "--heads", "3", "--steps", "1"], 2, /dim must be a multiple of heads/],
      [["--data", broken, "--steps", "1"], 5, /broken\.db is damaged/],
      [["--data", join(folder, "none.db"), "--steps", "1"], 5, /no corpus at/],
      [["--resume"], 4, /no checkpoint at/],
      [["--init-from", broken], 4, /not a whole checkpoint/],
    ];
    for (const [args, code, expected] of cases) {
      const result = await train("--out", out, ...args).output();
      const stderr = new TextDecoder().decode(result.stderr).trim();
      assert.equal(result.code, code, stderr);
      assert.match(stderr, expected);
      assert.equal(stderr.split("\n").length, 1, stderr);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
