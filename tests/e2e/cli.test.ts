/** The command line from the source tree, with a model of random weights; binary.test.ts has the executable. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { encode } from "fast-png";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { type Result, ROOT, run, writeRandomModel } from "./binary.ts";

const MAIN = join(ROOT, "main.ts");
const DENO = ["run", "-q", "-A", MAIN];
const folder = await Deno.makeTempDir({ prefix: "ascii-gen-test-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const model = join(folder, "model");
await writeRandomModel(model);

const SMALL = ["--model", model, "--width", "12", "--max-lines", "4", "--best-of", "1"];

const asciiGen = (...args: string[]): Promise<Result> =>
  run(Deno.execPath(), [...DENO, ...args], { cwd: folder, inherit: true, env: { NO_COLOR: "1" } });

/** Runs a line of bash in which `ascii-gen` stands for the program. */
const shell = (line: string, env: Record<string, string> = {}): Promise<Result> => {
  const define = `set -o pipefail; ascii-gen() { "${Deno.execPath()}" ${DENO.join(" ")} "$@"; }`;
  return run("bash", ["-c", `${define}\n${line}`], { cwd: folder, inherit: true, env });
};

/** What a line of bash shows on a terminal. */
const onTerminal = (line: string, env: Record<string, string> = {}): Promise<Result> =>
  shell(`export -f ascii-gen; script -qec '${line}' /dev/null < /dev/null`, { SHELL: "/bin/bash", ...env });

const options = SMALL.join(" ");

Deno.test("--count and --style draw one after the other what they draw alone", async () => {
  const drawing = async (seed: string, style: string) =>
    (await asciiGen("cat", ...SMALL, "--seed", seed, "--style", style)).stdout;
  const all = await asciiGen("cat", ...SMALL, "--seed", "7", "--count", "2", "--style", "line,solid");
  assert.equal(all.code, 0, all.stderr);
  assert.equal(
    all.stdout,
    [
      await drawing("7", "line"),
      await drawing("8", "line"),
      await drawing("7", "solid"),
      await drawing("8", "solid"),
    ].join("\n"),
  );
});

Deno.test("prompts from standard input are all drawn but those that cannot be, which are reported by line", async () => {
  const { stdout, stderr, code } = await shell(
    `printf 'cat\\n\\n日本\\ndog\\n ?? \\n' | ascii-gen - ${options} --strict --seed 1 --format json`,
  );
  assert.deepEqual(
    JSON.parse(stdout).map(({ prompt, seed }: { prompt: string; seed: number }) => [prompt, seed]),
    [["cat", 1], ["dog", 1]],
  );
  assert.match(stderr, /^ascii-gen: line 3: .*"日本".*\nascii-gen: line 5: .*"\?\?".*\n$/);
  assert.equal(code, EXIT_CODES.input);
  const none = await shell(`printf '\\n' | ascii-gen - ${options}`);
  assertOneLine(none, EXIT_CODES.input, /standard input holds no prompt/);
});

Deno.test("a reader that goes away ends the drawing quietly", async () => {
  const { stdout, stderr, code } = await shell(`ascii-gen cat ${options} --count 1000 --seed 3 | head -1`);
  assert.equal(stdout.split("\n").length, 2);
  assert.deepEqual({ stderr, code }, { stderr: "", code: 0 });
});

Deno.test("--output writes the format of its ending and says when it cannot", async () => {
  const path = (name: string) => join(folder, name);
  for (
    const [name, start] of [["a.md", "```"], ["a.svg", "<"], ["a.png", "\x89PNG"], ["a.html", "<!"]] as const
  ) {
    const result = await asciiGen("cat", ...SMALL, "--output", path(name));
    assert.deepEqual(result, { stdout: "", stderr: "", code: 0 });
    assert.ok((await Deno.readFile(path(name)))[0] === start.charCodeAt(0), name);
  }
  await asciiGen("cat", ...SMALL, "--output", path("a.png"), "--format", "json");
  assert.equal(JSON.parse(await Deno.readTextFile(path("a.png"))).prompt, "cat");
  // Root may write anywhere but here.
  for (const place of ["/proc/cat.txt", path("no/cat.txt"), folder]) {
    assertOneLine(await asciiGen("cat", ...SMALL, "--output", place), EXIT_CODES.io, new RegExp(place));
  }
});

