import assert from "node:assert/strict";
import { join } from "node:path";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { quietly } from "../../src/base/context.ts";
import { complete } from "../../src/operations/complete.ts";
import { evaluateText } from "../../src/operations/evaluate/text.ts";
import { train } from "../../src/operations/train.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { binary, inEmptyFolder, type Result, run } from "./binary.ts";

const program = await binary();

/** Runs the binary in a folder, with a home there and nothing else in the environment: no PATH, no DENO_DIR. */
const asciiGen = (home: string, ...args: string[]): Promise<Result> =>
  run(program, args, { cwd: home, env: { HOME: home } });

const NOTES = "The cat sat on the mat. The dog sat on the log. ".repeat(60);
const TINY = ["--preset", "nano", "--layers", "1", "--batch-tokens", "1000"];

Deno.test("ascii-gen alone trains on a text, goes on where it stood, exports, rounds and completes", () =>
  inEmptyFolder(async (home) => {
    await Deno.writeTextFile(join(home, "notes.txt"), NOTES);
    const runs = ["--out", "runs/notes"];
    const trained = await asciiGen(
      home,
      "train",
      "notes.txt",
      ...runs,
      ...TINY,
      "--steps",
      "4",
      "--workers",
      "2",
    );
    assert.deepEqual([trained.code, trained.stdout], [0, ""], trained.stderr);
    assert.match(trained.stderr, /^backend wasm, .*2 worker/m);
    assert.match(trained.stderr, /ascii-gen complete --model notes/);
    const options = { preset: "nano", layers: 1, batchTokens: 1000, steps: 4, workers: 2 };
    const { checkpoint } = await train({
      files: [join(home, "notes.txt")],
      out: join(home, "here"),
      ...options,
    }, quietly);
    const { weights } = await loadCheckpoint(join(home, "runs", "notes", "checkpoint.bin"));
    assert.deepEqual(weights, checkpoint.weights, "as the source tree trains");
    const resumed = await asciiGen(home, "train", "--resume", ...runs, "--steps", "8");
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal((await loadCheckpoint(join(home, "runs", "notes", "checkpoint.bin"))).step, 8);

    assert.equal((await asciiGen(home, "export", "runs/notes", "--out", "models/exported")).code, 0);
    const rounded = await asciiGen(
      ...[home, "quantize", "models/exported", "--scheme", "int8", "--out", "models/small"] as const,
    );
    assert.equal(rounded.code, 0, rounded.stderr);
    assert.equal((await readTextBundle(join(home, "models", "small"))).manifest.task, "text");
    for (const model of ["models/notes", "exported", "small"]) {
      const args = ["complete", "--model", model, "--seed", "1", "--max-tokens", "30", "The "];
      const { code, stdout, stderr } = await asciiGen(home, ...args);
      assert.deepEqual([code, stderr], [0, ""], model);
      const folder = model.includes("/") ? model : join("models", model);
      const here = await complete(
        { model: join(home, folder), prompt: "The ", seed: 1, maxTokens: 30 },
        quietly,
      );
      assert.equal(stdout, `The ${here.completions[0]!.text}\n`, model);
    }
    const judged = await asciiGen(home, "eval", "--model", "small", "notes.txt", "--json", "--quiet");
    assert.deepEqual([judged.code, judged.stderr], [0, ""]);
    const here = await evaluateText(
      { model: join(home, "models", "small"), files: [join(home, "notes.txt")] },
      quietly,
    );
    const told = { ...here, model: { ...here.model, path: "models/small" } };
    // Logarithms of two versions of V8 may differ in their last digit.
    const rounded12 = (_: string, value: unknown) =>
      typeof value === "number" ? value.toPrecision(12) : value;
    const asWritten = (value: unknown) => JSON.stringify(value, rounded12);
    assert.equal(asWritten(JSON.parse(judged.stdout)), asWritten(told), "as the source tree judges");
    assert.deepEqual(
      [...Deno.readDirSync(home)].map(({ name }) => name).sort(),
      [".cache", "here", "models", "notes.txt", "runs"],
    );
  }));

Deno.test("ascii-gen tries several values, alone in a folder", () =>
  inEmptyFolder(async (home) => {
    await Deno.writeTextFile(join(home, "notes.txt"), NOTES);
    const args = [
      "-m",
      "seed=1,2",
      "notes.txt",
      ...TINY,
      "--steps",
      "2",
      "--parallel",
      "1",
      "--out",
      "tried",
    ];
    const { code, stderr } = await asciiGen(home, "train", ...args);
    assert.equal(code, 0, stderr);
    for (const trial of ["0", "1"]) {
      assert.equal((await loadCheckpoint(join(home, "tried", trial, "checkpoint.bin"))).step, 2);
    }
  }));

Deno.test("ascii-gen trains without a BLAS", () =>
  inEmptyFolder(async (home) => {
    await Deno.writeTextFile(join(home, "notes.txt"), NOTES);
    const args = ["train", "notes.txt", ...TINY, "--steps", "2", "--workers", "1"];
    const options = { cwd: home, env: { HOME: home, ASCII_GEN_BLAS: "off" } };
    const { code, stderr } = await run(program, args, options);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^backend wasm, BLAS none/m);
  }));

Deno.test("ascii-gen says in one line what the commands of training lack", () =>
  inEmptyFolder(async (home) => {
    await Deno.writeTextFile(join(home, "short.txt"), "cat");
    const table: [args: string[], code: number, line: RegExp][] = [
      [["train"], EXIT_CODES.usage, /name files or folders.*train notes\.txt.*to draw a train.*gen train$/],
      [["train", "--resume"], EXIT_CODES.usage, /name files or folders/],
      [["train", "--task", "art", "short.txt"], EXIT_CODES.usage, /Allowed choices are text/],
      [["train", "none.txt"], EXIT_CODES.io, /none\.txt/],
      [["train", "short.txt"], EXIT_CODES.input, /3 characters are too few/],
      [["train", "--resume", "--out", "runs/none"], EXIT_CODES.model, /no checkpoint at runs/],
      [["export", "runs/none"], EXIT_CODES.model, /no checkpoint at runs/],
      [["quantize", "none", "--scheme", "int8", "--out", "out"], EXIT_CODES.model, /none/],
      [["eval"], EXIT_CODES.corpus, /no corpus at/],
      [["eval", "short.txt"], EXIT_CODES.model, /there is no language model/],
      [["eval", "--labels", "3", "short.txt"], EXIT_CODES.usage, /--labels is for models of drawings/],
      [["data"], EXIT_CODES.usage, /data is not part of the binary/],
    ];
    await Promise.all(table.map(async ([args, code, line]) => {
      const result = await asciiGen(home, ...args);
      assert.deepEqual([result.code, result.stdout], [code, ""], `${args}: ${result.stderr}`);
      assert.match(result.stderr, /^ascii-gen: [^\n]+\n$/);
      assert.match(result.stderr.trimEnd(), line);
    }));
  }));

Deno.test("ascii-gen tells of the commands of training", () =>
  inEmptyFolder(async (home) => {
    assert.match((await asciiGen(home, "help", "train")).stdout, /--batch-tokens/);
    assert.match((await asciiGen(home, "train", "--help")).stdout, /--batch-tokens/);
    assert.match((await asciiGen(home, "completions", "bash")).stdout, /train --preset/);
    const { properties } = JSON.parse((await asciiGen(home, "help", "train", "--json")).stdout);
    assert.ok("batchTokens" in properties);
  }));
