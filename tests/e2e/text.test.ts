import assert from "node:assert/strict";
import { join } from "node:path";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { inEmptyFolder, ROOT } from "./binary.ts";
import { TEXT } from "../tasks/text/tiny.ts";

const MAIN = join(ROOT, "main.ts");

async function asciiGen(cwd: string, args: string[], input?: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", MAIN, ...args],
    ...{ cwd, stdin: input === undefined ? "null" : "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  if (input !== undefined) await ReadableStream.from([new TextEncoder().encode(input)]).pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, err: err! };
}

const SMALL = [
  ...["--dim", "16", "--layers", "1", "--heads", "2", "--window", "16", "--batch-tokens", "512"],
  ...["--eval-interval", "10", "--save-interval", "10", "--learning-rate", "0.02"],
];

Deno.test("a text is trained on, goes on from a checkpoint, is exported, rounded and completed", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "cat notes.txt"), TEXT);
    const run = async (...args: string[]) => {
      const ended = await asciiGen(folder, args);
      assert.equal(ended.code, 0, ended.err);
      return ended;
    };
    await run("train", "cat notes.txt", ...SMALL, "--steps", "10", "--workers", "2");
    const { err } = await run("train", "cat notes.txt", "--resume", "--steps", "20");
    assert.match(err, /deno task start complete --model runs\/cat-notes\/bundle 'once upon'/);
    await run("train", "cat notes.txt", ...SMALL, "--steps", "20", "--workers", "2", "--out", "runs/whole");
    const [resumed, whole] = await Promise.all(
      ["cat-notes", "whole"].map((name) => loadCheckpoint(join(folder, "runs", name, "checkpoint.bin"))),
    );
    assert.equal(resumed!.step, 20);
    // The learning rate depends on the budget: what was begun with another one is not the same to the bit.
    assert.notDeepEqual(resumed!.weights, whole!.weights);
    await run("export", "runs/cat-notes");
    await run("quantize", "models/cat-notes", "--scheme", "int8-weight-only", "--out", "models/rounded");
    for (const model of ["cat-notes", "models/rounded"]) {
      const asked = ["complete", "--model", model, "--seed", "3", "--max-tokens", "30", "3 cats"];
      const { out } = await run(...asked);
      assert.ok(out.startsWith("3 cats") && out.endsWith("\n") && out.length > 10, out);
      assert.equal((await run(...asked)).out, out);
      const { completions, seed } = JSON.parse((await run(...asked, "--json", "-n", "2")).out);
      assert.equal(seed, 3);
      assert.equal(completions.length, 2);
      assert.equal(`3 cats${completions[0].text}\n`, out);
    }
    await run(
      "train",
      "--init-from",
      "models/cat-notes",
      "cat notes.txt",
      "--out",
      "runs/more",
      "--steps",
      "1",
    );
    const { ancestors } = await loadCheckpoint(join(folder, "runs/more/checkpoint.bin"));
    assert.deepEqual(ancestors.map(({ steps }) => steps), [20]);
  });
});

Deno.test("a run on a text that is killed by its budget's half and resumed equals an unbroken one", async () => {
  await inEmptyFolder(async (folder) => {
    const run = async (...args: string[]) => {
      const { code, err } = await asciiGen(folder, ["train", ...args], TEXT);
      assert.equal(code, 0, err);
    };
    await run("-", ...SMALL, "--steps", "20", "--workers", "1", "--out", "whole");
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-q",
        "-A",
        MAIN,
        "train",
        "-",
        ...SMALL,
        "--steps",
        "20",
        "--workers",
        "1",
        "--out",
        "broken",
      ],
      ...{ cwd: folder, stdin: "piped", stdout: "null", stderr: "piped" },
    }).spawn();
    await ReadableStream.from([new TextEncoder().encode(TEXT)]).pipeTo(child.stdin);
    let log = "";
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      log += chunk;
      if (log.includes("validation at 10")) child.kill("SIGKILL");
    }
    assert.notEqual((await child.status).code, 0);
    const path = join(folder, "broken", "checkpoint.bin");
    const there = await Deno.stat(path).then(() => true, () => false);
    await run(
      "-",
      ...there ? ["--resume"] : [...SMALL, "--steps", "20", "--workers", "1"],
      "--out",
      "broken",
    );
    const [a, b] = [
      await loadCheckpoint(path),
      await loadCheckpoint(join(folder, "whole", "checkpoint.bin")),
    ];
    assert.deepEqual(a.weights, b.weights);
    assert.deepEqual(a.moments, b.moments);
  });
});

Deno.test("train on texts and complete end bad input in one line and the documented exit code", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    await Deno.writeTextFile(join(folder, "short.txt"), "cat");
    const cases: [string[], number, RegExp][] = [
      [["train", "none.txt"], 7, /none\.txt: there is no such file/],
      [["train", "short.txt"], 3, /3 characters are too few/],
      [["train", "notes.txt", "--tokenizer", "runes"], 2, /Allowed choices are char/],
      [["train", "notes.txt", "--even-drawings", "0.5"], 2, /evenDrawings is no setting of the task text/],
      [["train", "notes.txt", "--context", "3"], 2, /--context 3 is not a whole number from 8 to 4096/],
      [["train", "--task", "text"], 2, /name files or folders/],
      [["complete", "once"], 4, /there is no language model \(looked in models, weights/],
      [["complete", "--model", "none", "once"], 4, /there is no model "none"; there is none/],
      [
        ["complete", "--model", "none", "--top-p", "2", "once"],
        2,
        /--top-p 2 is not a number above 0, up to 1/,
      ],
    ];
    for (const [args, expectedCode, expected] of cases) {
      const { code, out, err } = await asciiGen(folder, args);
      assert.equal(code, expectedCode, err);
      assert.match(err, expected);
      assert.equal(err.trim().split("\n").length, 1, err);
      assert.equal(out, "");
    }
  });
});