Deno.test("options that are wrong or contradict each other end in one line", async (t) => {
  const table: [string[], RegExp][] = [
    [["--stream", "--format", "svg"], /--stream does not go with the format svg/],
    [["--stream", "--output", "a.html"], /--stream does not go with/],
    [["--stream", "--border", "round"], /--stream does not go with --border/],
    [["--like", "1", "--from", "a.png"], /--like does not go with --from/],
    [["--border", "thick"], /'thick' is invalid. Allowed choices are ascii, /],
    [["--charset", "utf8"], /'utf8' is invalid/],
    [["--sketch", "--width", "30"], /--sketch needs --width 39 or more, not 30/],
    [["--boder", "round"], /unknown option '--boder' \(Did you mean --border\?\)/],
    [["--count", "-1"], /--count -1 is not a whole number from 1 to 1000/],
    [
      ["--from", "model/config.json", "--output", "model/../model/config.json"],
      /--output \S+ would overwrite model\/config\.json, which is read: name another file/,
    ],
    [["--style", "line,oil"], /--style "oil" is not one of line, /],
  ];
  for (const [args, line] of table) {
    await t.step(args.join(" "), async () => {
      assertOneLine(await asciiGen("cat", "--model", model, ...args), EXIT_CODES.usage, line);
    });
  }
  await t.step("completions bahs", async () => {
    assertOneLine(
      await asciiGen("completions", "bahs"),
      EXIT_CODES.usage,
      /'bahs' is invalid.*bash, zsh, fish/,
    );
  });
  await t.step("man with a hat", async () => {
    assertOneLine(await asciiGen("man", "with", "hat"), EXIT_CODES.usage, /ascii-gen gen man with hat/);
  });
});

Deno.test("--width auto keeps to COLUMNS, border and all", async () => {
  const line = `ascii-gen cat --model ${model} --best-of 1 --width auto --border double --align right`;
  const { stdout, code } = await shell(line, { COLUMNS: "17" });
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split("\n");
  assert.ok(lines.every((line) => line.length === 17 && /[╗║╝]$/.test(line)), stdout);
});

Deno.test("--stream prints the drawing with its left margin", async () => {
  const drawn = (await asciiGen("cat", ...SMALL, "--seed", "5")).stdout.split("\n");
  const { stdout, code } = await asciiGen("cat", ...SMALL, "--seed", "5", "--stream");
  assert.equal(code, 0);
  const streamed = stdout.split("\n");
  const margin = streamed[0]!.length - drawn[0]!.length;
  assert.deepEqual(streamed.map((line) => line.slice(margin)), drawn);
  const ansi = await asciiGen("cat", ...SMALL, "--seed", "5", "--stream", "--format", "ansi");
  // deno-lint-ignore no-control-regex -- escape sequences are what is looked for
  assert.equal(ansi.stdout.replace(/\x1b\[[\d;]*m/g, ""), stdout);
  assert.notEqual(ansi.stdout, stdout);
});

Deno.test("Ctrl-C while streaming ends with 130", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...DENO, "cat", ...SMALL, "--stream", "--count", "1000"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  child.kill("SIGINT");
  while (!(await reader.read()).done);
  assert.equal((await child.status).code, 130);
});

Deno.test("Ctrl-C keeps what was drawn, in every format", async () => {
  for (const format of ["plain", "json"]) {
    const path = join(folder, `many.${format}`);
    // Standard output is a file, as in `ascii-gen … > file`; JSON is written to one of its own.
    const to = format === "json" ? ["--output", path] : [];
    const args = [
      ...DENO,
      "cat",
      ...SMALL,
      "--count",
      "1000",
      "--format",
      format,
      "--border",
      "ascii",
      "--verbose",
      ...to,
    ];
    const line = `trap - INT; exec "$0" "$@" > '${path}.out'`;
    const child = new Deno.Command("bash", {
      args: ["-c", line, Deno.execPath(), ...args],
      stdout: "null",
      stderr: "piped",
    }).spawn();
    let told = "";
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
      if (told === "") child.kill("SIGINT");
      told += text;
    }
    assert.equal((await child.status).code, 130);
    const drawings = format === "json"
      ? JSON.parse(await Deno.readTextFile(path)).length
      : (await Deno.readTextFile(`${path}.out`)).match(/^\+-*\+$/gm)!.length / 2; // random weights may draw nothing at all
    assert.ok(drawings >= 16 && drawings < 1000, `${drawings} drawings`);
    assert.equal(drawings, told.match(/seed \d+/g)?.length);
  }
});

Deno.test("- draws a line when it comes, before the next one is there", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...DENO, "-", ...SMALL, "--seed", "3", "--border", "ascii"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const frames: string[] = [];
  for (const word of ["cat", "dog"]) {
    await writer.write(new TextEncoder().encode(`${word}\n`));
    let drawn = "";
    while (drawn.split("+\n").length < 3) drawn += (await reader.read()).value!;
    frames.push(drawn);
  }
  await writer.close();
  assert.equal((await reader.read()).done, true);
  assert.equal((await child.status).code, 0);
  const together = await shell(`printf 'cat\\ndog' | ascii-gen - ${options} --seed 3 --border ascii`);
  assert.equal(frames.join(""), together.stdout);
});

