import assert from "node:assert/strict";
import { join } from "node:path";
import { writeTinyText } from "../console/models.ts";
import { TEXT } from "../tasks/text/tiny.ts";
import { inEmptyFolder, ROOT, run } from "./binary.ts";
import { openTerminal } from "./pseudo_terminal.ts";

const PROGRAM = ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")];
const SMALL = [
  ...["--dim", "16", "--layers", "1", "--heads", "2", "--window", "16", "--batch-tokens", "512"],
  ...[
    "--eval-interval",
    "60",
    "--save-interval",
    "60",
    "--learning-rate",
    "0.02",
    "--steps",
    "60",
    "--workers",
    "1",
  ],
];

/** Where the console looks and keeps things. */
const homeIn = (folder: string) => ({
  XDG_STATE_HOME: join(folder, "state"),
  XDG_DATA_HOME: join(folder, "data"),
});

/** A folder with a model of cats and mats, and a home for what the console keeps. */
async function withModel(
  test: (folder: string, env: Record<string, string>) => Promise<void>,
): Promise<void> {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    const trained = await run(Deno.execPath(), [...PROGRAM, "train", "notes.txt", ...SMALL], {
      ...{ cwd: folder, inherit: true },
    });
    assert.equal(trained.code, 0, trained.stderr);
    await test(folder, homeIn(folder));
  });
}

/** A prompt at the beginning of a line, where readline has put it. */
// deno-lint-ignore no-control-regex -- a terminal's commands are what is looked for
const PROMPT = /\x1b\[1G\x1b\[0J> (\x1b\[3G)?$/;
const CTRL_C = "\x03", CTRL_D = "\x04", UP = "\x1b[A", BACKSPACE = "\x7f";

Deno.test({
  name: "a person speaks to a model at a terminal: streaming, Ctrl-C, commands, editing, history",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withModel(async (folder, env) => {
      const start = () => openTerminal([Deno.execPath(), ...PROGRAM, "console"], { cwd: folder, env });
      {
        await using terminal = start();
        const { type, shows, ended } = terminal;
        await shows(/models\/notes: a language model of [\d,]+ weights/);
        await shows(PROMPT);
        await type("/max-tokens 1000000\r");
        await shows(/max-tokens 1000000/);
        await shows(PROMPT);
        await type("3 catz");
        await type(`${BACKSPACE}s\r`);
        // It is shown while it is written, and goes on.
        await shows(/mat/);
        await shows(/mat[^>]*mat/);
        await type("typed before it was asked for");
        await type(CTRL_C);
        await shows(/\r\n[^\n]*> typed before it was asked for/, 5000);
        await type(CTRL_C);
        await shows(/\^C\r\n/);
        await shows(PROMPT);
        await type("/temperature 9\r");
        await shows(/\/temperature 9 is not a number from 0 to 5\r\n/);
        await shows(PROMPT);
        await type("/max-to");
        await shows(/\/max-to$/);
        await type("\t");
        await shows(/kens $|\/max-tokens /);
        await type("8\r");
        await shows(/max-tokens 8\r\n/);
        await shows(PROMPT);
        await type('"""\r');
        await shows(/… /);
        await type("one\r");
        await shows(/… (?=[^…]*$)/);
        await type('two"""\r');
        await shows(PROMPT);
        await type("/save said.txt\r");
        await shows(/wrote said\.txt, \d+ characters/);
        await shows(PROMPT);
        await type(CTRL_D);
        assert.equal(await ended(), 0);
      }
      const said = await Deno.readTextFile(join(folder, "said.txt"));
      assert.ok(said.startsWith("3 cats") && said.includes("\none\ntwo"), said);
      const history = join(folder, "state", "ascii-gen", "console_history");
      assert.equal((await Deno.stat(history)).mode! & 0o777, 0o600);
      assert.deepEqual((await Deno.readTextFile(history)).split("\n").slice(0, 3), [
        ...["/max-tokens 1000000", "3 cats", "/temperature 9"],
      ]);
      await using terminal = start();
      await terminal.shows(PROMPT);
      await terminal.type(UP);
      await terminal.shows(/\/save said\.txt/);
      await terminal.type("\r");
      await terminal.shows(/there is nothing to save yet/);
      await terminal.shows(PROMPT);
      await terminal.type("/quit\r");
      assert.equal(await terminal.ended(), 0);
    }),
});

Deno.test("a console speaks over a pipe, in plain lines, and keeps no history", () =>
  inEmptyFolder(async (folder) => {
    await writeTinyText(join(folder, "models"), "notes");
    const env = homeIn(folder);
    const talk = async (input: string, ...args: string[]) => {
      const child = new Deno.Command(Deno.execPath(), {
        args: [...PROGRAM, "console", ...args],
        ...{ cwd: folder, env, stdin: "piped", stdout: "piped", stderr: "piped" },
      }).spawn();
      await ReadableStream.from([new TextEncoder().encode(input)]).pipeTo(child.stdin);
      const { code, stdout, stderr } = await child.output();
      const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      return { code, out: out!, err: err! };
    };
    const asked = "/seed 3\n/max-tokens 30\n3 cats\n";
    const first = await talk(asked);
    assert.equal(first.code, 0, first.err);
    assert.match(
      first.err,
      /^ascii-gen: seed 3\nascii-gen: max-tokens 30\n(ascii-gen: the model ended the text here\n)?$/,
    );
    const complete = ["complete", "3 cats", "--seed", "3", "--max-tokens", "30"];
    const { stdout } = await run(Deno.execPath(), [...PROGRAM, ...complete], {
      cwd: folder,
      env,
      inherit: true,
    });
    assert.equal(`3 cats${first.out}`.trimEnd(), stdout.trimEnd());
    // The last line needs no end, and what is wrong decides the exit code.
    const second = await talk(
      `${asked.replaceAll("\n", "\r\n")}/nope\n/model built-in\n/width 20\ncat`,
      "notes",
    );
    assert.equal(second.code, 2);
    assert.ok(second.out.startsWith(first.out) && second.out.length > first.out.length + 20, second.out);
    assert.match(second.err, /there is no command \/nope for this model/);
    // deno-lint-ignore no-control-regex -- none of these may be there
    assert.doesNotMatch(second.out + second.err, /[\x00-\x09\x0b-\x1f]/);
    await assert.rejects(Deno.stat(join(folder, "state")));
    const missing = await talk("", "nothing");
    assert.deepEqual([missing.code, missing.out], [4, ""]);
    assert.match(
      missing.err,
      /^ascii-gen: there is no model "nothing"; there is models\/notes \(looked in [^\n]*data\/ascii-gen\/models, runs\)\n$/,
    );
  }));
