import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { shortLine, visible, visibleLine, writeErrorLine } from "../../src/cli/terminal.ts";
import { makeCorpus } from "../data/browse/made.ts";
import { inEmptyFolder, type Result, ROOT, run, writeRandomModel } from "../e2e/binary.ts";

/** Every character that a terminal obeys; the line break is left out. */
const CONTROLS = [
  ...Array.from({ length: 0xa0 }, (_, code) => code).filter((code) => code < 32 || code >= 127),
  ...[0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069],
].filter((code) => code !== 10).map((code) => String.fromCharCode(code));
/** What a hostile text begins with: it clears the screen, names the window and turns the writing around. */
const HOSTILE = `\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\u202e${CONTROLS.slice(1).join("")}`;

const hasControl = (text: string) => CONTROLS.some((control) => text.includes(control));

Deno.test("visible() leaves no character that a terminal obeys, and JSON the same values", () => {
  for (const control of CONTROLS) {
    assert.match(visible(`a${control}b`), /^a\\u[0-9a-f]{4}b$/);
  }
  assert.equal(visible("Käse 猫 🐱\n"), "Käse 猫 🐱\n");
  assert.equal(visibleLine("a\nb\x1b"), "a\\nb\\u001b");
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(...CONTROLS), (value, control) => {
    const hostile = { [control]: [value, `${control}"\\${control}`] };
    const text = visible(JSON.stringify(hostile, null, 2));
    assert.ok(!hasControl(text));
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(hostile)));
  }));
});

Deno.test("a line of an error has 1,000 characters at most, those that control a terminal and secrets counted as they are told", () => {
  assert.equal(shortLine("y".repeat(1000)), "y".repeat(1000));
  assert.match(shortLine("a".repeat(600) + "z".repeat(600)), /^a{498} … z{498}$/);
  const long = (text: string) => {
    const lines: string[] = [], { writeSync } = Deno.stderr;
    Deno.stderr.writeSync = (bytes) => lines.push(new TextDecoder().decode(bytes)) && bytes.length;
    try {
      writeErrorLine(text);
    } finally {
      Deno.stderr.writeSync = writeSync;
    }
    return lines.join("");
  };
  assert.ok(long("\x1b".repeat(900)).length <= 1001);
  const line = long(`password=${"q".repeat(2000)} ${"y".repeat(990)}`);
  assert.ok(line.length <= 1001 && !line.includes("qq"), line);
});