Deno.test("--quiet keeps notes to itself", async () => {
  const more = "a dotty cat";
  assert.match((await asciiGen(more, ...SMALL)).stderr, /^ascii-gen: only "cat" is drawn; "dotty" is not/);
  assert.equal((await asciiGen(more, ...SMALL, "--quiet")).stderr, "");
});

Deno.test("--from draws a picture without a word, and says what is no picture", async () => {
  const data = Uint8Array.from({ length: 900 }, (_, i) => i % 30 > 9 && i % 30 < 20 ? 0 : 255);
  await Deno.writeFile(
    join(folder, "bar.png"),
    encode({ width: 30, height: 30, channels: 1, depth: 8, data }),
  );
  const wide = ["--model", model, "--best-of", "1", "--width", "60", "--seed", "1"];
  const { stdout, code, stderr } = await asciiGen(
    "--from",
    "bar.png",
    ...wide,
    "--sketch",
    "--style",
    "solid",
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.equal(stdout.split("\n").filter((line) => line.startsWith("#".repeat(36))).length, 18);
  const piped = await shell(`ascii-gen --from - ${wide.join(" ")} --sketch --style solid < bar.png`);
  assert.deepEqual(piped, { stdout, code, stderr });
  assertOneLine(
    await shell(`ascii-gen --from - --say - ${options} < bar.png`),
    EXIT_CODES.usage,
    /--say - does not go with --from -: standard input is read once/,
  );
  assertOneLine(
    await asciiGen("--from", MAIN, ...SMALL),
    EXIT_CODES.input,
    /is no PNG, JPEG, WebP, GIF, BMP, TIFF or SVG/,
  );
});

Deno.test("labels lists words, one a line or as JSON", async () => {
  const list = (...args: string[]) => asciiGen("labels", "--model", model, ...args);
  assert.equal((await list()).stdout, "cat\ndog\n");
  assert.deepEqual(JSON.parse((await list("o", "--json")).stdout), ["dog"]);
  assertOneLine(
    await list("quux"),
    EXIT_CODES.input,
    /"quux" is unknown; the nearest known: "cat" and "dog"/,
  );
});

Deno.test("a terminal gets columns and emphasis, and no PNG", async () => {
  const columns = await onTerminal(`ascii-gen labels --model ${model}`, { COLUMNS: "40" });
  assert.equal(columns.stdout.trim(), "cat  dog");
  const narrow = await onTerminal(`ascii-gen cat --model ${model} --best-of 1 --border ascii`, {
    COLUMNS: "9",
  });
  assert.ok(
    narrow.stdout.trimEnd().split("\r\n").every((line) => /^[+|].{0,7}[+|]$/.test(line)),
    narrow.stdout,
  );
  const info = `ascii-gen info --model ${model}`;
  assert.ok((await onTerminal(info, { NO_COLOR: "", TERM: "xterm" })).stdout.includes("\x1b[1m"));
  assert.ok(!(await onTerminal(info, { NO_COLOR: "1" })).stdout.includes("\x1b"));
  const png = await onTerminal(`ascii-gen cat ${options} --format png`);
  assert.equal(
    png.stdout.trim(),
    "ascii-gen: a PNG is not for a terminal: name a file with --output, or pipe it on",
  );
  assert.equal(png.code, EXIT_CODES.usage);
});

Deno.test("help and version do what their options do, and gen draws these words", async (t) => {
  const same: [string[], string[]][] = [
    [["help"], ["--help"]],
    [["help", "image"], ["image", "-h"]],
    [["help", "data", "add"], ["data", "add", "--help"]],
    [["version"], ["-V"]],
    [["cat", "--version"], ["labels", "-V"]],
  ];
  for (const [args, others] of same) {
    await t.step(args.join(" "), async () => {
      const result = await asciiGen(...args);
      assert.deepEqual(result, await asciiGen(...others));
      assert.deepEqual({ stderr: result.stderr, code: result.code }, { stderr: "", code: 0 });
      assert.match(result.stdout, /^(Usage: |\d+\.\d+\.\d+\n$)/);
    });
  }
  const wrong: [string[], RegExp][] = [
    [["help", "imag"], /no command "imag"; did you mean: ascii-gen help image\?/],
    [["help", "me"], /no command "me"; to draw it, say: ascii-gen gen help me/],
    [["version", "2"], /to draw, say: ascii-gen gen version 2/],
  ];
  for (const [args, line] of wrong) {
    await t.step(args.join(" "), async () => assertOneLine(await asciiGen(...args), EXIT_CODES.usage, line));
  }
  const { stdout, code } = await asciiGen("gen", "help", "--any", ...SMALL, "--format", "json");
  assert.deepEqual([code, JSON.parse(stdout).prompt], [0, "help"]);
});

Deno.test("short options mean what their long ones do", async () => {
  const long = ["--model", model, "--width", "12", "--max-lines", "4", "--seed", "3", "--count", "2"];
  const short = ["-m", model, "-w", "12", "-l", "4", "-s", "3", "-n", "2"];
  const expected = await asciiGen("cat", ...long, "--quiet");
  assert.equal(expected.code, 0);
  assert.deepEqual(await asciiGen("cat", ...short, "-q"), expected);
  await asciiGen("cat", ...short, "-o", "short.txt");
  assert.equal(await Deno.readTextFile(join(folder, "short.txt")), expected.stdout);
  assert.match((await asciiGen("cat", ...short, "-v")).stderr, /cat, line, seed 3, /);
});

Deno.test("what is piped in is drawn where no prompt is given, unless nothing is", async () => {
  const { stdout, code } = await shell(`printf 'cat\\ndog\\n' | ascii-gen ${options} --seed 1 --format json`);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout).map(({ prompt }: { prompt: string }) => prompt), ["cat", "dog"]);
  const slow = await shell(`(sleep 1; echo cat) | ascii-gen ${options} --seed 1 --format json`);
  assert.equal(JSON.parse(slow.stdout).prompt, "cat");
  for (const nothing of ["< /dev/null", "<&-", "< <(true)"]) {
    assertOneLine(await shell(`ascii-gen ${options} ${nothing}`), EXIT_CODES.usage, /say what to draw/);
  }
  // An empty word is a slip, in a script most of all: no reason to wait for another.
  assertOneLine(await shell(`echo cat | ascii-gen "" ${options}`), EXIT_CODES.usage, /say what to draw/);
});

