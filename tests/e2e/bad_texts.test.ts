/** Bad texts, tokenizers and models: one line and an exit code of its kind each, and nothing left behind. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { TEXT } from "../tasks/text/tiny.ts";
import { type Case, type Files, listed, put, taken } from "./bad_texts/files.ts";
import { modelCases } from "./bad_texts/model_cases.ts";
import { TOKENIZER_CASES } from "./bad_texts/tokenizer_cases.ts";
import { ENCODINGS, PATHS, SETTINGS } from "./bad_texts/train_cases.ts";
import { inEmptyFolder, ROOT } from "./binary.ts";

/** Processes at a time. */
const AT_A_TIME = 2;
/** Lines that only tell what is being done. */
const TOLD = /^(a|notes\.txt|tokenizer .+): |^tokenizer \w+ of \d+ tokens|characters encoded, |^preset /;

async function asciiGen(cwd: string, args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts"), ...args],
    ...{ cwd, stdin: "null", stdout: "piped", stderr: "piped" },
    env: { TMPDIR: cwd, XDG_DATA_HOME: join(cwd, "data"), XDG_STATE_HOME: join(cwd, "state"), NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** What is wrong with how a case ended, if anything. */
const faultOf = ([name, args, files, error, expected]: Case): Promise<string | undefined> =>
  inEmptyFolder(async (folder) => {
    await put(folder, files);
    const before = await listed(folder);
    const { code, out, err } = await asciiGen(folder, args);
    const lines = err.split("\n");
    const [end, last = "", ...told] = lines.toReversed();
    try {
      assert.equal(code, expected, "exit code");
      assert.ok(last.startsWith("ascii-gen: "), "the last line is no error");
      assert.match(last, error);
      assert.ok(last.length < 1000, "too long a line");
      for (const line of told) assert.match(line, TOLD);
      assert.deepEqual([out, end], ["", ""]);
      assert.deepEqual(await listed(folder), before, "left behind");
      return undefined;
    } catch (fault) {
      return `${name} (${args.join(" ")}): ${fault instanceof Error ? fault.message : fault}\n${err}${out}`;
    }
  });

/** Tries all cases, a few at a time, and fails with all faults. */
async function tryAll(cases: readonly Case[]): Promise<void> {
  const queue = cases.values();
  const faults: string[] = [];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (const each of queue) {
      const fault = await faultOf(each);
      if (fault !== undefined) faults.push(fault);
    }
  }));
  assert.equal(faults.length, 0, `${faults.length} of ${cases.length}:\n${faults.join("\n")}`);
}

Deno.test("paths that lead to no text are refused", () => tryAll(PATHS));
Deno.test("what is no text, or too little, is refused", () => tryAll(ENCODINGS));
Deno.test("settings of train that are none, or do not go together, are refused", () => tryAll(SETTINGS));
Deno.test("tokenizers that are damaged or unknown, and ids that are none, are refused", () =>
  tryAll(TOKENIZER_CASES));
Deno.test("damaged models, of our own and of other programs, are refused", async () =>
  await tryAll(await modelCases()));

const SMALL = [
  ...["--dim", "16", "--layers", "1", "--heads", "2", "--window", "16", "--batch-tokens", "512"],
  ...["--workers", "1", "--steps", "1"],
];

Deno.test("runs that cannot go on are refused, and tokens that are damaged are made anew", () =>
  inEmptyFolder(async (folder) => {
    await put(folder, { "notes.txt": TEXT });
    const first = await asciiGen(folder, ["train", "notes.txt", ...SMALL]);
    assert.equal(first.code, 0, first.err);
    const { "models/notes/model.onnx": model, ...run } = await taken(folder);
    const checkpoint = run["runs/notes/checkpoint.bin"]!;
    const more = ["train", "notes.txt", "--resume", "--steps", "2"];
    const bad: Files = { ...run, "runs/notes/checkpoint.bin": checkpoint.slice(0, -9) };
    await tryAll([
      ["no checkpoint", more, { "notes.txt": TEXT }, /no checkpoint at runs\/notes\/checkpoint\.bin/, 4],
      ["checkpoint cut off", more, bad, /not a whole checkpoint|checkpoint\.bin/, 4],
      [
        "changed text",
        more,
        { ...run, "notes.txt": `${TEXT}x` },
        /notes\.txt has changed since the checkp/,
        5,
      ],
      [
        "missing text",
        ["train", "--resume", "--out", "runs/notes"],
        without(run, "notes.txt"),
        /notes\.txt/,
        7,
      ],
      [
        "other settings",
        [...more, "--dim", "32"],
        run,
        /--resume keeps the run's settings.* architecture\.dim: 16 → 32/,
        2,
      ],
      [
        "a run again",
        ["train", "notes.txt", ...SMALL],
        run,
        /checkpoint\.bin is there already; add --resume/,
        2,
      ],
      [
        "a model again",
        ["train", "notes.txt", ...SMALL],
        {
          ...{ "notes.txt": TEXT, "models/notes/model.onnx": model! },
        },
        /models\/notes is there already/,
        2,
      ],
    ]);
    // Tokens are no loss: they are made of the text again, which takes a line and is no error.
    const nameOf = (end: RegExp) => Object.keys(run).find((name) => end.test(name)) ?? "";
    const [bin, json] = [nameOf(/tokens-\w+\.bin$/), nameOf(/tokens-\w+\.json$/)];
    const ids = run[bin]!;
    const damages: readonly Files[] = [
      { [bin]: ids.slice(0, -3) },
      { [bin]: ids.with(100, ids[100]! ^ 1) },
      { [json]: "{" },
    ];
    for (const damage of damages) {
      await inEmptyFolder(async (other) => {
        await put(other, { ...run, ...damage });
        const { code, out, err } = await asciiGen(other, more);
        assert.deepEqual([code, out], [0, ""], err);
        assert.equal(err.match(/^.*tokens-\w+\.bin is damaged \(.+\); it is made anew$/gm)?.length, 1, err);
        const again = await taken(other);
        assert.deepEqual([again[bin], again[json]], [ids, run[json]]);
      });
    }
  }));

const without = (files: Files, name: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));
