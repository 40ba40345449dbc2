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

/** Begins a training whose log can be read while it trains. */
const training = (cwd: string, args: string[], stdin: "piped" | "null") =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", MAIN, "train", ...args],
    ...{ cwd, stdin, stdout: "null", stderr: "piped" },
  }).spawn();

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
    const first = await run("train", "cat notes.txt", ...SMALL, "--steps", "10", "--workers", "2");
    const told = ["network: 1 layers of 16", "training: muon", "budget: 10 steps", "saved in runs/cat-notes"];
    for (const part of told) assert.ok(first.err.includes(part), `${part} in ${first.err}`);
    assert.match(first.err, /step 10 .* bits\/byte/);
    await run("complete", "--model", "cat-notes", "--max-tokens", "1", "3 cats");
    const { err } = await run("train", "cat notes.txt", "--resume", "--steps", "20");
    assert.match(err, /tokens are in runs\/cat-notes already/);
    assert.match(
      err,
      /deno task console cat-notes\n.*deno task start complete --model cat-notes 'once upon'/,
    );
    await run("train", "cat notes.txt", ...SMALL, "--steps", "20", "--workers", "2", "--out", "runs/whole");
    const [resumed, whole] = await Promise.all(
      ["cat-notes", "whole"].map((name) => loadCheckpoint(join(folder, "runs", name, "checkpoint.bin"))),
    );
    assert.equal(resumed!.step, 20);
    // The learning rate depends on the budget: what was begun with another one is not the same to the bit.
    assert.notDeepEqual(resumed!.weights, whole!.weights);
    await run("export", "runs/cat-notes");
    await run("quantize", "models/cat-notes", "--scheme", "int8-weight-only", "--out", "models/rounded");
    for (const model of ["cat-notes", "runs/cat-notes", "models/rounded"]) {
      const asked = ["complete", "--model", model, "--seed", "3", "--max-tokens", "30", "3 cats"];
      const { out } = await run(...asked);
      assert.ok(out.startsWith("3 cats") && out.endsWith("\n") && out.length > 10, out);
      assert.equal((await run(...asked)).out, out);
      const { completions, seed } = JSON.parse((await run(...asked, "--json", "-n", "2")).out);
      assert.equal(seed, 3);
      assert.equal(completions.length, 2);
      assert.equal(`3 cats${completions[0].text}\n`, out);
    }
    const { out } = await run("eval", "cat notes.txt", "--model", "cat-notes", "--max-tokens", "500");
    assert.match(
      out,
      /^\| bits a byte +\| +\d\.\d{4} \|.*1 document, 500 bytes, 500 characters, 500 tokens/ms,
    );
    await run(
      "train",
      "--init-from",
      "runs/cat-notes",
      "--tokenizer",
      "cat-notes",
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
    const child = training(
      folder,
      ["-", ...SMALL, "--steps", "20", "--workers", "1", "--out", "broken"],
      "piped",
    );
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
    // The text that came through standard input is there as tokens, and is only read if it is named again.
    const later = ["train", "--resume", "--out", "broken", "--steps"];
    assert.equal((await asciiGen(folder, [...later, "21"])).code, 0);
    assert.equal((await loadCheckpoint(path)).step, 21);
    const changed = await asciiGen(folder, [...later, "22", "-"], TEXT + "more");
    assert.equal(changed.code, 5);
    assert.match(changed.err, /has changed since the checkpoint/);
  });
});

Deno.test("a run on a text has its name, a budget in epochs, and leaves a model where it is stopped", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    const once = await asciiGen(folder, ["train", "notes.txt", ...SMALL, "--epochs", "1", "--name", "mine"]);
    assert.equal(once.code, 0, once.err);
    // 3960 characters in steps of 512 positions, in stretches of 16 tokens.
    const { step, tokens } = await loadCheckpoint(join(folder, "runs/mine/checkpoint.bin"));
    assert.deepEqual([step, tokens], [8, 8 * 512]);
    await Deno.remove(join(folder, "runs"), { recursive: true });
    const refused = await asciiGen(folder, [
      "train",
      "notes.txt",
      ...SMALL,
      "--steps",
      "1",
      "--name",
      "mine",
    ]);
    assert.deepEqual([refused.code, refused.err], [
      2,
      "ascii-gen: models/mine is there already; choose another --name, or take it away\n",
    ]);
    const child = training(
      folder,
      ["notes.txt", ...SMALL, "--minutes", "5", "--save-interval", "9999"],
      "null",
    );
    let log = "", told = false;
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      log += chunk;
      if (told || !log.includes("step 20 ")) continue;
      told = true;
      child.kill("SIGINT");
    }
    assert.equal((await child.status).code, 130);
    assert.match(log, /train --out runs\/notes --resume\nthe model is in models\/notes\n/);
    const asked = await asciiGen(folder, ["complete", "--model", "notes", "--max-tokens", "2", "3 cats"]);
    assert.ok(asked.out.startsWith("3 cats"), asked.err);
  });
});

Deno.test("train on texts and complete end bad input in one line and the documented exit code", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    await Deno.writeTextFile(join(folder, "short.txt"), "cat");
    const cases: [string[], number, RegExp][] = [
      [["train", "none.txt"], 7, /none\.txt: there is no such file.*notes\.txt/],
      [["train", "short.txt"], 3, /3 characters are too few/],
      [["train", "notes.txt", "--tokenizer", "runes"], 2, /--tokenizer runes is none of char/],
      [["train", "notes.txt", "--epochs", "1", "--steps", "3"], 2, /two budgets/],
      [["train", "notes.txt", "--name", "a/b"], 2, /--name "a\/b" is no name/],
      [["train", "notes.txt", "--name", "a", "--out", "b"], 2, /leave out --out/],
      [["data", "text", "shakespeare"], 2, /there is no text "shakespeare", only jane-austen/],
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
