import assert from "node:assert/strict";
import { join } from "node:path";
import { writeTinyText } from "../console/models.ts";
import { inEmptyFolder, ROOT } from "./binary.ts";

const PROGRAM = ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")];
const SECRET = "abcdefgh-1234";

async function asciiGen(cwd: string, args: string[], input?: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...PROGRAM, ...args],
    ...{
      cwd,
      env: { XDG_DATA_HOME: join(cwd, "data"), XDG_STATE_HOME: join(cwd, "state"), TEST_TOKEN: SECRET },
    },
    ...{ stdin: input === undefined ? "null" : "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  if (input !== undefined) await ReadableStream.from([new TextEncoder().encode(input)]).pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, err: err! };
}

/** Runs what is given a few at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(Array.from({ length: 3 }, async () => {
    for (const item of queue) await work(item);
  }));
}

Deno.test("complete takes its prompt from words, a pipe and files, many of them too, and ends before stops", () =>
  inEmptyFolder(async (folder) => {
    await writeTinyText(join(folder, "models"), "notes");
    const run = async (args: string[], input?: string) => {
      const { code, out, err } = await asciiGen(folder, [
        "complete",
        "--seed",
        "5",
        "--max-tokens",
        "12",
        ...args,
      ], input);
      assert.equal(code, 0, err);
      return out;
    };
    await Deno.writeTextFile(join(folder, "p.txt"), "3 cats\n");
    await Deno.writeTextFile(join(folder, "p.jsonl"), '"3 cats"\n{"prompt":"2 mats","id":"x"}\n');
    const [words, piped, dash, file, json, lines, ofText] = await Promise.all([
      run(["3 cats"]),
      run([], "3 cats\n"),
      run(["-"], "3 cats"),
      run(["--prompt-file", "p.txt"]),
      run(["3", "cats", "--json", "-m", "models/notes/model.onnx"]),
      run(["--prompts", "p.jsonl", "-n", "2"]),
      run(["--prompts", "-"], "3 cats\n\n2 mats"),
    ]);
    assert.ok(words.startsWith("3 cats"));
    for (const other of [piped, dash, file]) assert.equal(other, words);
    const { completions, prompt, model, seed } = JSON.parse(json);
    assert.deepEqual([prompt, model, seed], ["3 cats", "models/notes", 5]);
    assert.equal(`3 cats${completions[0].text}\n`, words);
    const parsed = lines.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(parsed.map(({ id, prompt, seed }) => [id, prompt, seed]), [
      ...[[undefined, "3 cats", 5], [undefined, "3 cats", 6], ["x", "2 mats", 7], ["x", "2 mats", 8]],
    ]);
    assert.deepEqual(parsed[0], { prompt: "3 cats", ...completions[0] });
    assert.deepEqual(JSON.parse(ofText.split("\n")[0]!), parsed[0]);
    const stop = completions[0].text.slice(2, 4);
    const [stopped, told] = await Promise.all([
      run(["3 cats", "--stop", "never", "--stop", stop]),
      run(["3 cats", "--stop", stop, "--json"]),
    ]);
    const text = completions[0].text.slice(0, completions[0].text.indexOf(stop));
    assert.equal(stopped, `3 cats${text}\n`);
    assert.deepEqual([JSON.parse(told).completions[0].finish, JSON.parse(told).completions[0].text], [
      "stop",
      text,
    ]);
  }));

Deno.test("a log keeps what a command was, said and came to, by level and without secrets", () =>
  inEmptyFolder(async (folder) => {
    await writeTinyText(join(folder, "models"), "notes");
    const log = ["--log-file", "a.log"];
    await asciiGen(folder, ["complete", SECRET, "--max-tokens", "2", "-v", ...log]);
    const quiet = await asciiGen(folder, [
      "complete",
      "x",
      "-v",
      "--max-tokens",
      "2",
      "--log-level",
      "warn",
      ...log,
    ]);
    assert.equal(quiet.err, "");
    const failed = await asciiGen(folder, [
      "complete",
      "x",
      "--model",
      "none",
      "--log-level",
      "error",
      ...log,
    ]);
    assert.match(failed.err, /there is no model "none"/);
    // What draws gives permissions back, and is logged to its end all the same.
    const drawn = await asciiGen(folder, ["cat", "--width", "12", ...log]);
    assert.equal(drawn.code, 0, drawn.err);
    const entries = (await Deno.readTextFile(join(folder, "a.log"))).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    assert.deepEqual(entries.map(({ level, message }) => [level, message.replace(/seed \d+/, "seed")]), [
      ["info", "ascii-gen complete [redacted] --max-tokens 2 -v --log-file a.log"],
      ["info", entries[1].message.replace(/seed \d+/, "seed")],
      ["info", "ended"],
      ["error", failed.err.trim()],
      ["info", "ascii-gen cat --width 12 --log-file a.log"],
      ["info", "ended"],
    ]);
    assert.match(entries[1].message, /^seed \d+, \d+ tokens, ended by: (end|length)$/);
    assert.deepEqual([entries[0].command, entries[2].code], ["complete", 0]);
  }));

Deno.test("complete, console and logs end bad input in one line, and the documented exit code", () =>
  inEmptyFolder(async (folder) => {
    for (const name of ["notes", "other", "broken"]) await writeTinyText(join(folder, "models"), name);
    await Deno.writeTextFile(join(folder, "models", "broken", "model.onnx"), "no model");
    await Deno.writeFile(join(folder, "binary.txt"), Uint8Array.of(0x61, 0, 0x62));
    await Deno.writeTextFile(join(folder, "bad.jsonl"), '"a"\n{"prompt":1}\n');
    await Deno.writeTextFile(join(folder, "empty.txt"), "\n\n");
    const notes = (...args: string[]) => ["complete", "-m", "notes", ...args];
    const cases: [args: string[], code: number, expected: RegExp][] = [
      [
        ["complete", "x"],
        4,
        /say which language model, such as: --model broken; there are models\/broken, models\/notes, models\/other \(looked in models, weights, the current folder, /,
      ],
      [["complete", "-m", "none", "x"], 4, /there is no model "none"; there are .*models\/notes/],
      [["complete", "-m", "models", "x"], 4, /models is no model folder: manifest\.json is missing/],
      [
        ["complete", "-m", "empty.txt", "x"],
        4,
        /empty\.txt is a file, and beside it is no manifest\.json of a model/,
      ],
      [["complete", "-m", "broken", "x"], 4, /model\.onnx has 8 bytes; its manifest says \d+/],
      [
        ["complete", "-m", join(ROOT, "weights", "default"), "x"],
        4,
        /this model is of the task "art", not of "text"/,
      ],
      [notes("--temperature", "-1"), 2, /--temperature -1 is not a number from 0 to 5/],
      [notes("--temperature", "nan"), 2, /--temperature nan is not a number from 0 to 5/],
      [notes("--top-k", "1.5"), 2, /--top-k 1\.5 is not a whole number from 0 up/],
      [notes("--top-p", "0"), 2, /--top-p 0 is not a number above 0, up to 1/],
      [notes("--min-p", "1.1"), 2, /--min-p 1\.1 is not a number from 0 to 1/],
      [notes("--repetition-penalty", "0"), 2, /--repetition-penalty 0 is not a number above 0, up to 10/],
      [notes("--max-tokens", "0"), 2, /--max-tokens 0 is not a whole number from 1 to 1000000/],
      [notes("--seed", "-3"), 2, /--seed -3 is not a whole number from 0 to 4294967295/],
      [notes("--count", "0"), 2, /--count 0 is not a whole number from 1 to 1000/],
      [notes("--stop", ""), 2, /stop must be a text of at least one character, not an empty one/],
      [notes("--prompt-file", "none.txt"), 7, /cannot read none\.txt: there is no such file/],
      [notes("--prompt-file", "models"), 3, /models is not a file/],
      [notes("--prompt-file", "binary.txt"), 3, /binary\.txt holds bytes of 0: it is no text/],
      [notes("--prompt-file", "empty.txt", "x"), 2, /--prompt-file does not go with words of a prompt/],
      [notes("--prompts", "bad.jsonl"), 3, /bad\.jsonl, line 2 has no text "prompt"/],
      [notes("--prompts", "empty.txt"), 3, /empty\.txt holds no prompt; give one a line/],
      [notes("--prompts", "empty.txt", "--json"), 2, /--prompts takes no other prompt, and no --json/],
      [notes("--stops", "x"), 2, /unknown option '--stops'/],
      [
        notes("x", "--log-file", "none/a.log"),
        7,
        /cannot write the log none\/a\.log: there is no such folder/,
      ],
      [notes("x", "--log-file", "models"), 7, /cannot write the log models: it is no plain file/],
      [notes("x", "--log-level", "loud"), 2, /Allowed choices are debug, info, warn, error/],
      [["console", "none"], 4, /there is no model "none"; there are /],
      [["console", "broken"], 4, /model\.onnx has 8 bytes/],
      [["console", "notes", "other"], 2, /too many arguments/],
    ];
    await eachOf(cases, async ([args, expectedCode, expected]) => {
      const { code, out, err } = await asciiGen(folder, args);
      assert.equal(code, expectedCode, `${args}: ${err}`);
      assert.match(err, expected);
      assert.equal(err.trim().split("\n").length, 1, err);
      assert.equal(out, "", String(args));
    });
    const several = await asciiGen(folder, ["console"]);
    assert.deepEqual([several.code, several.out.trim().split("\n").length], [2, 4]);
    assert.match(
      several.err,
      /^ascii-gen: say which model, such as: ascii-gen console broken \(or built-in, which draws\); looked in models, [^\n]*, runs\n$/,
    );
  }));