Deno.test("all that src/ prints passes terminal.ts", () => {
  const printing = /console\.\w+\(|Deno\.std(?:out|err)\b|process\.std(?:out|err)\b/;
  const exempt = ["src/cli/terminal.ts", "src/cli/progress.ts", "src/data/sources/icons/iconify.ts"];
  const others = [...sources(join(ROOT, "src")), join(ROOT, "main.ts")]
    .filter((path) => !exempt.includes(relative(ROOT, path)))
    // Examples in comments may print.
    .filter((path) => printing.test(Deno.readTextFileSync(path).replaceAll(/^ *\/?\*.*$/gm, "")));
  assert.deepEqual(others, []);
});

/** Runs the program and expects no control character in what it prints. */
async function harmless(cwd: string, ...args: string[]): Promise<Result> {
  const result = await run(
    Deno.execPath(),
    ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts"), ...args],
    {
      cwd,
      inherit: true,
      env: { NO_COLOR: "1" },
    },
  );
  assert.ok(!hasControl(result.stdout), `${args}: ${JSON.stringify(result.stdout)}`);
  assert.ok(!hasControl(result.stderr), `${args}: ${JSON.stringify(result.stderr)}`);
  return result;
}

Deno.test("no text of a manifest commands the terminal", () =>
  inEmptyFolder(async (folder) => {
    await writeRandomModel(join(folder, "model"));
    const path = join(folder, "model", "manifest.json");
    const manifest = JSON.parse(await Deno.readTextFile(path));
    manifest.corpus = `${HOSTILE}\nmodel  built in`;
    manifest.training = { [HOSTILE]: HOSTILE, deep: { [HOSTILE]: [HOSTILE] } };
    manifest.attributions = [{ source: HOSTILE, licence: HOSTILE, attribution: HOSTILE, pictures: 1 }];
    await Deno.writeTextFile(path, JSON.stringify(manifest));
    const info = await harmless(folder, "info", "--model", "model");
    assert.equal(info.code, 0, info.stderr);
    assert.equal(
      info.stdout.split("\n").filter((line) => line.startsWith("model")).length,
      2,
      "model.onnx too",
    );
    assert.match(info.stdout, /\\u001b\[2J/);
    const licences = await harmless(folder, "info", "--licenses", "--model", "model");
    assert.match(licences.stdout, /\\u009b31m/);
    const json = JSON.parse((await harmless(folder, "info", "--json", "--model", "model")).stdout);
    assert.deepEqual(json.training, manifest.training);
    const attributions = await harmless(folder, "info", "--licenses", "--json", "--model", "model");
    assert.deepEqual(JSON.parse(attributions.stdout), manifest.attributions);

    manifest[HOSTILE.slice(1)] = 1;
    await Deno.writeTextFile(path, JSON.stringify(manifest));
    const refused = await harmless(folder, "info", "--model", "model");
    assert.deepEqual([refused.code, refused.stdout, refused.stderr.split("\n").length], [4, "", 2]);
  }));

Deno.test("no argument and no file name commands the terminal", () =>
  inEmptyFolder(async (folder) => {
    const name = `${HOSTILE.replaceAll(/[\0/]/g, "")}.png`;
    await Deno.writeTextFile(join(folder, name), "no picture");
    const lines: [code: number, ...args: string[]][] = [
      [3, "image", name],
      [3, "cat", "--from", name],
      [4, "info", "--model", name],
      [2, "cat", "--style", name],
      [2, "cat", `--${name}`],
      [7, "cat", "--output", `${name}/cat.txt`],
      [3, "labels", name],
      [5, "data", "show", "cat", "--data", name.slice(0, -4)],
      [2, "data", "add", "records", name, "--data", "corpus.db"],
    ];
    await Promise.all(lines.map(async ([code, ...args]) => {
      const result = await harmless(folder, ...args);
      assert.deepEqual([result.code, result.stdout], [code, ""], result.stderr);
      assert.match(result.stderr, /^[^\n]+\n$/);
    }));
  }));

Deno.test("no record of a corpus commands the terminal", () =>
  inEmptyFolder(async (folder) => {
    const data = join(folder, "corpus.db");
    (await makeCorpus(data)).close();
    using db = new DatabaseSync(data);
    const set = `? || label`;
    const spoil = (table: string, columns: string[], value: string) =>
      db.prepare(`UPDATE ${table} SET ${columns.map((column) => `${column} = ${value}`)}`)
        .run(...columns.map(() => HOSTILE.slice(1)));
    spoil("pictures", ["licence", "attribution"], set);
    spoil("sightings", ["title", "author", "url"], "?");
    spoil("rejections", ["title", "reason", "art"], "?");
    db.prepare("UPDATE pieces SET art = art || ?").run(HOSTILE);
    const on = (...args: string[]) => harmless(folder, "data", ...args, "--data", data);
    const commands = [["show", "sailboat"], ["search", "sailboat"], ["review"], ["stats"]];
    const files = [["export", "--label", "sailboat"], ["report", "--output", "report.html"]];
    const [shown] = await Promise.all([...commands, ...files].map(async (args) => {
      const { code, stdout, stderr } = await on(...args);
      assert.equal(code, 0, `${args}: ${stderr}`);
      return stdout;
    }));
    assert.match(shown!, /\\u001b/);
    await Promise.all(commands.map(async (args) => JSON.parse((await on(...args, "--json")).stdout)));
    // deno-lint-ignore no-control-regex -- these are what must not be there
    assert.doesNotMatch(await Deno.readTextFile(join(folder, "report.html")), /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
  }));

function* sources(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* sources(join(folder, name));
    else if (name.endsWith(".ts")) yield join(folder, name);
  }
}