Deno.test("a picture instead of a prompt ends in a line that says what to do", async () => {
  const advice = /"ascii-gen image a\.png" .*"ascii-gen --from a\.png"/;
  assertOneLine(await asciiGen("a.png", ...SMALL), EXIT_CODES.usage, advice);
  assert.equal((await asciiGen("a.png", "--style", "banner")).code, 0);
});

Deno.test("--style banner writes letters, by themselves and beside drawings", async () => {
  const banner = (...args: string[]) => asciiGen("--style", "banner", ...args);
  const { stdout, stderr, code } = await banner("Hi", "--font", "banner", "--model", "absent");
  assert.deepEqual({ stderr, code }, { stderr: "", code: 0 });
  assert.equal(
    stdout,
    "#     #\n#     # #\n#     # #\n####### #\n#     # #\n#     # #\n#     # #\n",
  );
  const both = ["--style", "line,banner", "--count", "2", "--format", "json", "--width", "20"];
  const mixed = await asciiGen("Cat", "--model", model, "--best-of", "1", ...both);
  assert.deepEqual(
    JSON.parse(mixed.stdout).map((
      { style, prompt, font }: { style: string; prompt: string; font?: string },
    ) => [style, prompt, font ?? null]),
    [["line", "Cat", null], ["line", "Cat", null], ["banner", "Cat", "standard"]],
  );
  assert.equal(mixed.stderr, "ascii-gen: a banner is the same for every seed: it is written once\n");
  const some = await shell("printf 'Hi\\n日\\nyou\\n' | ascii-gen - --style banner --font mini -w 20");
  assert.equal(some.stderr, 'ascii-gen: line 2: the font mini has no letter "日" (U+65E5)\n');
  assert.equal(some.code, EXIT_CODES.input);
  assert.equal(some.stdout.split("\n\n").length, 2);
  const { input, usage } = EXIT_CODES;
  assertOneLine(
    await banner("Wow", "-w", "5"),
    input,
    /"W" is 12 columns wide in the font standard, and there are 5/,
  );
  assertOneLine(await banner("Wow", "-l", "3"), input, /does not fit in 80×3/);
  assertOneLine(await banner("Wow", "--stream"), usage, /--style banner does not go with --stream/);
  assertOneLine(await banner("Wow", "--font", "nix"), usage, /--font "nix" is not one of standard, /);
});

Deno.test("labels --fonts lists the fonts of banners", async () => {
  const list = (...args: string[]) => asciiGen("labels", "--fonts", ...args);
  assert.match((await list()).stdout, /^standard\n(.+\n)+$/);
  assert.deepEqual(JSON.parse((await list("slant", "--json")).stdout), ["slant", "small-slant"]);
  assertOneLine(await list("quux"), EXIT_CODES.input, /no font with "quux"/);
});

Deno.test("a word that is a command is drawn after gen", async () => {
  const { stdout, code } = await asciiGen("gen", ...SMALL, "man", "--any");
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /\.TH/);
  assert.match((await asciiGen("man")).stdout, /^\.TH/);
});

function assertOneLine({ stdout, stderr, code }: Result, expected: number, line: RegExp): void {
  assert.equal(stdout, "");
  assert.match(stderr, /^ascii-gen: [^\n]+\n$/);
  assert.match(stderr, line);
  assert.equal(code, expected);
}
